import { messageOf, printable, StakespaceError } from "#lib";
import { colorsFor, type Colors, type TextSink } from "./output.js";

/** More than a line of our own has. */
const MOST_OF_A_LINE = 1_000;
/** Who asks for the stack of an unexpected error: `--trace`, and Hardhat's own word for it. */
const TRACE = ["--trace", "--show-stack-traces"];

/**
 * What to print about something that was thrown: one red line, and below it the hint, if there is one. What is not a
 * {@link StakespaceError} is a defect of the program; its stack is for who asks for it.
 */
export function formatError(thrown: unknown, colors: Colors, trace = isTraced()): string {
  const stack = trace && thrown instanceof Error ? `\n${stacksOf(thrown)}` : "";
  if (thrown instanceof StakespaceError) {
    const headline = colors.red(`Error: ${legible(thrown.message)}`);
    return `${headline}${thrown.hint === undefined ? "" : `\n${legible(thrown.hint)}`}${stack}`;
  }
  if (!(thrown instanceof Error)) return colors.red(`Unexpected: ${legible(String(thrown))}`);
  const headline = colors.red(`Unexpected ${thrown.name}: ${legible(thrown.message.split("\n", 1)[0]!)}`);
  return trace ? `${headline}${stack}` : `${headline}\nIf it comes again, add --trace and report what it prints.`;
}

/** Prints {@link formatError} on stderr. */
export function printError(thrown: unknown, sink: TextSink = process.stderr): void {
  sink.write(`${formatError(thrown, colorsFor(sink))}\n`);
}

/** What `--json` prints of an error. */
export function errorData(thrown: unknown): object {
  const { code = "UNEXPECTED", hint } =
    thrown instanceof StakespaceError
      ? thrown
      : { code: undefined, hint: "If it comes again, add --trace and report what it prints." };
  return { error: { code, message: messageOf(thrown), ...(hint !== undefined && { hint }) } };
}

function isTraced(): boolean {
  return process.argv.some((argument) => TRACE.includes(argument));
}

/** The stack of an error and of what it was made from. */
function stacksOf(error: Error): string {
  const own = error.stack ?? String(error);
  return error.cause instanceof Error ? `${own}\nbecause of ${stacksOf(error.cause)}` : own;
}

/** A message may hold what a node or a file said: a terminal is to show it, not to obey it. */
function legible(text: string): string {
  return text
    .split("\n")
    .map((line) => printable(line, MOST_OF_A_LINE))
    .join("\n");
}
