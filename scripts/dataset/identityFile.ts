import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { messageOf, schemaWords } from "#lib";
import { DatasetError } from "./error.js";

/** The file that says which round a folder is of. */
export const IDENTITY_FILE = "round.json";

/** Changes whenever the file looks different. */
const FORMAT = "stakespace-round/1";

const date = z
  .string()
  .refine(
    (text) => /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(text) && !Number.isNaN(Date.parse(text)),
    'expected a date such as "2026-11-26" or "2026-11-26T12:00:00Z"',
  );

const schema = z.strictObject({
  format: z.literal(FORMAT).default(FORMAT),
  /** Whose rounds these are, the same in each. */
  tournament: z.string().min(1).max(100),
  /** The round's number on the chain. */
  round: z.number().int().positive(),
  dates: z
    .strictObject({
      /** What the exposures and so the predictions are of. */
      asOf: date.optional(),
      /** From when on the targets can be known. */
      resolves: date.optional(),
    })
    .default({}),
  /** SHA-256 of the folder's files, hexadecimal, by name. One that is not named may come later, as targets do. */
  files: z.record(z.string().regex(/^[0-9a-f]{64}$/, "expected SHA-256 as 64 hexadecimal digits")),
});

/** Which round a folder is of, and what it is made of. */
export type RoundIdentity = z.output<typeof schema>;

/** What {@link RoundIdentity} says without the hashes, which are taken from the folder. */
export type NamedRound = Omit<z.input<typeof schema>, "files" | "format">;

/**
 * Reads `round.json`; undefined where there is none.
 *
 * @throws {DatasetError} Naming the field and what was expected of it.
 */
export async function readIdentity(dir: string): Promise<RoundIdentity | undefined> {
  const file = join(dir, IDENTITY_FILE);
  if (!existsSync(file)) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new DatasetError({ file }, messageOf(cause), undefined, cause);
  }
  const parsed = schema.safeParse(json, { errorMap: schemaWords });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  throw new DatasetError({ file }, field + issue.message);
}

/** The file's text. */
export function identityText(named: NamedRound, files: Readonly<Record<string, string>>): string {
  return `${JSON.stringify({ ...schema.parse({ ...named, files }) }, null, 2)}\n`;
}
