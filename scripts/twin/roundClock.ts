import { NEVER } from "#lib";
import type { Parameters } from "./parameters.js";
import { DAY } from "./units.js";

/** Where a round stands, in the order of the contract's enum. */
export const PHASES = ["Bidding", "Quiet", "Live", "Reporting", "Pending", "Overdue", "Recess"] as const;

/** See {@link PHASES}; what each allows stands in the mechanism, section 2. */
export type Phase = (typeof PHASES)[number];

/** `locksAt` of a round in recess, and all that follows from it: it does not lock until it is resumed. */
export const RECESS = NEVER;

/** How long past `reportBy + challengePeriod` a report may stay pending before anyone may expire its round. */
export const FORGOTTEN = 7 * DAY;

/** The moments that are kept of the open round; the others follow from them and the parameters. Unix seconds. */
export interface RoundClock {
  readonly opensAt: number;
  /** {@link RECESS} in recess. */
  readonly locksAt: number;
  /** When the pending report was proposed, 0 without one. */
  readonly proposedAt: number;
}

/** The boundaries of a round, unix seconds; all of them {@link RECESS} in recess. Each is the first moment of its phase. */
export interface RoundTimes {
  readonly quietFrom: number;
  readonly locksAt: number;
  readonly reportFrom: number;
  readonly reportBy: number;
  /** From here on anyone may expire the round: past a report that is pending, if one is. */
  readonly expirableFrom: number;
}

/**
 * From when on nothing may leave, until the lock; {@link RECESS} in recess.
 *
 * @example
 * import { DEFAULT_PARAMETERS, quietFrom } from "#twin";
 *
 * quietFrom(DEFAULT_PARAMETERS, 259_200); // => 216000
 */
export function quietFrom(p: Parameters, locksAt: number): number {
  return locksAt === RECESS ? RECESS : locksAt - p.quietPeriod;
}

/**
 * From when on a report may be proposed; {@link RECESS} in recess.
 *
 * @example
 * import { DEFAULT_PARAMETERS, reportFrom } from "#twin";
 *
 * reportFrom(DEFAULT_PARAMETERS, 259_200); // => 1987200
 */
export function reportFrom(p: Parameters, locksAt: number): number {
  return locksAt === RECESS ? RECESS : locksAt + p.livePeriod;
}

/**
 * From when on no report may be proposed any more; {@link RECESS} in recess.
 *
 * @example
 * import { DEFAULT_PARAMETERS, reportBy } from "#twin";
 *
 * reportBy(DEFAULT_PARAMETERS, 259_200); // => 2592000
 */
export function reportBy(p: Parameters, locksAt: number): number {
  return locksAt === RECESS ? RECESS : locksAt + p.livePeriod + p.reportPeriod;
}

/**
 * From when on the round may be expired, given when its pending report was proposed (0 without one).
 *
 * @example
 * import { DEFAULT_PARAMETERS, expirableFrom } from "#twin";
 *
 * expirableFrom(DEFAULT_PARAMETERS, 259_200, 0); // => 2592000
 */
export function expirableFrom(p: Parameters, locksAt: number, proposedAt: number): number {
  const by = reportBy(p, locksAt);
  return proposedAt === 0 ? by : by + p.challengePeriod + FORGOTTEN;
}

/**
 * The phase at a moment. Every boundary is half open: no moment belongs to two phases.
 *
 * @example
 * import { DEFAULT_PARAMETERS, phaseAt } from "#twin";
 *
 * phaseAt(DEFAULT_PARAMETERS, 259_200, 0, 259_199); // => "Quiet"
 * phaseAt(DEFAULT_PARAMETERS, 259_200, 0, 259_200); // => "Live"
 */
export function phaseAt(p: Parameters, locksAt: number, proposedAt: number, timestamp: number): Phase {
  if (locksAt === RECESS) return "Recess";
  if (timestamp < quietFrom(p, locksAt)) return "Bidding";
  if (timestamp < locksAt) return "Quiet";
  if (proposedAt !== 0) return "Pending";
  if (timestamp < reportFrom(p, locksAt)) return "Live";
  if (timestamp < reportBy(p, locksAt)) return "Reporting";
  return "Overdue";
}

/**
 * All boundaries of a round.
 *
 * @example
 * import { DEFAULT_PARAMETERS, timesOf } from "#twin";
 *
 * timesOf(DEFAULT_PARAMETERS, { opensAt: 0, locksAt: 259_200, proposedAt: 0 }).reportBy; // => 2592000
 */
export function timesOf(p: Parameters, { locksAt, proposedAt }: RoundClock): RoundTimes {
  return {
    quietFrom: quietFrom(p, locksAt),
    locksAt,
    reportFrom: reportFrom(p, locksAt),
    reportBy: reportBy(p, locksAt),
    expirableFrom: expirableFrom(p, locksAt, proposedAt),
  };
}
