import { expect } from "chai";

import { DEFAULT_PARAMETERS, phaseAt, RECESS, type RoundClock, timesOf } from "#twin";

const P = DEFAULT_PARAMETERS;
const DAY = 24 * 3_600;
const OPENS = 1_000_000;
const CLOCK: RoundClock = { opensAt: OPENS, locksAt: OPENS + 3 * DAY, proposedAt: 0 };

const phase = ({ locksAt, proposedAt }: RoundClock, now: number): string => phaseAt(P, locksAt, proposedAt, now);

describe("twin/roundClock", () => {
  it("derives the boundaries from the lock and the parameters", () => {
    expect(timesOf(P, CLOCK)).to.deep.equal({
      quietFrom: OPENS + 2.5 * DAY,
      locksAt: OPENS + 3 * DAY,
      reportFrom: OPENS + 23 * DAY,
      reportBy: OPENS + 30 * DAY,
      expirableFrom: OPENS + 30 * DAY,
    });
  });

  it("puts no moment into two phases: each boundary is the first moment of the next", () => {
    const at = (days: number, seconds = 0): string => phase(CLOCK, OPENS + days * DAY + seconds);
    expect([at(0), at(2.5, -1), at(2.5), at(3, -1)]).to.deep.equal(["Bidding", "Bidding", "Quiet", "Quiet"]);
    expect([at(3), at(23, -1), at(23), at(30, -1), at(30)]).to.deep.equal([
      "Live",
      "Live",
      "Reporting",
      "Reporting",
      "Overdue",
    ]);
  });

  it("is pending from the proposal on, past the end of the window, until it may be expired after all", () => {
    const pending = { ...CLOCK, proposedAt: OPENS + 29 * DAY };
    expect(phase(pending, OPENS + 31 * DAY)).to.equal("Pending");
    expect(timesOf(P, pending).expirableFrom).to.equal(OPENS + (30 + 1 + 7) * DAY);
  });

  it("has no boundary in recess", () => {
    const recess = { ...CLOCK, locksAt: RECESS };
    expect(phase(recess, OPENS + 10_000 * DAY)).to.equal("Recess");
    expect(new Set(Object.values(timesOf(P, recess)))).to.deep.equal(new Set([2 ** 40 - 1]));
  });
});
