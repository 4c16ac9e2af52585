import { once } from "node:events";
import { createInterface } from "node:readline/promises";

import { StakespaceError } from "#lib";

/** Where a question is asked and answered. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/** The terminal the program was started at. */
export const HERE: Terminal = { input: process.stdin, output: process.stderr };

/**
 * Asks whether to go on. Only `y` and `yes` mean yes.
 *
 * @throws {StakespaceError} `DECLINED` for any other answer; `NOT_CONFIRMED` when there is none, or no terminal to ask at.
 */
export async function confirm(terminal: Terminal = HERE): Promise<void> {
  if (terminal.input.isTTY !== true) {
    throw new StakespaceError("Nothing was sent: there is no terminal to ask at.", {
      code: "NOT_CONFIRMED",
      hint: "Add --yes to send without asking.",
    });
  }
  const answer = await ask("Go on?", terminal);
  if (answer === true) return;
  throw new StakespaceError("Nothing was sent.", { code: answer === false ? "DECLINED" : "NOT_CONFIRMED" });
}

/** Asks a question. Only `y` and `yes` mean yes; undefined where Ctrl+C or the end of the input takes the place of an answer. */
export async function ask(question: string, terminal: Terminal = HERE): Promise<boolean | undefined> {
  const questions = createInterface(terminal);
  // Ctrl+C and Ctrl+D close it without an answer.
  const closed = once(questions, "close").then(() => undefined);
  try {
    const answer = await Promise.race([questions.question(`${question} [y/N] `).catch(noAnswer), closed]);
    if (answer !== undefined) return /^y(es)?$/i.test(answer.trim());
    // The question's line is still open.
    terminal.output.write("\n");
    return undefined;
  } finally {
    questions.close();
  }
}

function noAnswer(error: unknown): undefined {
  if (error instanceof Error && error.name === "AbortError") return undefined;
  throw error;
}
