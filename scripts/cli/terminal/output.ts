import picocolors from "picocolors";

import { toJson } from "#lib";

/** The part of a stream that output needs; a test passes a recorder. */
export interface TextSink {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

/**
 * Ends the program without a word when whoever read its output has closed the pipe: `npx hardhat status | head -1` is no
 * failure. Call it once, at the start.
 */
export function endWithReader(stdout: NodeJS.WriteStream = process.stdout): void {
  if (stdout.listeners("error").includes(endOnClosedPipe)) return;
  stdout.on("error", endOnClosedPipe);
}

function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit();
  throw error;
}

/** Colours for one sink. */
export type Colors = ReturnType<typeof picocolors.createColors>;

/**
 * Colours for what goes to `sink`: on a terminal, unless `NO_COLOR` is set; with `FORCE_COLOR` always. Each stream is
 * asked for itself, because a table may go to a file while the talk goes to the terminal.
 */
export function colorsFor(sink: TextSink, env: NodeJS.ProcessEnv = process.env): Colors {
  if (env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "") return picocolors.createColors(false);
  if (env["FORCE_COLOR"] !== undefined && env["FORCE_COLOR"] !== "0") return picocolors.createColors(true);
  return picocolors.createColors(sink.isTTY === true && env["TERM"] !== "dumb");
}

/**
 * Talk for the person at the terminal: one line on stderr, so that stdout carries data only.
 *
 * @example
 * import { say } from "#cli";
 *
 * say("Wrote build/scores.json");
 */
export function say(line: string, sink: TextSink = process.stderr): void {
  sink.write(`${line}\n`);
}

/** Prints exactly one JSON value, and nothing else, on stdout. */
export function printJson(value: unknown, sink: TextSink = process.stdout): void {
  // Inside its texts what a terminal would obey may stand as it is; by its number it says the same.
  const text = toJson(value).replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  sink.write(`${text}\n`);
}
