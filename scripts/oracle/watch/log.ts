import type { Talk } from "#chain";

/** What a line of a log is about, for programs: `round`, `step`, `digest`, … */
export type LogFacts = Readonly<Record<string, unknown>>;

/** Who is told what a watch does. A line says what and why; facts say the same for programs. */
export interface WatchLog {
  info(line: string, facts?: LogFacts): void;
  /** Something that passes, or that somebody else has to repair. */
  warn(line: string, facts?: LogFacts): void;
  /** Something that keeps the watch from its work. */
  error(line: string, facts?: LogFacts): void;
}

/** Tells nobody. */
export const NO_LOG: WatchLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A log for those who only talk. */
export function talkOf(log: WatchLog, facts: LogFacts = {}): Talk {
  return {
    say: (line) => {
      log.info(line, facts);
    },
    progress: () => ({ advance: () => undefined, done: () => undefined }),
  };
}

/** A log that says the same thing once, until it says something else about the same. */
export class CalmLog {
  readonly #log: WatchLog;
  readonly #said = new Map<string, string>();

  constructor(log: WatchLog) {
    this.#log = log;
  }

  say(level: keyof WatchLog, about: string, line: string, facts: LogFacts = {}): void {
    if (this.#said.get(about) === line) return;
    this.#said.set(about, line);
    this.#log[level](line, { about, ...facts });
  }

  /** What was said about something is over: the same would be news again. */
  forget(about: string): void {
    this.#said.delete(about);
  }
}
