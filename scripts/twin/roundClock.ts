import type { Parameters } from "./parameters.js";

/** Where a round stands, in the order of the contract's enum. */
export const PHASES = ["Bidding", "Quiet", "Live", "Reporting", "Pending", "Overdue", "Recess"] as const;

/** See {@link PHASES}; what each allows stands in the mechanism, section 2. */
export type Phase = (typeof PHASES)[number];

/** `locksAt` of a round in recess. */
export const NEVER = 2 ** 40 - 1;

/** How long past `reportBy + challengePeriod` a report may stay pending before anyone may expire its round. */
export const PENDING_GRACE = 7 * 24 * 3_600;

/** The moments that are kept of the open round; the others follow from them and the parameters. Unix seconds. */
export interface RoundClock {
  readonly opensAt: number;
  /** {@link NEVER} in recess. */
  readonly locksAt: number;
  /** When the pending report was proposed, 0 without one. */
  readonly proposedAt: number;
}

/** The boundaries of a round, unix seconds; all of them {@link NEVER} in recess. Each is the first moment of its phase. */
export interface RoundTimes {
  readonly quietFrom: number;
  readonly locksAt: number;
  readonly reportFrom: number;
  readonly reportBy: number;
  /** From here on anyone may expire the round: past a report that is pending, if one is. */
  readonly expiresAt: number;
}

/** The boundaries of a round. */
export function roundTimes(clock: RoundClock, p: Parameters): RoundTimes {
  const { locksAt } = clock;
  if (locksAt === NEVER) {
    return { quietFrom: NEVER, locksAt: NEVER, reportFrom: NEVER, reportBy: NEVER, expiresAt: NEVER };
  }
  const reportFrom = locksAt + p.livePeriod;
  const reportBy = reportFrom + p.reportPeriod;
  const expiresAt = clock.proposedAt === 0 ? reportBy : reportBy + p.challengePeriod + PENDING_GRACE;
  return { quietFrom: locksAt - p.quietPeriod, locksAt, reportFrom, reportBy, expiresAt };
}

/** The phase of a round at a moment. Every boundary is half open: no moment belongs to two phases. */
export function phaseOf(clock: RoundClock, p: Parameters, now: number): Phase {
  const times = roundTimes(clock, p);
  if (clock.locksAt === NEVER) return "Recess";
  if (now < times.quietFrom) return "Bidding";
  if (now < times.locksAt) return "Quiet";
  if (clock.proposedAt !== 0) return "Pending";
  if (now < times.reportFrom) return "Live";
  if (now < times.reportBy) return "Reporting";
  return "Overdue";
}
