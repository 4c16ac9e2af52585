/* eslint-disable -- AssemblyScript: TypeScript syntax with other types, compiled and checked by asc. */
// @ts-nocheck

import { Params } from "./params";
import { dot, lookUp } from "./vector";

/** Models along one side of a tile of pairs. */
const TILE: i32 = 64;
/** Rows multiplied before the sums leave the registers: two bytes each, so that four columns stay in the first cache. */
const CHUNK: i32 = 1024;

/**
 * Rounds a unit of signals to 16 bits. A column u of length 1 becomes integers q with u close to q / scale; the length of
 * q stays below 2^15.5, so that by Cauchy-Schwarz no 32-bit sum of products can overflow. The length of what rounding took
 * away is kept: it bounds the error of every product exactly.
 */
export function quantizeUnit(unit: i32, scratch: usize, params: usize): f64 {
  const p = changetype<Params>(params);
  const column = (<usize>p.stride) << 3;
  const end = min(p.models, (unit + 1) * p.unit);
  for (let j = unit * p.unit; j < end; j++) {
    unitSignal(p, j, scratch);
    const out = p.signals + <usize>j * (column >> 2);
    let largest: f64 = 0;
    for (let i = 0; i < p.rows; i++) largest = max<f64>(largest, abs(f64.load(scratch + ((<usize>i) << 3))));
    const scale: f64 = largest == 0 ? 0 : min<f64>(46340 - 0.5 * sqrt(<f64>p.stride), 32767 / largest);
    let lost: f64 = 0;
    for (let i = 0; i < p.stride; i++) {
      const value = f64.load(scratch + ((<usize>i) << 3));
      const rounded = nearest(value * scale);
      store<i16>(out + ((<usize>i) << 1), <i16>rounded);
      const rest: f64 = scale == 0 ? 0 : value - rounded / scale;
      lost += rest * rest;
    }
    f64.store(p.signalScale + ((<usize>j) << 3), scale);
    f64.store(p.signalError + ((<usize>j) << 3), sqrt(lost));
  }
  return -1;
}

/**
 * Uniqueness of the models of one side of a tile, the most junior first: their rows of tiles are the longest, and threads end
 * together if those are not handed out last.
 *
 * The integer products with their bounds leave few seniors that can hold a model's largest correlation; those are computed in
 * double precision, so the result is the largest exact correlation, not an estimate. Seniors are gone through in their order
 * for all models of the unit at once: where many are near copies, each senior's signal is looked up once, not for each pair.
 */
export function uniquenessUnit(unit: i32, scratch: usize, params: usize): f64 {
  const p = changetype<Params>(params);
  const column = (<usize>p.stride) << 3;
  const juniorTile = (p.models - 1) / TILE - unit;
  const first = juniorTile * TILE;
  const end = min(p.models, first + TILE);
  const atLeast = scratch;
  const largest = atLeast + TILE * 8;
  const state = largest + TILE * 8;
  const other = state + TILE * 8;
  const own = other + column;
  const products = own + TILE * column;
  for (let seniorTile = 0; seniorTile <= juniorTile; seniorTile++) {
    multiplyTile(p, seniorTile, juniorTile, products + ((<usize>seniorTile) << 2) * TILE * TILE);
  }
  for (let j = first; j < end; j++) {
    put(atLeast, j - first, largestLowerBound(p, products, j, j - first));
    put(largest, j - first, 0);
    put(state, j - first, get(p.signalScale, j) == 0 ? DONE : NOT_EXPANDED);
  }
  for (let i = 0; i < end; i++) {
    const senior = get(p.signalScale, i);
    if (senior == 0) continue;
    const error = get(p.signalError, i);
    let expanded = false;
    for (let j = max(first, i + 1); j < end; j++) {
      const place = j - first;
      if (get(state, place) == DONE) continue;
      const estimate = product(products, i, place) / get(p.signalScale, j) / senior;
      const atMost = estimate + bound(get(p.signalError, j), error);
      if (atMost < get(atLeast, place) || atMost <= get(largest, place)) continue;
      if (!expanded) lookUp(p.ranks + <usize>i * (column >> 1), p.pTable, other, p.stride);
      expanded = true;
      const signal = own + <usize>place * column;
      if (get(state, place) == NOT_EXPANDED) {
        unitSignal(p, j, signal);
        put(state, place, EXPANDED);
      }
      const exact = max<f64>(get(largest, place), dot(signal, other, p.stride) / get(p.pNorm, i));
      put(largest, place, exact);
      // A copy: nothing can be closer.
      if (exact >= 1 - 1e-12) put(state, place, DONE);
    }
  }
  for (let j = first; j < end; j++) {
    const correlation = min<f64>(1, get(largest, j - first));
    const square = correlation * correlation;
    const apart = 1 - square * square;
    put(p.uniqueness, j, get(p.signalScale, j) == 0 ? 0 : apart * apart);
  }
  return -1;
}

/** States of a model while its closest senior is looked for. */
const NOT_EXPANDED: f64 = 0;
const EXPANDED: f64 = 1;
const DONE: f64 = 2;

/** No senior's correlation need be computed whose upper bound is below this. */
function largestLowerBound(p: Params, products: usize, junior: i32, place: i32): f64 {
  const scale = get(p.signalScale, junior);
  let atLeast: f64 = 0;
  if (scale == 0) return atLeast;
  const error = get(p.signalError, junior);
  for (let i = 0; i < junior; i++) {
    const senior = get(p.signalScale, i);
    if (senior == 0) continue;
    const estimate = product(products, i, place) / scale / senior;
    atLeast = max<f64>(atLeast, estimate - bound(error, get(p.signalError, i)));
  }
  return atLeast;
}

