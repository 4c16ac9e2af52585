/* eslint-disable -- AssemblyScript: TypeScript syntax with other types, compiled and checked by asc. */
// @ts-nocheck

import { Params } from "./params";
import { rankColumn } from "./rank";
import { addScaled, dot, dots4x2, lookUp, subtract4, total } from "./vector";

/**
 * Ranks a unit of columns, scores CORR, and adds up the weighted signals of the unit for the meta model (z) and for TC's
 * portfolio (p). The unit's predictions are expected at the start of `scratch`, without padding. Returns -1, or the position
 * (model * rows + row) of the first number that is not finite.
 */
export function rankUnit(unit: i32, scratch: usize, params: usize): f64 {
  const p = changetype<Params>(params);
  const column = (<usize>p.stride) << 3;
  const input = scratch;
  const z = input + <usize>p.unit * ((<usize>p.rows) << 3);
  const x = z + column;
  const work = x + column;
  const zSum = p.zSums + <usize>unit * column;
  const pSum = p.pSums + <usize>unit * column;
  memory.fill(zSum, 0, column);
  memory.fill(pSum, 0, column);
  const end = min(p.models, (unit + 1) * p.unit);
  for (let j = unit * p.unit; j < end; j++) {
    const ranks = p.ranks + <usize>j * (column >> 1);
    const at = input + <usize>(j - unit * p.unit) * ((<usize>p.rows) << 3);
    const bad = rankColumn(at, p.rows, p.stride, p.indexBits, 0, ranks, work);
    if (bad >= 0) return <f64>j * <f64>p.rows + <f64>bad;
    lookUp(ranks, p.zTable, z, p.stride);
    lookUp(ranks, p.pTable, x, p.stride);
    const mean = total(z, p.stride) / <f64>p.rows;
    const square = dot(z, z, p.stride) - mean * mean * <f64>p.rows;
    const varies = isVarying(ranks, p.rows);
    put(p.zNorm, j, varies ? sqrt(square) : 0);
    const pMean = total(x, p.stride) / <f64>p.rows;
    put(p.pMean, j, pMean);
    put(p.pNorm, j, varies ? sqrt(dot(x, x, p.stride) - pMean * pMean * <f64>p.rows) : 0);
    put(p.corr, j, varies ? correlate(x, p.corrTarget, p.rows, p.stride) : 0);
    const weight = get(p.weights, j);
    if (weight == 0) continue;
    addScaled(zSum, z, weight, p.stride);
    addScaled(pSum, x, weight, p.stride);
  }
  return -1;
}

/**
 * FNC and the strongest feature correlation of a unit of columns, four at a time so that the basis is read from the cache a
 * quarter as often.
 */
export function neutralUnit(unit: i32, scratch: usize, params: usize): f64 {
  const p = changetype<Params>(params);
  const column = (<usize>p.stride) << 3;
  const z = scratch;
  const x = z + 4 * column;
  const coefficients = x + column;
  const ranks = coefficients + ((<usize>(p.basisColumns + 1)) << 5);
  const work = ranks + (column >> 1);
  const end = min(p.models, (unit + 1) * p.unit);
  for (let j = unit * p.unit; j < end; j += 4) {
    const columns = min(4, end - j);
    for (let c = 0; c < 4; c++) {
      // The last group may be short; its spare columns repeat the last one and are not scored.
      lookUp(p.ranks + <usize>(j + min(c, columns - 1)) * (column >> 1), p.zTable, z + <usize>c * column, p.stride);
    }
    project(p, z, coefficients);
    for (let c = 0; c < columns; c++) {
      strongestFeature(p, j + c, coefficients + ((<usize>c) << 3));
      const own = z + <usize>c * column;
      const before = dot(own, own, p.stride);
      removeProjection(p, own, coefficients + ((<usize>c) << 3));
      let score: f64 = 0;
      if (get(p.zNorm, j + c) > 0 && dot(own, own, p.stride) > 1e-20 * before) {
        // Values closer than this differ by rounding: ranks must not tell them apart.
        const gap = 1e-12 * sqrt(before / <f64>p.rows);
        rankColumn(own, p.rows, p.stride, p.indexBits, gap, ranks, work);
        if (isVarying(ranks, p.rows)) {
          lookUp(ranks, p.pTable, x, p.stride);
          score = correlate(x, p.corrTarget, p.rows, p.stride);
        }
      }
      put(p.fnc, j + c, score);
    }
  }
  return -1;
}

