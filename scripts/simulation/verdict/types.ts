import type { Scale } from "../runs/types.js";
import type { SeasonMeasures } from "../season/measure.js";

/** What a rule did at a persistence, means over runs. */
export interface RuleRow extends SeasonMeasures {
  readonly score_se: number;
  /** Score less that of linear stake and of free choice, run by run, with the standard error of the mean. */
  readonly minus_linear: number;
  readonly minus_linear_se: number;
  readonly minus_free: number;
  readonly minus_free_se: number;
  /** The score of each run, from which the five above follow. */
  readonly scores: readonly number[];
}

/** A number with an interval of two standard errors to each side. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** An answered claim. */
export interface Answer extends Estimate {
  readonly claim: string;
  readonly measures: string;
  readonly holds: boolean;
  /** It holds when the whole interval is above, or below, the threshold. */
  readonly holds_when: "above" | "below";
  readonly threshold: number;
  readonly axes: { readonly x: string; readonly y: string };
  /** Series that its plot leaves out, because they have another unit, and what they are. */
  readonly asides: Readonly<Record<string, string>>;
  /** What each run found: their mean is the value. */
  readonly runs: readonly number[];
  /** Points of its plot: series, then x. */
  readonly series: Readonly<Record<string, Readonly<Record<string, Estimate>>>>;
}

/** One of the targets that the shipped rule was chosen by. */
export interface Target {
  readonly says: string;
  readonly value: number;
  readonly needed: number;
  readonly holds: boolean;
}

/** Everything a run found: `verdict.json`. */
export interface SimulationVerdict {
  readonly format: 1;
  readonly scale: Scale;
  readonly titles: Readonly<Record<string, string>>;
  /** By rule, then by persistence. */
  readonly rules: Readonly<Record<string, Readonly<Record<string, RuleRow>>>>;
  /** From which persistence on each rule is ahead of linear stake by two standard errors; null: from none. */
  readonly beats_linear_from: Readonly<Record<string, number | null>>;
  readonly claims: Readonly<Record<string, Answer>>;
  readonly targets: Readonly<Record<string, Target>>;
}
