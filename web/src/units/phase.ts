import { type Phase, phaseAt } from "stakespace/twin";
import type { Moment } from "stakespace/viem";

/** The phase at a moment, when it began and when it ends; undefined where only a transaction ends it. Unix seconds. */
export interface PhaseNow {
  readonly phase: Phase;
  readonly from: number;
  readonly until: number | undefined;
}

/** By the clock, between two blocks, too. */
export function phaseNow({ view, parameters }: Moment, now: number): PhaseNow {
  const phase = view.phase === "Recess" ? "Recess" : phaseAt(parameters, view.locksAt, view.proposedAt, now);
  const { opensAt, quietFrom, locksAt, reportFrom, reportBy, proposedAt, finalFrom } = view;
  switch (phase) {
    case "Bidding":
      return { phase, from: opensAt, until: quietFrom };
    case "Quiet":
      return { phase, from: quietFrom, until: locksAt };
    case "Live":
      return { phase, from: locksAt, until: reportFrom };
    case "Reporting":
      return { phase, from: reportFrom, until: reportBy };
    case "Pending":
      return { phase, from: proposedAt, until: finalFrom };
    default:
      return { phase, from: opensAt, until: undefined };
  }
}

/** Whether bids are taken. */
export function takesBids(phase: Phase): boolean {
  return phase === "Bidding" || phase === "Quiet" || phase === "Recess";
}

/** Whether stake that is filled may leave, or move down. */
export function letsLeave(phase: Phase): boolean {
  return phase === "Bidding" || phase === "Recess";
}

/** Whether stake that is idle may leave: not in the quiet period, and not while a report is pending. */
export function letsIdleLeave(phase: Phase): boolean {
  return phase !== "Quiet" && phase !== "Pending";
}
