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

/** Integer products of all pairs of a tile; tiles are numbered along the lower triangle, seniors in its columns. */
export function tileUnit(unit: i32, scratch: usize, params: usize): f64 {
  const p = changetype<Params>(params);
  const column = (<usize>p.stride) << 1;
  let juniorTile = 0;
  while (((juniorTile + 1) * (juniorTile + 2)) >> 1 <= unit) juniorTile++;
  const seniorTile = unit - ((juniorTile * (juniorTile + 1)) >> 1);
  const out = p.products + ((<usize>unit) << 2) * TILE * TILE;
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
  return -1;
}

/**
 * Uniqueness of a unit of models. The integer products with their bounds leave few seniors that can hold the largest
 * correlation; those are computed in double precision, so the result is the largest exact correlation, not an estimate.
 */
export function uniquenessUnit(unit: i32, scratch: usize, params: usize): f64 {
  const p = changetype<Params>(params);
  const own = scratch;
  const other = own + ((<usize>p.stride) << 3);
  const end = min(p.models, (unit + 1) * p.unit);
  for (let j = unit * p.unit; j < end; j++) {
    const scale = get(p.signalScale, j);
    if (scale == 0) {
      f64.store(p.uniqueness + ((<usize>j) << 3), 0);
      continue;
    }
    const error = get(p.signalError, j);
    let atLeast: f64 = 0;
    for (let i = 0; i < j; i++) {
      const estimate = product(p, i, j) / scale;
      const senior = get(p.signalScale, i);
      if (senior > 0) atLeast = max<f64>(atLeast, estimate / senior - bound(error, get(p.signalError, i)));
    }
    let largest: f64 = 0;
    let expanded = false;
    for (let i = 0; i < j; i++) {
      const senior = get(p.signalScale, i);
      if (senior == 0) continue;
      const atMost = product(p, i, j) / scale / senior + bound(error, get(p.signalError, i));
      if (atMost < atLeast || atMost <= largest) continue;
      if (!expanded) unitSignal(p, j, own);
      expanded = true;
      lookUp(p.ranks + <usize>i * ((<usize>p.stride) << 2), p.zTable, other, p.stride);
      largest = max<f64>(largest, dot(own, other, p.stride) / get(p.zNorm, i));
      // A copy: nothing can be closer.
      if (largest >= 1 - 1e-12) break;
    }
    const square = min<f64>(1, largest) * min<f64>(1, largest);
    f64.store(p.uniqueness + ((<usize>j) << 3), 1 - square * square);
  }
  return -1;
}

/** Bound of |u'v - q'r / scales| where q, r are the rounded u, v of length 1, by what rounding took from each. */
function bound(e: f64, f: f64): f64 {
  return e + f + e * f + 1e-12;
}

function product(p: Params, senior: i32, junior: i32): f64 {
  const row = junior / TILE;
  const tile = ((row * (row + 1)) >> 1) + senior / TILE;
  const at = <usize>tile * TILE * TILE + <usize>((junior % TILE) * TILE + (senior % TILE));
  return <f64>load<i32>(p.products + (at << 2));
}

/** The gaussian signal of a model, centred and of length 1; zeros where it does not vary. */
function unitSignal(p: Params, model: i32, out: usize): void {
  const norm = get(p.zNorm, model);
  if (norm == 0) {
    memory.fill(out, 0, (<usize>p.stride) << 3);
    return;
  }
  lookUp(p.ranks + <usize>model * ((<usize>p.stride) << 2), p.zTable, out, p.stride);
  const mean = get(p.zMean, model);
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
