import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { messageOf, schemaWords } from "#lib";
import { DatasetError } from "./error.js";

/** The file of a round folder that names the submissions which never became a column of predictions. */
export const UNREAD_FILE = "refused.json";

const schema = z.array(
  z.strictObject({
    model: z.string(),
    /** keccak256 of the bytes that were handed in. */
    hash: z.string().regex(/^0x[0-9a-f]{64}$/, "expected keccak256 of what was handed in"),
    reason: z.string().min(1),
  }),
);

/** A submission that counts as none and is no column: whose, the hash of its bytes, and why. */
export type UnreadSubmission = z.output<typeof schema>[number];

/**
 * Reads `refused.json`, which `oracle collect` writes; a folder without one has none of these.
 *
 * @param models The names a submission may have.
 * @param entered Those that have a column.
 * @throws {DatasetError} For a file that is none, a name that is no model's and one that has a column, too.
 */
export async function readUnread(
  dir: string,
  models: readonly string[],
  entered: readonly string[],
): Promise<UnreadSubmission[]> {
  const file = join(dir, UNREAD_FILE);
  if (!existsSync(file)) return [];
  const unread = parse(file, await readFile(file, "utf8"));
  const [known, taken] = [new Set(models), new Set(entered)];
  for (const { model } of unread) {
    if (!known.has(model)) throw new DatasetError({ file }, `unknown model "${model}"`);
    if (taken.has(model)) throw new DatasetError({ file }, `model "${model}" has another submission`);
    taken.add(model);
  }
  return unread;
}

function parse(file: string, text: string): UnreadSubmission[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new DatasetError({ file }, messageOf(cause), "oracle collect writes it.", cause);
  }
  const parsed = schema.safeParse(json, { errorMap: schemaWords });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  throw new DatasetError({ file }, field + issue.message, "oracle collect writes it.");
}
