import { createInterface } from "node:readline/promises";

import { StakespaceError } from "../../lib/errors.js";

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
  try {
    const answer = await questions.question("Go on? [y/N] ");
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    questions.close();
  }
  throw new StakespaceError("Nothing was sent.", { code: "NOT_CONFIRMED" });
}
