import { DAY, DEFAULT_PARAMETERS, HOUR, MAX_RETURN_CLIP, type Parameters, WAD } from "#twin";
import type { Random } from "#lib";

/** A set a governor may queue: mostly within bounds, each fraction now and then at one of its ends. */
export function randomParameters(random: Random): Parameters {
  const fraction = (usual: bigint, ...ends: bigint[]): bigint =>
    random.chance(0.25) ? random.pick(ends) : random.belowBig(usual);
  const minBid = random.pick([1n, 1_000n, WAD / 10n, WAD, 3n * WAD]);
  const baseLimit = minBid + random.belowBig(600n * WAD);
  const tcClip = fraction(WAD / 10n, 0n, WAD / 20n);
  const quietPeriod = random.pick([0, 1, HOUR, 12 * HOUR]);
  const livePeriod = random.pick([0, 1, DAY, 20 * DAY]);
  const reportPeriod = random.integerBetween(DAY, 10 * DAY);
  const p: Parameters = {
    ...DEFAULT_PARAMETERS,
    minBid,
    baseLimit,
    maxLimit: baseLimit + random.pick([0n, random.belowBig(3_000n * WAD), 3_000n * WAD]),
    registrationFee: random.pick([0n, WAD, 12_345n]),
    newcomerShare: fraction(WAD, 0n, WAD),
    limitGain: tcClip === 0n ? WAD : random.belowBig((WAD * WAD) / (4n * tcClip)) % (10n * WAD),
    limitDecay: fraction(WAD / 10n, 0n, WAD / 2n),
    tcClip,
    returnClip: fraction(WAD / 5n, 0n, MAX_RETURN_CLIP),
    ppfFloor: fraction(WAD, 0n, WAD),
    rentFee: fraction(WAD / 2n, 0n, WAD / 2n),
    biddingPeriod: quietPeriod + DAY + random.below(5 * DAY),
    quietPeriod,
    livePeriod,
    reportPeriod,
    challengePeriod: random.pick([6 * HOUR, 12 * HOUR, reportPeriod - 1]),
    maxMissedRounds: random.pick([1, 2, 3, 3, 12]),
  };
  return random.chance(0.2) ? outOfBounds(random, p) : p;
}

function outOfBounds(random: Random, p: Parameters): Parameters {
  return random.pick<Parameters>([
    { ...p, minBid: 0n },
    { ...p, baseLimit: p.minBid - 1n },
    { ...p, maxLimit: p.baseLimit - 1n },
    { ...p, newcomerShare: WAD + 1n },
    { ...p, limitDecay: WAD },
    { ...p, returnClip: WAD },
    { ...p, rentFee: WAD / 2n + 1n },
    { ...p, biddingPeriod: p.quietPeriod },
    { ...p, challengePeriod: p.reportPeriod },
    { ...p, maxMissedRounds: 0 },
  ]);
}

/** The parameters a game begins with. */
export function firstParameters(defaults: Parameters): Parameters {
  return { ...defaults, baseLimit: 400n * WAD, maxLimit: 3_000n * WAD };
}
