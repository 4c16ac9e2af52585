import { StakespaceError } from "#lib";
import { colorsFor, type Colors, type TextSink } from "./output.js";

/**
 * What to print about something that was thrown: one red line, and below it the hint, if there is one. What is not a
 * {@link StakespaceError} is a defect of the program and comes with its stack.
 */
export function formatError(thrown: unknown, colors: Colors): string {
  if (thrown instanceof StakespaceError) {
    const headline = colors.red(`Error: ${thrown.message}`);
    return thrown.hint === undefined ? headline : `${headline}\n${thrown.hint}`;
  }
  if (thrown instanceof Error)
    return `${colors.red(`Unexpected ${thrown.name}: ${thrown.message}`)}\n${thrown.stack ?? ""}`;
  return colors.red(`Unexpected: ${String(thrown)}`);
}

/** Prints {@link formatError} on stderr. */
export function printError(thrown: unknown, sink: TextSink = process.stderr): void {
  sink.write(`${formatError(thrown, colorsFor(sink))}\n`);
}
