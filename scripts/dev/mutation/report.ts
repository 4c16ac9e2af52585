import type { Mutant } from "./mutants.js";
import type { Verdict } from "./lane.js";

/** A mutant that no test notices, and why. */
export interface Survivor {
  readonly file: string;
  /** The line before and after the change; lines of the same text in one file are taken for the same. */
  readonly before: string;
  readonly after: string;
  readonly reason: string;
}

export interface Judged {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}

/** The numbers of a run. */
export interface Score {
  readonly killed: number;
  readonly survived: number;
  readonly invalid: number;
  readonly sameCode: number;
  /** Killed among those that were valid and changed the code; 1 where there were none. */
  readonly share: number;
}

/** Counts verdicts. */
export function scoreOf(judged: readonly Judged[]): Score {
  const count = (wanted: Verdict["verdict"]): number =>
    judged.filter(({ verdict }) => verdict.verdict === wanted).length;
  const [killed, survived] = [count("killed"), count("survived")];
  const share = killed + survived === 0 ? 1 : killed / (killed + survived);
  return { killed, survived, invalid: count("invalid"), sameCode: count("same code"), share };
}

/** The survivors, each with the reason that is known for it; empty where none is. */
export function survivorsOf(judged: readonly Judged[], known: readonly Survivor[]): Survivor[] {
  return judged
    .filter(({ verdict }) => verdict.verdict === "survived")
    .map(({ mutant: { file, before, after } }) => ({
      file,
      before,
      after,
      reason:
        known.find((entry) => entry.file === file && entry.before === before && entry.after === after)?.reason ?? "",
    }));
}
