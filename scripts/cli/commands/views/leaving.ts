import type { RoundView } from "#chain";
import { formatFromNow } from "#lib";

/** Whether stake may leave, and else from when on. */
export interface Leaving {
  readonly mayLeave: boolean;
  readonly words: string;
}

/**
 * When stake may leave, by the phase of the round (mechanism, section 2).
 *
 * @param isIdle Whether all of its tick is idle: that may leave a book that is frozen.
 */
export function leaving(round: RoundView, isIdle: boolean): Leaving {
  const at = (moment: number): string => formatFromNow(moment, round.now);
  const yes = (words: string): Leaving => ({ mayLeave: true, words });
  const no = (words: string): Leaving => ({ mayLeave: false, words });
  switch (round.phase) {
    case "Bidding":
      return yes(`now; the quiet period begins ${at(round.quietFrom)}`);
    case "Quiet":
      return no(isIdle ? `when the book locks, ${at(round.locksAt)}` : "when the next round opens");
    case "Live":
      return isIdle
        ? yes("now, it is idle")
        : no(`when the round has closed, a report may come ${at(round.reportFrom)}`);
    case "Reporting":
      return isIdle
        ? yes("now, it is idle")
        : no(`when the round has closed, ${at(round.reportBy)} if no report comes`);
    case "Pending":
      return no(`when the report is final, ${at(round.finalFrom)}, or vetoed`);
    case "Overdue":
      return isIdle ? yes("now, it is idle") : no("when somebody expires the round, which anyone may");
    case "Recess":
      return yes("at any time");
  }
}
