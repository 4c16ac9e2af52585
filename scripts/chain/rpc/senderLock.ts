import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

import { StakespaceError } from "#lib";
import { isRunning } from "./isRunning.js";

/**
 * Keeps two programs from sending from one account at once: they would take each other's nonces. A program that was killed leaves
 * its lock, which counts for nothing once the program is gone.
 *
 * @returns Lets others send.
 * @throws {StakespaceError} `SENDER_BUSY`.
 *
 * @example
 * import { lockSender } from "#chain";
 *
 * const unlock = lockSender("build/journal/chain-1-0x….lock");
 * unlock();
 */
export function lockSender(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  for (;;) {
    try {
      const handle = openSync(file, "wx", 0o600);
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return () => {
        rmSync(file, { force: true });
      };
    } catch (error) {
      if ((Object(error) as { code?: unknown }).code !== "EEXIST") throw error;
      const owner = Number(readOr(file));
      if (owner !== process.pid && isRunning(owner)) {
        throw new StakespaceError(`Process ${owner} sends from the same account (${file}).`, {
          code: "SENDER_BUSY",
          hint: "Stop it, or give this program an account of its own with --from.",
        });
      }
      rmSync(file, { force: true });
    }
  }
}

function readOr(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
