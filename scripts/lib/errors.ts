/** What a {@link StakespaceError} carries besides its message. */
export interface StakespaceErrorOptions {
  /** A short stable name for programs, e.g. `"ROUND_FOLDER_MISSING_COLUMN"`. */
  code?: string;
  /** What the reader can do next, as one sentence. */
  hint?: string;
  /** What the hint depends on, by name, for whoever words it for the person at hand. */
  facts?: Readonly<Record<string, unknown>>;
  /** The error this one was made from; kept for `--show-stack-traces`, not printed otherwise. */
  cause?: unknown;
}

/**
 * An error whose message is meant for the person at the terminal.
 *
 * `message` says what is wrong and where (file, column, row; expected and got), `hint` what to do next. The entry points
 * print exactly that and exit with 1; any other error is a defect of the program and is shown with its stack.
 *
 * @example
 * import { StakespaceError } from "#lib";
 *
 * throw new StakespaceError('"12x" is not a token amount.', {
 *   code: "AMOUNT_NOT_A_NUMBER",
 *   hint: "Write it in whole tokens, for example 12 or 0.5.",
 * });
 */
export class StakespaceError extends Error {
  readonly code: string | undefined;
  readonly hint: string | undefined;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(message: string, options: StakespaceErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "StakespaceError";
    this.code = options.code;
    this.hint = options.hint;
    this.facts = options.facts ?? {};
  }
}

/**
 * The message of anything that was thrown, also of what is not an `Error`.
 *
 * @example
 * import { messageOf } from "#lib";
 *
 * messageOf(new Error("no such file")); // => "no such file"
 * messageOf("plain text"); // => "plain text"
 */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
