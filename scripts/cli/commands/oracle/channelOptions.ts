import { join } from "node:path";

import { z } from "zod";

import { type Deployment, deploymentName } from "#chain";

/** Endpoints of other reporters, with commas between them; none unless named. */
export const endpoints = z
  .string()
  .transform((list) => list.split(",").map((url) => url.trim()))
  .pipe(z.array(z.string().url("name the endpoints of the other reporters, with commas between them")))
  .optional()
  .transform((urls) => urls ?? []);

/** Where a deployment's submissions are kept unless said otherwise. */
export function submissionsFolder(deployment: Deployment): string {
  return join("build", "submissions", deploymentName(deployment));
}
