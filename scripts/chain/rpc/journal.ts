import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

import { z } from "zod";

import { StakespaceError } from "#lib";
import { syncFolder, writeAll, writeWhole } from "../wholeFile.js";

const lineSchema = z.union([
  z.strictObject({
    /** Sending begins, or begins again with another fee. */
    sent: z.string(),
    what: z.string(),
    nonce: z.number().int().nonnegative(),
    raw: z.string(),
  }),
  z.strictObject({
    /** The nonce has been used, by whatever transaction. */
    done: z.number().int().nonnegative(),
  }),
]);

/** A transaction that was signed and may be on the chain, in the pool, or nowhere. */
export interface Underway {
  readonly nonce: number;
  /** What it does. */
  readonly what: string;
  /** Every version that was signed, the latest last. */
  readonly versions: readonly { readonly hash: string; readonly raw: string }[];
}

/**
 * Signed transactions, written down before they are sent: a program that was killed in between knows afterwards what may still
 * come, and does not do it twice. One file per sender and chain, a line per event; a line that was cut off by a crash counts as
 * not written, because nothing was sent before its line was whole.
 *
 * @example
 * import { Journal } from "#chain";
 *
 * const journal = new Journal();
 * journal.sign(7, "Bid", `0x${"11".repeat(32)}`, "0x02");
 * journal.underway.map(({ nonce }) => nonce); // => [7]
 * journal.done(7);
 * journal.underway; // => []
 */
export class Journal {
  readonly #file: string | undefined;
  readonly #underway = new Map<number, Underway>();

  /** @param file Without one the journal lasts as long as the program. */
  constructor(file?: string) {
    this.#file = file;
    if (file === undefined || !existsSync(file)) return;
    const lines = readFileSync(file, "utf8").split("\n");
    // What is behind the last newline was cut off.
    for (const line of lines.slice(0, -1)) this.#take(line, file);
    // Whole or not at all: a machine that stops now must not have forgotten what is under way.
    writeWhole(file, [...this.#underway.values()].flatMap(linesOf).join(""), 0o600);
  }

  /** What may still come, by nonce. */
  get underway(): Underway[] {
    return [...this.#underway.values()].sort((a, b) => a.nonce - b.nonce);
  }

  /** Writes down a version of a transaction. Only afterwards it may be sent. */
  sign(nonce: number, what: string, hash: string, raw: string): void {
    this.#write({ sent: hash, what, nonce, raw });
    this.#add(nonce, what, hash, raw);
  }

  /** The nonce has been used. */
  done(nonce: number): void {
    if (!this.#underway.delete(nonce)) return;
    this.#write({ done: nonce });
  }

  #take(line: string, file: string): void {
    let parsed: z.output<typeof lineSchema>;
    try {
      parsed = lineSchema.parse(JSON.parse(line));
    } catch (cause) {
      throw new StakespaceError(`${file} is not a journal: it has the line ${line.slice(0, 40)}`, {
        code: "JOURNAL_UNREADABLE",
        hint: "Move it away once you know that none of the sender's transactions is pending.",
        cause,
      });
    }
    if ("done" in parsed) this.#underway.delete(parsed.done);
    else this.#add(parsed.nonce, parsed.what, parsed.sent, parsed.raw);
  }

  #add(nonce: number, what: string, hash: string, raw: string): void {
    const versions = this.#underway.get(nonce)?.versions ?? [];
    this.#underway.set(nonce, { nonce, what, versions: [...versions, { hash, raw }] });
  }

  #write(line: object): void {
    if (this.#file === undefined) return;
    mkdirSync(dirname(this.#file), { recursive: true });
    const handle = openSync(this.#file, "a", 0o600);
    try {
      append(handle, `${JSON.stringify(line)}\n`);
    } finally {
      closeSync(handle);
    }
    syncFolder(dirname(this.#file));
  }
}

/** Appends a line whole, or throws and leaves nothing of it: the next line would be written behind the half of this one. */
function append(handle: number, line: string): void {
  const { size } = fstatSync(handle);
  try {
    writeAll(handle, line);
    fsyncSync(handle);
  } catch (error) {
    ftruncateSync(handle, size);
    throw error;
  }
}

function linesOf({ nonce, what, versions }: Underway): string[] {
  return versions.map(({ hash, raw }) => `${JSON.stringify({ sent: hash, what, nonce, raw })}\n`);
}
