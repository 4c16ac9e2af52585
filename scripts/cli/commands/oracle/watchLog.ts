import { pino } from "pino";

import type { WatchLog } from "#oracle";
import { formatTime } from "#lib";
import { colorsFor, say, type TextSink } from "../../terminal/output.js";

/** How a log looks: a line for people, or a JSON object a line for programs. */
export type LogKind = "pretty" | "json";

/** The log of a program that runs for long, on stderr: stdout is for data. */
export function watchLog(kind: LogKind, sink: TextSink = process.stderr): WatchLog {
  return kind === "json" ? jsonLog(sink) : prettyLog(sink);
}

function jsonLog(sink: TextSink): WatchLog {
  const options = {
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
  };
  const logger = pino(options, { write: (line: string) => void sink.write(line) });
  return {
    info: (line, facts = {}) => {
      logger.info(facts, line);
    },
    warn: (line, facts = {}) => {
      logger.warn(facts, line);
    },
    error: (line, facts = {}) => {
      logger.error(facts, line);
    },
  };
}

function prettyLog(sink: TextSink): WatchLog {
  const colors = colorsFor(sink);
  const put = (line: string): void => {
    say(`${colors.dim(formatTime(Math.floor(Date.now() / 1_000)))} ${line}`, sink);
  };
  return {
    info: (line) => {
      put(line);
    },
    warn: (line) => {
      put(colors.yellow(line));
    },
    error: (line) => {
      put(colors.red(line));
    },
  };
}
