import { type RoundData, randomBelow } from "#scoring";

export interface GeneratedRound {
  readonly round: RoundData;
  /** Stakes with a heavy tail, as real ones have. */
  readonly weights: Float64Array;
}

/** Factors that the models share in different measure, so that correlations spread as in a real tournament. */
const FACTORS = 12;

/** A seeded round in shared memory: models follow a few factors, exposures are numeric, targets and noise bell-shaped. */
export function generateRound(rows: number, models: number, features = 20): GeneratedRound {
  const below = randomBelow(rows * 31 + models);
  const bell = (): number => (below(65536) + below(65536) + below(65536)) / 32768 - 3;
  const columns = (count: number): Float64Array => {
    const values = new Float64Array(new SharedArrayBuffer(8 * rows * count));
    for (let i = 0; i < values.length; i++) values[i] = bell();
    return values;
  };
  const factors = columns(FACTORS);
  const predictions = columns(models);
  for (let j = 0; j < models; j++) {
    const factor = below(FACTORS) * rows;
    const share = bell();
    for (let i = 0; i < rows; i++) predictions[j * rows + i]! += share * factors[factor + i]!;
  }
  const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, k) => `${prefix}${k}`);
  return {
    round: {
      ids: names("id", rows),
      models: names("model", models),
      predictions: { rows, columns: models, data: predictions },
      target: columns(1),
      exposures: { names: names("exposure", features), matrix: { rows, columns: features, data: columns(features) } },
    },
    weights: Float64Array.from({ length: models }, () => 1000 / (1 + below(1000))),
  };
}