/** MMC, TC, BMC and the correlation with the meta model: each is an inner product with a vector made once per round. */
export function contributionUnit(unit: i32, scratch: usize, params: usize): f64 {
  const p = changetype<Params>(params);
  const column = (<usize>p.stride) << 3;
  const z = scratch;
  const x = z + column;
  const end = min(p.models, (unit + 1) * p.unit);
  for (let j = unit * p.unit; j < end; j++) {
    const ranks = p.ranks + <usize>j * (column >> 1);
    const norm = get(p.zNorm, j);
    lookUp(ranks, p.zTable, z, p.stride);
    lookUp(ranks, p.pTable, x, p.stride);
    const varies = norm > 0;
    put(p.mmc, j, varies ? dot(z, p.mmcDirection, p.stride) : 0);
    put(p.tc, j, varies ? dot(x, p.tcDirection, p.stride) : 0);
    put(p.bmc, j, varies ? dot(z, p.bmcDirection, p.stride) : 0);
    put(p.metaCorrelation, j, varies ? clamp(dot(z, p.metaUnit, p.stride) / norm) : 0);
  }
  return -1;
}

/** coefficients[k * 4 + c] = product of column c with basis vector k. */
function project(p: Params, z: usize, coefficients: usize): void {
  const column = (<usize>p.stride) << 3;
  for (let k = 0; k < p.basisColumns; k += 2) {
    const q = p.basis + <usize>k * column;
    // The basis is followed by columns of zeros, so that an odd count needs no case of its own.
    dots4x2(z, q, q + column, p.stride, coefficients + ((<usize>k) << 5));
  }
}

function removeProjection(p: Params, z: usize, coefficients: usize): void {
  const column = (<usize>p.stride) << 3;
  for (let k = 0; k < p.removedColumns; k += 4) {
    const c = coefficients + ((<usize>k) << 5);
    subtract4(
      z,
      p.basis + <usize>k * column,
      f64.load(c),
      k + 1 < p.removedColumns ? f64.load(c, 32) : 0,
      k + 2 < p.removedColumns ? f64.load(c, 64) : 0,
      k + 3 < p.removedColumns ? f64.load(c, 96) : 0,
      p.stride,
    );
  }
}

/** Features are combinations of basis vectors, so their correlations follow from the products already there. */
function strongestFeature(p: Params, model: i32, coefficients: usize): void {
  const norm = get(p.zNorm, model);
  let best: f64 = -1;
  let index = 0;
  for (let f = 0; f < p.features; f++) {
    const row = p.featureCoefficients + ((<usize>f * <usize>p.basisColumns) << 3);
    let product: f64 = 0;
    for (let k = 0; k < p.basisColumns; k++) {
      product += get(row, k) * f64.load(coefficients + ((<usize>k) << 5));
    }
    const correlation = norm > 0 ? abs(clamp(product / norm)) : 0;
    if (correlation > best) {
      best = correlation;
      index = f;
    }
  }
  put(p.featureCorrelation, model, max<f64>(0, best));
  put(p.featureIndex, model, index);
}

/** Correlation of a column that varies with a centred target of length 1. */
function correlate(x: usize, target: usize, rows: i32, stride: i32): f64 {
  const mean = total(x, stride) / <f64>rows;
  const square = dot(x, x, stride) - mean * mean * <f64>rows;
  return square > 0 ? clamp(dot(x, target, stride) / sqrt(square)) : 0;
}

function isVarying(ranks: usize, rows: i32): bool {
  // All equal share the mean rank of the whole column, (1 + rows) / 2.
  const tied = <u32>(rows + 1);
  for (let i = 0; i < rows; i++) if (load<u32>(ranks + ((<usize>i) << 2)) != tied) return true;
  return false;
}

function clamp(correlation: f64): f64 {
  return min<f64>(1, max<f64>(-1, correlation));
}

function get(at: usize, index: i32): f64 {
  return f64.load(at + ((<usize>index) << 3));
}

function put(at: usize, index: i32, value: f64): void {
  f64.store(at + ((<usize>index) << 3), value);
}
