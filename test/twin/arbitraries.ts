import fc from "fast-check";

import {
  type Book,
  DEFAULT_PARAMETERS,
  MAX_RETURN_CLIP,
  type Parameters,
  type Pool,
  type ScoreRecord,
  WAD,
} from "#twin";
import type { Terms } from "../../scripts/twin/settlement.js";

/** An amount of token wei with every order of magnitude about as likely, so that rounding is met as often as size. */
export function amount(bits = 100): fc.Arbitrary<bigint> {
  return fc
    .tuple(fc.integer({ min: 0, max: bits }), fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n }))
    .map(([size, value]) => value % 2n ** BigInt(size));
}

/** A fraction with 18 decimals, its ends included. */
export function fraction(highest = WAD): fc.Arbitrary<bigint> {
  return fc.bigInt({ min: 0n, max: highest });
}

export const tick = fc.integer({ min: 0, max: 127 });

/** A pool somebody is in, of any share price. */
export const pool: fc.Arbitrary<Pool> = fc.record({
  assets: amount(),
  shares: amount(120).map((shares) => shares + 1n),
});

/** A book of few or many ticks. */
export const book: fc.Arbitrary<Book> = fc
  .array(fc.tuple(tick, pool), { maxLength: 40 })
  .map((entries) => new Map(entries));

export const record: fc.Arbitrary<ScoreRecord> = fc.record({
  score: fc.integer({ min: -32_768, max: 32_767 }),
  growth: fc.integer({ min: -32_768, max: 32_767 }),
  weight: fc.integer({ min: 0, max: 65_535 }),
  baseShare: fc.integer({ min: 0, max: 65_535 }),
});

/** Parameters within bounds, as far as settlement reads them. */
export const parameters: fc.Arbitrary<Parameters> = fc
  .record({
    baseLimit: amount(110).map((limit) => limit + 1n),
    room: amount(110),
    newcomerShare: fraction(),
    limitDecay: fraction(WAD / 2n),
    tcClip: fraction(),
    gain: fraction(WAD / 4n),
    returnClip: fraction(MAX_RETURN_CLIP),
    ppfFloor: fraction(),
    rentFee: fraction(WAD / 2n),
  })
  .map(({ room, gain, ...p }) => ({
    ...DEFAULT_PARAMETERS,
    ...p,
    minBid: 1n,
    maxLimit: p.baseLimit + room,
    limitGain: p.tcClip === 0n ? gain : (gain * WAD) / p.tcClip,
  }));

export const terms: fc.Arbitrary<Terms> = fc.record({
  parameters,
  payoutFactor: fraction(),
  maxScore: fc.integer({ min: 0, max: 65_535 }),
});
