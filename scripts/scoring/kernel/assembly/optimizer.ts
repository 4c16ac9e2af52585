/* eslint-disable -- AssemblyScript: TypeScript syntax with other types, compiled and checked by asc. */
// @ts-nocheck

import { Params } from "./params";
import { addScaled, dots4x2, lookUp } from "./vector";

/** Rows of one unit of portfolios: the sums of all repeats over so many rows stay in the second cache. */
const ROWS: i32 = 256;

/**
 * Weighted sums of the power signals over the models each repeat keeps, for a unit of rows and all repeats. Models are added
 * in their order, so the number of threads changes nothing.
 */
export function portfolioUnit(unit: i32, scratch: usize, params: usize): f64 {
  const p = changetype<Params>(params);
  const first = unit * ROWS;
  const rows = min(ROWS, p.stride - first);
  const column = (<usize>p.stride) << 3;
  const at = (<usize>first) << 3;
  for (let r = 0; r < p.repeats; r++) memory.fill(p.portfolios + <usize>r * column + at, 0, (<usize>rows) << 3);
  for (let j = 0; j < p.models; j++) {
    const weight = f64.load(p.weights + ((<usize>j) << 3));
    if (weight == 0) continue;
    lookUp(p.ranks + (<usize>j * <usize>p.stride + <usize>first) * 4, p.pTable, scratch, rows);
    const mask = p.masks + <usize>j * <usize>p.repeats;
    for (let r = 0; r < p.repeats; r++) {
      if (load<u8>(mask + <usize>r) != 0) addScaled(p.portfolios + <usize>r * column + at, scratch, weight, rows);
    }
  }
  return -1;
}

/** TC of a unit of models: mean over the repeats of the model's signal times the repeat's direction, where it was kept. */
export function gradientUnit(unit: i32, scratch: usize, params: usize): f64 {
  const p = changetype<Params>(params);
  const column = (<usize>p.stride) << 3;
  const x = scratch;
  const products = x + 4 * column;
  const end = min(p.models, (unit + 1) * p.unit);
  for (let j = unit * p.unit; j < end; j += 4) {
    const columns = min(4, end - j);
    for (let c = 0; c < 4; c++) {
      lookUp(p.ranks + <usize>(j + min(c, columns - 1)) * (column >> 1), p.pTable, x + <usize>c * column, p.stride);
    }
    let s0: f64 = 0,
      s1: f64 = 0,
      s2: f64 = 0,
      s3: f64 = 0;
    for (let r = 0; r < p.repeats; r += 2) {
      // One column of zeros follows the directions, for an odd number of repeats.
      const q = p.directions + <usize>r * column;
      dots4x2(x, q, q + column, p.stride, products);
      for (let k = 0; k < min(2, p.repeats - r); k++) {
        const at = products + ((<usize>k) << 5);
        const mask = p.masks + <usize>j * <usize>p.repeats + <usize>(r + k);
        if (load<u8>(mask) != 0) s0 += f64.load(at);
        if (columns > 1 && load<u8>(mask + <usize>p.repeats) != 0) s1 += f64.load(at, 8);
        if (columns > 2 && load<u8>(mask + <usize>(2 * p.repeats)) != 0) s2 += f64.load(at, 16);
        if (columns > 3 && load<u8>(mask + <usize>(3 * p.repeats)) != 0) s3 += f64.load(at, 24);
      }
    }
    const tc = p.tc + ((<usize>j) << 3);
    const share = 1 / <f64>p.repeats;
    f64.store(tc, varying(p, j) ? s0 * share : 0);
    if (columns > 1) f64.store(tc, varying(p, j + 1) ? s1 * share : 0, 8);
    if (columns > 2) f64.store(tc, varying(p, j + 2) ? s2 * share : 0, 16);
    if (columns > 3) f64.store(tc, varying(p, j + 3) ? s3 * share : 0, 24);
  }
  return -1;
}

function varying(p: Params, model: i32): bool {
  return f64.load(p.zNorm + ((<usize>model) << 3)) > 0;
}
