import { mkdirSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { writeWhole } from "#chain";

/** One way in which a transaction was sent; a later one pays a higher fee. */
const version = z.strictObject({ hash: z.string().regex(/^0x[0-9a-f]{64}$/), fee: z.string().regex(/^\d+$/) });

const schema = z.strictObject({
  /** Which command it belongs to, with everything that was asked of it. */
  intent: z.string(),
  what: z.string(),
  /** Whether the command is done with it. */
  last: z.boolean(),
  nonce: z.number().int().nonnegative(),
  /** Unix milliseconds. */
  sentAt: z.number(),
  to: z.string(),
  data: z.string(),
  gas: z.string().regex(/^\d+$/),
  /** The most a unit of gas may cost, wei. */
  mostPerGas: z.string().regex(/^\d+$/),
  versions: z.array(version).min(1),
});

/** A transaction that was sent and whose end nobody has been told yet. */
export type Remembered = z.infer<typeof schema>;

/**
 * What a sender has sent to a deployment and was not told the end of: a file each, by nonce, for the next command to find. A
 * folder that cannot be written to forgets, and says so once.
 */
export class Memory {
  readonly #folder: string | undefined;
  readonly #here = new Map<number, Remembered>();

  /** @param folder Without one it lasts as long as the program. */
  constructor(folder?: string) {
    this.#folder = folder;
  }

  /** By nonce. A file that is none of ours is left alone. */
  async all(): Promise<Remembered[]> {
    const found = this.#folder === undefined ? [...this.#here.values()] : await this.#read(this.#folder);
    return found.sort((a, b) => a.nonce - b.nonce);
  }

  /** Written whole or not at all: a crash in between leaves what was there before. */
  put(remembered: Remembered): void {
    this.#here.set(remembered.nonce, remembered);
    if (this.#folder === undefined) return;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    writeWhole(this.#file(remembered.nonce), `${JSON.stringify(remembered)}\n`, 0o600);
  }

  async forget({ nonce }: Remembered): Promise<void> {
    this.#here.delete(nonce);
    if (this.#folder !== undefined) await rm(this.#file(nonce), { force: true });
  }

  #file(nonce: number): string {
    return join(this.#folder!, `${nonce}.json`);
  }

  async #read(folder: string): Promise<Remembered[]> {
    let names: string[];
    try {
      names = await readdir(folder);
    } catch {
      return [];
    }
    const files = names.filter((name) => /^\d+\.json$/.test(name));
    const read = await Promise.all(
      files.map(async (name) => {
        try {
          return schema.parse(JSON.parse(await readFile(join(folder, name), "utf8")));
        } catch {
          return undefined;
        }
      }),
    );
    return read.filter((one) => one !== undefined);
  }
}
