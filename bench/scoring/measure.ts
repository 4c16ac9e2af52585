import { RoundEngine, OPTIMIZER_DEFAULTS } from "#scoring";
import type { GeneratedRound } from "./generate.js";

/** Seconds of each stage of one run, `open` being everything before the first stage. */
export type StageSeconds = Record<"open" | "ranks" | "neutral" | "contributions" | "optimizer" | "uniqueness", number>;

export interface Measurement {
  readonly stages: StageSeconds;
  /** Ranks, CORR, MMC, FNC, closed-form TC. */
  readonly scores: number;
  /** The same and uniqueness. */
  readonly all: number;
  /** Ranks, CORR, MMC, FNC, TC through the optimizer. */
  readonly optimizer: number;
}

/** Runs every stage once and times it. The optimizer's repeats are the default, 100, unless given. */
export async function measure(
  { round, weights }: GeneratedRound,
  threads: number,
  repeats = OPTIMIZER_DEFAULTS.repeats,
): Promise<Measurement> {
  let last = performance.now();
  const lap = (): number => {
    const before = last;
    last = performance.now();
    return (last - before) / 1000;
  };
  const engine = await RoundEngine.open(round, { weights, threads, optimizer: { ...OPTIMIZER_DEFAULTS, repeats } });
  try {
    const open = lap();
    await engine.ranks();
    const ranks = lap();
    await engine.neutral();
    const neutral = lap();
    await engine.contributions();
    const contributions = lap();
    await engine.optimizer();
    const optimizer = lap();
    await engine.uniqueness();
    const uniqueness = lap();
    const scores = open + ranks + neutral + contributions;
    return {
      stages: { open, ranks, neutral, contributions, optimizer, uniqueness },
      scores,
      all: scores + uniqueness,
      optimizer: scores + optimizer,
    };
  } finally {
    await engine.close();
  }
}

/** The measurement with the median total of an odd number of runs. */
export function medianOf(runs: readonly Measurement[]): Measurement {
  return [...runs].sort((a, b) => a.all - b.all)[(runs.length - 1) / 2]!;
}

/** Slope of the least-squares line through the logarithms: the exponent of growth. */
export function exponent(sizes: readonly number[], seconds: readonly number[]): number {
  const x = sizes.map(Math.log);
  const y = seconds.map(Math.log);
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const covariance = x.reduce((total, value, i) => total + (value - mx) * (y[i]! - my), 0);
  return covariance / x.reduce((total, value) => total + (value - mx) ** 2, 0);
}
