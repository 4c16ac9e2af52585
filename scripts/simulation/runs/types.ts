/** One number that one run found: a line of a shard's Parquet file. */
export interface Observation {
  /** `rules`, or the id of a claim. */
  readonly experiment: string;
  /** What was played: a rule's id, or a variant of a claim. */
  readonly subject: string;
  /** Persistence of skill, or whatever else the experiment varies. */
  readonly dial: number;
  readonly run: number;
  readonly measure: string;
  readonly value: number;
}

/** A piece of work: small enough to be shared out, and the same wherever it is done. */
export interface Job {
  readonly experiment: string;
  readonly subject: string;
  readonly dial: number;
  readonly run: number;
}

/** How large worlds are, and how often each is drawn anew. */
export interface Extent {
  readonly models: number;
  readonly rounds: number;
  readonly runs: number;
}

/** How much is played. */
export interface Scale {
  readonly persistences: readonly number[];
  /** Of every rule at every persistence. */
  readonly rules: Extent;
  /** Of every claim. */
  readonly claims: Extent;
  /** Instead of both: of every variant of the limit rule. */
  readonly sweep?: Extent;
}

/** Under two minutes on two cores. */
export const QUICK: Scale = {
  persistences: [0, 0.3, 0.5, 0.9],
  rules: { models: 160, rounds: 100, runs: 8 },
  claims: { models: 100, rounds: 60, runs: 8 },
};

/** Under an hour on two cores. */
export const FULL: Scale = {
  persistences: [0, 0.15, 0.3, 0.5, 0.7, 0.9, 0.95],
  rules: { models: 300, rounds: 120, runs: 16 },
  claims: { models: 200, rounds: 100, runs: 16 },
};

/** What the limit rule was chosen by: two minutes on two cores. */
export const SWEEP = {
  persistences: [],
  rules: { models: 0, rounds: 0, runs: 0 },
  claims: { models: 0, rounds: 0, runs: 0 },
  sweep: { models: 200, rounds: 100, runs: 8 },
} as const satisfies Scale;

/** Order of observations: what makes a merge independent of the order of shards. */
export function compareObservations(a: Observation, b: Observation): number {
  return (
    compareText(a.experiment, b.experiment) ||
    compareText(a.subject, b.subject) ||
    a.dial - b.dial ||
    a.run - b.run ||
    compareText(a.measure, b.measure)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
