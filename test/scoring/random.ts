import { matrix, type Matrix } from "../../scripts/scoring/index.js";

/** Seeded numbers in [0, 1) (xorshift32): the same in every run. */
export function uniform(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}

/** A matrix of numbers around 0; `levels` > 0 rounds them, which makes ties. */
export function randomMatrix(rows: number, columns: number, seed: number, levels = 0): Matrix {
  const next = uniform(seed);
  const result = matrix(rows, columns);
  for (let i = 0; i < result.data.length; i++) {
    const value = next() + next() + next() - 1.5;
    result.data[i] = levels === 0 ? value : Math.round(value * levels) / levels;
  }
  return result;
}

export function randomVector(rows: number, seed: number, levels = 0): Float64Array {
  return randomMatrix(rows, 1, seed, levels).data;
}
