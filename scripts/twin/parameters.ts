import { refuse } from "./errors.js";
import { MAX_RATE, RATE_ONE } from "./rateGrid.js";
import { DAY, HOUR, WAD } from "./units.js";

/** Everything a governor can set. Amounts in token wei, fractions with 18 decimals, periods in seconds. */
export interface Parameters {
  /** Limit of a model whose sheet gives it the whole base, before anything is earned. */
  readonly baseLimit: bigint;
  /** No limit grows above this. */
  readonly maxLimit: bigint;
  /** A position is empty or worth at least this after its holder touched it. */
  readonly minBid: bigint;
  /** What registering a model costs; it goes to the sink. */
  readonly registrationFee: bigint;
  /** Share of the base of a model that no report has covered. */
  readonly newcomerShare: bigint;
  /** Limit earned per unit of stake-weighted growth. */
  readonly limitGain: bigint;
  /** Part of the earned limit lost each scored round. */
  readonly limitDecay: bigint;
  /** Growth counts between -tcClip and +tcClip. */
  readonly tcClip: bigint;
  /** The most a filled stake can gain or burn in a round. */
  readonly returnClip: bigint;
  /** Personal payout factor at account weight 0. */
  readonly ppfFloor: bigint;
  /** Part of the rent that goes to the treasury. */
  readonly rentFee: bigint;
  readonly biddingPeriod: number;
  readonly quietPeriod: number;
  readonly livePeriod: number;
  readonly reportPeriod: number;
  readonly challengePeriod: number;
  /** Expired rounds in a row after which the next one opens in recess. */
  readonly maxMissedRounds: number;
}

/** The defaults of the mechanism, section 12, for a token of 18 decimals. */
export const DEFAULT_PARAMETERS: Parameters = {
  baseLimit: 1_000n * WAD,
  maxLimit: 50_000n * WAD,
  minBid: WAD,
  registrationFee: WAD,
  newcomerShare: WAD / 10n,
  limitGain: 8n * WAD,
  limitDecay: (2n * WAD) / 100n,
  tcClip: (3n * WAD) / 100n,
  returnClip: (5n * WAD) / 100n,
  ppfFloor: WAD / 2n,
  rentFee: WAD / 10n,
  biddingPeriod: 3 * DAY,
  quietPeriod: 12 * HOUR,
  livePeriod: 20 * DAY,
  reportPeriod: 7 * DAY,
  challengePeriod: DAY,
  maxMissedRounds: 3,
};

/** What each parameter is counted in: the token's smallest unit, fractions with 18 decimals, seconds or rounds. */
export const PARAMETER_UNITS: Readonly<Record<keyof Parameters, "amount" | "fraction" | "seconds" | "rounds">> = {
  baseLimit: "amount",
  maxLimit: "amount",
  minBid: "amount",
  registrationFee: "amount",
  newcomerShare: "fraction",
  limitGain: "fraction",
  limitDecay: "fraction",
  tcClip: "fraction",
  returnClip: "fraction",
  ppfFloor: "fraction",
  rentFee: "fraction",
  biddingPeriod: "seconds",
  quietPeriod: "seconds",
  livePeriod: "seconds",
  reportPeriod: "seconds",
  challengePeriod: "seconds",
  maxMissedRounds: "rounds",
};

/**
 * The defaults for a token: {@link DEFAULT_PARAMETERS} with its amounts in the token's smallest unit.
 *
 * @param decimals Of the token. Below 18 the amounts are divided, exactly down to 0 decimals.
 *
 * @example
 * import { defaultParameters } from "#twin";
 *
 * defaultParameters(6).minBid; // => 1000000n
 */
export function defaultParameters(decimals: number): Parameters {
  const { baseLimit, maxLimit, minBid, registrationFee } = DEFAULT_PARAMETERS;
  const inUnits = (amount: bigint): bigint => (amount * 10n ** BigInt(decimals)) / WAD;
  return {
    ...DEFAULT_PARAMETERS,
    baseLimit: inUnits(baseLimit),
    maxLimit: inUnits(maxLimit),
    minBid: inUnits(minBid),
    registrationFee: inUnits(registrationFee),
  };
}

/** The largest of a fraction such that with the highest rent it takes less than the whole of a stake. */
export const MAX_RETURN_CLIP = WAD - (MAX_RATE * WAD) / RATE_ONE - 1n;

