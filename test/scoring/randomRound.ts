import type { RoundData } from "../../scripts/scoring/index.js";
import { randomMatrix, randomVector } from "./random.js";

/** A seeded round; `levels` > 0 rounds predictions, which makes ties. */
export function randomRound(rows: number, models: number, features: number, seed: number, levels = 0): RoundData {
  const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
  return {
    ids: names("id", rows),
    models: names("m", models),
    predictions: randomMatrix(rows, models, seed, levels),
    target: randomVector(rows, seed + 1),
    exposures: { names: names("f", features), matrix: randomMatrix(rows, features, seed + 2) },
  };
}

/** Seeded weights, the first of them 0. */
export function randomWeights(models: number, seed: number): Float64Array {
  const weights = randomVector(models, seed).map((weight) => Math.abs(weight) * 100);
  weights[0] = 0;
  return weights;
}
