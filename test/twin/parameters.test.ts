import { expect } from "chai";

import { checkParameters, DEFAULT_PARAMETERS, defaultParameters, type Parameters, Refusal, WAD } from "#twin";

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** For each bound: the name it is refused under, the last value inside it, and the first outside. */
const EDGES: readonly (readonly [string, Partial<Parameters>, Partial<Parameters>])[] = [
  ["minBid", { minBid: 1n }, { minBid: 0n }],
  [
    "minBid",
    { minBid: 2n ** 72n - 1n, baseLimit: 2n ** 72n, maxLimit: 2n ** 72n },
    { minBid: 2n ** 72n, baseLimit: 2n ** 72n, maxLimit: 2n ** 72n },
  ],
  ["baseLimit", { baseLimit: WAD }, { baseLimit: WAD - 1n }],
  ["baseLimit", { baseLimit: 50_000n * WAD }, { baseLimit: 50_000n * WAD + 1n }],
  ["maxLimit", { maxLimit: 2n ** 100n - 1n }, { maxLimit: 2n ** 100n }],
  ["registrationFee", { registrationFee: 2n ** 120n - 1n }, { registrationFee: 2n ** 120n }],
  ["newcomerShare", { newcomerShare: WAD }, { newcomerShare: WAD + 1n }],
  ["limitGain * tcClip", { limitGain: 5n * WAD, tcClip: WAD / 20n }, { limitGain: 5n * WAD + 20n, tcClip: WAD / 20n }],
  ["limitDecay", { limitDecay: WAD / 2n }, { limitDecay: WAD / 2n + 1n }],
  // The highest rate is 0.03968.
  ["returnClip", { returnClip: (96_032n * WAD) / 100_000n - 1n }, { returnClip: (96_032n * WAD) / 100_000n }],
  ["ppfFloor", { ppfFloor: WAD }, { ppfFloor: WAD + 1n }],
  ["rentFee", { rentFee: WAD / 2n }, { rentFee: WAD / 2n + 1n }],
  ["biddingPeriod", { biddingPeriod: 36 * HOUR }, { biddingPeriod: 36 * HOUR - 1 }],
  ["biddingPeriod", { biddingPeriod: 30 * DAY }, { biddingPeriod: 30 * DAY + 1 }],
  ["challengePeriod", { challengePeriod: 6 * HOUR }, { challengePeriod: 6 * HOUR - 1 }],
  ["challengePeriod", { challengePeriod: 7 * DAY - 1 }, { challengePeriod: 7 * DAY }],
  ["livePeriod + reportPeriod", { livePeriod: 113 * DAY }, { livePeriod: 113 * DAY + 1 }],
  ["maxMissedRounds", { maxMissedRounds: 1 }, { maxMissedRounds: 0 }],
  ["maxMissedRounds", { maxMissedRounds: 12 }, { maxMissedRounds: 13 }],
];

function refusedName(change: Partial<Parameters>): string | undefined {
  try {
    checkParameters({ ...DEFAULT_PARAMETERS, ...change });
  } catch (error) {
    if (error instanceof Refusal && "minimum" in error.args) return error.args.name;
    throw error;
  }
  return undefined;
}

describe("twin/parameters", () => {
  it("has defaults within their bounds", () => {
    expect(refusedName({})).to.equal(undefined);
  });

  it("has defaults in whole tokens for every number of decimals that the widths have room for", () => {
    expect(defaultParameters(18)).to.deep.equal(DEFAULT_PARAMETERS);
    for (let decimals = 0; decimals <= 22; ++decimals) {
      const one = 10n ** BigInt(decimals);
      const amounts = { baseLimit: 1_000n * one, maxLimit: 50_000n * one, minBid: one, registrationFee: one };
      expect(defaultParameters(decimals)).to.deep.equal({ ...DEFAULT_PARAMETERS, ...amounts });
      expect(refusedName(defaultParameters(decimals))).to.equal(decimals <= 21 ? undefined : "minBid");
    }
  });

  for (const [name, inside, outside] of EDGES) {
    it(`bounds ${name}: takes ${describeChange(inside)}, refuses ${describeChange(outside)}`, () => {
      expect(refusedName(inside)).to.equal(undefined);
      expect(refusedName(outside)).to.equal(name);
    });
  }
});

function describeChange(change: Partial<Parameters>): string {
  return Object.entries(change)
    .map(([key, value]) => `${key} ${value}`)
    .join(", ");
}
