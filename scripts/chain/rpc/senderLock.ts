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
      writeSync(handle, `${process.pid} ${birthOf(process.pid)}`);
      closeSync(handle);
      return () => {
        rmSync(file, { force: true });
      };
    } catch (error) {
      if ((Object(error) as { code?: unknown }).code !== "EEXIST") throw error;
      const [pid, birth = ""] = readOr(file).split(" ");
      const owner = Number(pid);
      // After a restart of the machine, or in a container, another program may well have the number of the one that was killed.
      const isAnother = birth !== "" && birth !== birthOf(owner);
      if (owner !== process.pid && !isAnother && isRunning(owner)) {
        throw new StakespaceError(`Process ${owner} sends from the same account (${file}).`, {
          code: "SENDER_BUSY",
          hint: "Stop it, or give this program an account of its own with --from.",
        });
      }
      rmSync(file, { force: true });
    }
  }
}

/** What tells a program from an earlier one of its number: the machine's start and its own. Nothing where no system says it. */
function birthOf(pid: number): string {
  // The name of the program, in brackets, may hold anything.
  const fields = readOr(`/proc/${pid}/stat`).split(") ").at(-1)!.split(" ");
  const start = fields[STARTED];
  return start === undefined ? "" : `${readOr("/proc/sys/kernel/random/boot_id").trim()}-${start}`;
}

/** The place of the start among the fields of `/proc/PID/stat` behind the program's name and its bracket. */
const STARTED = 19;

function readOr(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
