import { featureBasis } from "#scoring";
import { generateRound } from "./generate.js";
import { measure } from "./measure.js";
import { PlainKernels } from "./plainKernels.js";

const OPERATIONS = ["ranks", "neutral", "contributions", "uniqueness"] as const;

export type SideBySide = Record<(typeof OPERATIONS)[number], { kernel: number; plain: number; ratio: number }>;

/** Seconds of each operation by the kernels on one thread and by plain JavaScript, on the same round. */
export async function sideBySide(rows: number, models: number): Promise<SideBySide> {
  const generated = generateRound(rows, models);
  const { round, weights } = generated;
  const { stages } = await measure(generated, 1, 1);
  const plain = new PlainKernels(round.predictions, weights, round.target, featureBasis(round.exposures.matrix));
  const entries = OPERATIONS.map((operation) => {
    const start = performance.now();
    plain[operation]();
    const seconds = (performance.now() - start) / 1000;
    return [operation, { kernel: stages[operation], plain: seconds, ratio: seconds / stages[operation] }] as const;
  });
  return Object.fromEntries(entries) as SideBySide;
}