/** Integer products of all pairs of a tile, seniors along its columns. */
function multiplyTile(p: Params, seniorTile: i32, juniorTile: i32, out: usize): void {
  const column = (<usize>p.stride) << 1;
  memory.fill(out, 0, TILE * TILE * 4);
  for (let row = 0; row < p.stride; row += CHUNK) {
    const bytes = (<usize>min(CHUNK, p.stride - row)) << 1;
    const from = p.signals + ((<usize>row) << 1);
    for (let a = 0; a < TILE; a += 4) {
      const senior = from + <usize>(seniorTile * TILE + a) * column;
      for (let b = 0; b < TILE; b += 2) {
        const junior = from + <usize>(juniorTile * TILE + b) * column;
        products4x2(senior, junior, column, bytes, out + ((<usize>(b * TILE + a)) << 2));
      }
    }
  }
}

/** Bound of |u'v - q'r / scales| where q, r are the rounded u, v of length 1, by what rounding took from each. */
function bound(e: f64, f: f64): f64 {
  return e + f + e * f + 1e-12;
}

/** The product of a senior with the junior at a place of the tiles. */
function product(products: usize, senior: i32, place: i32): f64 {
  const at = <usize>(senior / TILE) * TILE * TILE + <usize>(place * TILE + (senior % TILE));
  return <f64>load<i32>(products + (at << 2));
}

/** The power signal of a model, centred and of length 1; zeros where it does not vary. */
function unitSignal(p: Params, model: i32, out: usize): void {
  const norm = get(p.pNorm, model);
  if (norm == 0) {
    memory.fill(out, 0, (<usize>p.stride) << 3);
    return;
  }
  lookUp(p.ranks + <usize>model * ((<usize>p.stride) << 2), p.pTable, out, p.stride);
  const mean = get(p.pMean, model);
  for (let i = 0; i < p.rows; i++) {
    const at = out + ((<usize>i) << 3);
    f64.store(at, (f64.load(at) - mean) / norm);
  }
}

/** Adds the products of four columns with two over `bytes` of 16-bit rows; four results lie side by side, 64 apart. */
function products4x2(a: usize, b: usize, column: usize, bytes: usize, out: usize): void {
  let s0 = i32x4.splat(0),
    s1 = s0,
    s2 = s0,
    s3 = s0;
  let t0 = s0,
    t1 = s0,
    t2 = s0,
    t3 = s0;
  const a1 = a + column,
    a2 = a1 + column,
    a3 = a2 + column;
  const b1 = b + column;
  for (let i: usize = 0; i < bytes; i += 32) {
    let u = v128.load(b + i);
    let v = v128.load(b1 + i);
    let x = v128.load(a + i);
    s0 = i32x4.add(s0, i32x4.dot_i16x8_s(x, u));
    t0 = i32x4.add(t0, i32x4.dot_i16x8_s(x, v));
    x = v128.load(a1 + i);
    s1 = i32x4.add(s1, i32x4.dot_i16x8_s(x, u));
    t1 = i32x4.add(t1, i32x4.dot_i16x8_s(x, v));
    x = v128.load(a2 + i);
    s2 = i32x4.add(s2, i32x4.dot_i16x8_s(x, u));
    t2 = i32x4.add(t2, i32x4.dot_i16x8_s(x, v));
    x = v128.load(a3 + i);
    s3 = i32x4.add(s3, i32x4.dot_i16x8_s(x, u));
    t3 = i32x4.add(t3, i32x4.dot_i16x8_s(x, v));
    u = v128.load(b + i, 16);
    v = v128.load(b1 + i, 16);
    x = v128.load(a + i, 16);
    s0 = i32x4.add(s0, i32x4.dot_i16x8_s(x, u));
    t0 = i32x4.add(t0, i32x4.dot_i16x8_s(x, v));
    x = v128.load(a1 + i, 16);
    s1 = i32x4.add(s1, i32x4.dot_i16x8_s(x, u));
    t1 = i32x4.add(t1, i32x4.dot_i16x8_s(x, v));
    x = v128.load(a2 + i, 16);
    s2 = i32x4.add(s2, i32x4.dot_i16x8_s(x, u));
    t2 = i32x4.add(t2, i32x4.dot_i16x8_s(x, v));
    x = v128.load(a3 + i, 16);
    s3 = i32x4.add(s3, i32x4.dot_i16x8_s(x, u));
    t3 = i32x4.add(t3, i32x4.dot_i16x8_s(x, v));
  }
  const next = out + TILE * 4;
  v128.store(out, i32x4.add(v128.load(out), lanes(s0, s1, s2, s3)));
  v128.store(next, i32x4.add(v128.load(next), lanes(t0, t1, t2, t3)));
}

/** The sums of the lanes of four vectors, as the lanes of one. */
function lanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 1, 4, 5), v128.shuffle<i32>(a, b, 2, 3, 6, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 1, 4, 5), v128.shuffle<i32>(c, d, 2, 3, 6, 7));
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 2, 4, 6), v128.shuffle<i32>(ab, cd, 1, 3, 5, 7));
}

function get(at: usize, index: i32): f64 {
  return f64.load(at + ((<usize>index) << 3));
}

function put(at: usize, index: i32, value: f64): void {
  f64.store(at + ((<usize>index) << 3), value);
}
