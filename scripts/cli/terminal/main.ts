import { printError } from "./failure.js";
import { endWithReader } from "./output.js";

/**
 * Runs the body of a program: an error is printed for the person at the terminal and becomes exit code 1. The process
 * is left to end by itself, so that everything written arrives.
 *
 * @example
 * import { runMain } from "#cli";
 *
 * await runMain(async () => {
 *   await Promise.resolve(); // the program; what it throws is printed, and the exit code is 1
 * });
 */
export async function runMain(body: () => void | Promise<void>): Promise<void> {
  endWithReader();
  try {
    await body();
  } catch (error) {
    printError(error);
    process.exitCode = 1;
  }
}
