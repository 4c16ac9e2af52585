import { Random } from "#lib";
import { matrix, type Matrix } from "#scoring";

/** A matrix of numbers around 0; `levels` > 0 rounds them, which makes ties. */
export function randomMatrix(rows: number, columns: number, seed: number, levels = 0): Matrix {
  const random = new Random(seed);
  const result = matrix(rows, columns);
  for (let i = 0; i < result.data.length; i++) {
    const value = random.float() + random.float() + random.float() - 1.5;
    result.data[i] = levels === 0 ? value : Math.round(value * levels) / levels;
  }
  return result;
}

export function randomVector(rows: number, seed: number, levels = 0): Float64Array {
  return randomMatrix(rows, 1, seed, levels).data;
}
