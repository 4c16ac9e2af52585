import { once } from "node:events";
import { createInterface } from "node:readline/promises";

import { StakespaceError } from "#lib";

/** Where a question is asked and answered. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/**
 * Asks whether to go on. Only `y` and `yes` mean yes.
 *
 * @throws {StakespaceError} `NOT_CONFIRMED` for any other answer, or when there is no terminal to ask at.
 */
export async function confirm(terminal: Terminal = { input: process.stdin, output: process.stderr }): Promise<void> {
  if (terminal.input.isTTY !== true) {
    throw new StakespaceError("Nothing was sent: there is no terminal to ask at.", {
      code: "NOT_CONFIRMED",
      hint: "Add --yes to send without asking.",
    });
  }
  const questions = createInterface(terminal);
  // Ctrl+C and Ctrl+D close it without an answer, which is a no.
  const closed = once(questions, "close").then(() => undefined);
  try {
    const answer = await Promise.race([questions.question("Go on? [y/N] ").catch(noAnswer), closed]);
    if (answer !== undefined && /^y(es)?$/i.test(answer.trim())) return;
    // The question's line is still open.
    if (answer === undefined) terminal.output.write("\n");
  } finally {
    questions.close();
  }
  throw new StakespaceError("Nothing was sent.", { code: "NOT_CONFIRMED" });
}

function noAnswer(error: unknown): undefined {
  if (error instanceof Error && error.name === "AbortError") return undefined;
  throw error;
}
