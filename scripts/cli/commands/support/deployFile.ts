import { readFile } from "node:fs/promises";

import { z } from "zod";

import type { DeployOptions } from "#chain";
import { DEFAULT_PARAMETERS } from "#twin";
import { messageOf, StakespaceError, schemaWords } from "#lib";
import { address } from "./arguments.js";

const bigint = z
  .string()
  .regex(/^\d+n$/, 'write a large number as a string of digits and an n, e.g. "1000n"')
  .transform((text) => BigInt(text.slice(0, -1)));
const seconds = z.number().int().nonnegative();

const parameters = Object.fromEntries(
  Object.entries(DEFAULT_PARAMETERS).map(([name, value]: [string, bigint | number]) => [
    name,
    (typeof value === "bigint" ? bigint : seconds).optional(),
  ]),
);

const section = z.strictObject({
  token: address.optional(),
  admin: address.optional(),
  adminDelay: seconds.optional(),
  governor: address.optional(),
  governorDelay: seconds.optional(),
  guardian: address.optional(),
  reporters: z.array(address).optional(),
  quorum: z.number().int().positive().optional(),
  sink: address.optional(),
  ...parameters,
});

const file = z.union([z.strictObject({ StakespaceLocal: section }), z.strictObject({ Stakespace: section })]);

/**
 * Reads a parameter file of Ignition, for either module.
 *
 * @throws {StakespaceError} `BAD_PARAMETER_FILE`, naming the file and the entry.
 */
export async function readDeployFile(path: string): Promise<DeployOptions> {
  let parsed: z.infer<typeof file>;
  try {
    parsed = file.parse(JSON.parse(await readFile(path, "utf8")), { errorMap: schemaWords });
  } catch (error) {
    throw new StakespaceError(`${path}: ${problem(error)}.`, {
      code: "BAD_PARAMETER_FILE",
      hint: "ignition/parameters/local.json shows what such a file looks like.",
      cause: error,
    });
  }
  const entries = Object.values(parsed)[0]! as Record<string, unknown>;
  const names = new Set(Object.keys(DEFAULT_PARAMETERS));
  const pick = (isParameter: boolean): Record<string, unknown> =>
    Object.fromEntries(Object.entries(entries).filter(([name]) => names.has(name) === isParameter));
  return { ...(pick(false) as DeployOptions), parameters: pick(true) };
}

function problem(error: unknown): string {
  if (!(error instanceof z.ZodError)) return messageOf(error);
  const issues = error.issues.flatMap((issue) =>
    issue.code === "invalid_union" ? issue.unionErrors.flatMap((inner) => inner.issues) : [issue],
  );
  // Of the two modules the one that was meant got furthest.
  const issue = issues.reduce((deepest, next) => (next.path.length > deepest.path.length ? next : deepest));
  return `${issue.path.join(".")}: ${issue.message}`;
}