/** What a parameter, or a sum or product of some, may be. Inclusive. */
export interface ParameterBound {
  /** As `ParameterOutOfBounds` names it. */
  readonly name: string;
  readonly value: bigint;
  readonly minimum: bigint;
  readonly maximum: bigint;
}

/**
 * Every bound of the mechanism, sections 12 and 14, in the order in which the contract checks them.
 *
 * @example
 * import { DEFAULT_PARAMETERS, parameterBounds } from "#twin";
 *
 * parameterBounds(DEFAULT_PARAMETERS).find(({ name }) => name === "rentFee")?.maximum; // => 500000000000000000n
 */
export function parameterBounds(p: Parameters): ParameterBound[] {
  const bound = (name: string, value: bigint, minimum: bigint, maximum: bigint): ParameterBound => ({
    name,
    value,
    minimum,
    maximum,
  });
  const whole = (name: string, value: number, minimum: number, maximum: number): ParameterBound =>
    bound(name, BigInt(value), BigInt(minimum), BigInt(maximum));
  return [
    bound("minBid", p.minBid, 1n, 2n ** 72n - 1n),
    bound("baseLimit", p.baseLimit, p.minBid, p.maxLimit),
    // A model's rent has 112 bits and grows by at most 2^11.35 limits in all.
    bound("maxLimit", p.maxLimit, p.baseLimit, 2n ** 100n - 1n),
    bound("registrationFee", p.registrationFee, 0n, 2n ** 120n - 1n),
    bound("newcomerShare", p.newcomerShare, 0n, WAD),
    bound("limitGain * tcClip", (p.limitGain * p.tcClip) / WAD, 0n, WAD / 4n),
    bound("limitDecay", p.limitDecay, 0n, WAD / 2n),
    bound("returnClip", p.returnClip, 0n, MAX_RETURN_CLIP),
    bound("ppfFloor", p.ppfFloor, 0n, WAD),
    bound("rentFee", p.rentFee, 0n, WAD / 2n),
    whole("biddingPeriod", p.biddingPeriod, p.quietPeriod + DAY, 30 * DAY),
    whole("challengePeriod", p.challengePeriod, 6 * HOUR, Math.max(p.reportPeriod - 1, 0)),
    whole("livePeriod + reportPeriod", p.livePeriod + p.reportPeriod, 0, 120 * DAY),
    whole("maxMissedRounds", p.maxMissedRounds, 1, 12),
  ];
}

/** Where another parameter makes a bound: what has to hold between the two. */
const TIES: Readonly<Record<string, { readonly below?: string; readonly above?: string }>> = {
  baseLimit: { below: "it must not be below minBid", above: "it must not be above maxLimit" },
  maxLimit: { below: "it must not be below baseLimit" },
  biddingPeriod: { below: "it must be at least a day longer than quietPeriod" },
  challengePeriod: { above: "it must be shorter than reportPeriod" },
};

/**
 * What is wrong with a value that is out of its bounds, in words; where another parameter makes the bound, with what has to hold
 * between the two.
 *
 * @example
 * import { outOfBounds } from "#twin";
 *
 * outOfBounds({ name: "minBid", value: 0n, minimum: 1n, maximum: 8n }); // => "The parameter minBid is 0, outside 1 to 8."
 */
export function outOfBounds({ name, value, minimum, maximum }: ParameterBound): string {
  const tie = value < minimum ? TIES[name]?.below : TIES[name]?.above;
  const why = tie === undefined ? "" : `: ${tie}`;
  return `The parameter ${name} is ${value}, outside ${minimum} to ${maximum}${why}.`;
}

/**
 * Checks a whole set against its {@link parameterBounds}.
 *
 * @throws Refusal `ParameterOutOfBounds` with the first bound that is not kept.
 *
 * @example
 * import { checkParameters, DEFAULT_PARAMETERS } from "#twin";
 *
 * checkParameters({ ...DEFAULT_PARAMETERS, maxMissedRounds: 12 }); // a Refusal if one were out of bounds
 */
export function checkParameters(p: Parameters): void {
  for (const { name, value, minimum, maximum } of parameterBounds(p)) {
    if (value < minimum || value > maximum) refuse("ParameterOutOfBounds", { name, value, minimum, maximum });
  }
}
