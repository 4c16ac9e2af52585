import type { MarketRound, ModelSpace } from "./types.js";

/** Scores of one round, by model; what a tournament would publish. */
export interface WorldScores {
  readonly corr: Float64Array;
  readonly mmc: Float64Array;
  readonly fnc: Float64Array;
  readonly tc: Float64Array;
  /** CORR of the meta model; 0 where there is none. */
  readonly meta: number;
}

/**
 * CORR, MMC, FNC and TC of every model, and CORR of the meta model of some weights, in closed form. TC is the gradient of the
 * return of the exposure-neutral portfolio with respect to weight: its weighted mean is 0.
 *
 * @param present 1 for models that take part; the others score 0.
 */
export function scoreWorld(
  space: ModelSpace,
  market: MarketRound,
  weights: Float64Array,
  present: Uint8Array,
): WorldScores {
  const { count, factors, exposures, loading, root, rootOwn, selfOwn } = space;
  const portfolio = portfolioOf(space, weights);
  const { factor, own } = portfolio;
  let [size, size2, paid, neutralPaid] = [0, 0, 0, 0];
  for (let k = 0; k < factors; k++) {
    const square = factor[k]! * factor[k]!;
    const gain = factor[k]! * market.payoff[k]!;
    size += square;
    paid += gain;
    if (isExposure(k, exposures)) continue;
    size2 += square;
    neutralPaid += gain;
  }
  for (let j = 0; j < count; j++) {
    const self = weights[j]! * selfOwn[j]!;
    const square = own[j]! * own[j]! + self * self;
    const gain = own[j]! * market.own[j]! + self * market.self[j]!;
    size += square;
    size2 += square;
    paid += gain;
    neutralPaid += gain;
  }
  const length = Math.sqrt(size);
  const neutralLength = Math.sqrt(size2);
  const meta = length > 0 ? paid / length : 0;
  const result = {
    corr: new Float64Array(count),
    mmc: new Float64Array(count),
    fnc: new Float64Array(count),
    tc: new Float64Array(count),
    meta,
  };
  for (let j = 0; j < count; j++) {
    if (present[j] === 0) continue;
    let [corr, withMeta, exposed, exposedWithMeta, exposedScore] = [0, 0, 0, 0, 0];
    for (let k = 0; k < factors; k++) {
      const value = loading[j * factors + k]!;
      const score = value * market.payoff[k]!;
      const shared = value * factor[k]!;
      corr += score;
      withMeta += shared;
      if (!isExposure(k, exposures)) continue;
      exposed += value * value;
      exposedScore += score;
      exposedWithMeta += shared;
    }
    const original = root[j]!;
    corr += rootOwn[j]! * market.own[original]! + selfOwn[j]! * market.self[j]!;
    withMeta += rootOwn[j]! * own[original]! + selfOwn[j]! * selfOwn[j]! * weights[j]!;
    result.corr[j] = corr;
    result.mmc[j] = length > 0 ? corr - (withMeta / length) * meta : corr;
    const neutral = corr - exposedScore;
    result.fnc[j] = neutral / Math.sqrt(1 - exposed);
    if (neutralLength === 0) continue;
    const gradient = neutral - ((withMeta - exposedWithMeta) * neutralPaid) / size2;
    result.tc[j] = gradient / neutralLength;
  }
  addNoise(result.tc, weights, market.tcNoise, present);
  return result;
}

/** Correlation of the predictions of two models. */
export function modelCorrelation(space: ModelSpace, i: number, j: number): number {
  const { factors, loading, root, rootOwn } = space;
  if (i === j) return 1;
  let sum = root[i] === root[j] ? rootOwn[i]! * rootOwn[j]! : 0;
  for (let k = 0; k < factors; k++) sum += loading[i * factors + k]! * loading[j * factors + k]!;
  return sum;
}

/** Weighted sums of loadings and of own parts, weights scaled to sum 1; the weights given are scaled in place of a copy. */
function portfolioOf(space: ModelSpace, weights: Float64Array): { factor: Float64Array; own: Float64Array } {
  const { count, factors, loading, root, rootOwn } = space;
  const factor = new Float64Array(factors);
  const own = new Float64Array(count);
  for (let j = 0; j < count; j++) {
    const weight = weights[j]!;
    if (weight === 0) continue;
    for (let k = 0; k < factors; k++) factor[k]! += weight * loading[j * factors + k]!;
    own[root[j]!]! += weight * rootOwn[j]!;
  }
  return { factor, own };
}

function isExposure(factor: number, exposures: number): boolean {
  return factor >= 1 && factor <= exposures;
}

/** Noise with the spread of TC itself, its weighted mean taken out, so that TC still sums to 0. */
function addNoise(tc: Float64Array, weights: Float64Array, noise: Float64Array, present: Uint8Array): void {
  let [squares, count, weight, mean] = [0, 0, 0, 0];
  for (let j = 0; j < tc.length; j++) {
    if (present[j] === 0) continue;
    squares += tc[j]! * tc[j]!;
    count += 1;
    weight += weights[j]!;
    mean += weights[j]! * noise[j]!;
  }
  if (count === 0 || weight === 0 || noise.every((value) => value === 0)) return;
  const scale = Math.sqrt(squares / count);
  for (let j = 0; j < tc.length; j++) {
    if (present[j] === 1) tc[j]! += scale * (noise[j]! - mean / weight);
  }
}
