import { expect } from "chai";

import {
  ALL_SHARES,
  type Call,
  DEFAULT_PARAMETERS,
  LAST_ROUND,
  MAX_HELD,
  type Parameters,
  type ReportedScores,
  type ScoreRecord,
  StakeSpaceTwin,
  toPositionId,
  WAD,
} from "#twin";
import { refusal } from "./refusal.js";

const DAY = 24 * 3_600;
const START = 1_000_000;
const RECORD: ScoreRecord = { score: 2_000, growth: 1_000, weight: 10_000, baseShare: 10_000 };

const at = (caller: string, now: number): Call => ({ caller, now });

/** A tournament with a model of Olga's, a treasury, and the moments of its open round. */
function start(change: Partial<Parameters> = {}): StakeSpaceTwin {
  const space = new StakeSpaceTwin(START, { ...DEFAULT_PARAMETERS, ...change });
  space.register(at("olga", START));
  space.fundTreasury(10_000n * WAD);
  return space;
}

function report(space: StakeSpaceTwin, change: Partial<ReportedScores> = {}): ReportedScores {
  const records = Array.from({ length: space.globals.modelCount }, () => RECORD);
  return { round: space.globals.round, payoutFactor: WAD, maxScore: 2_000, records, ...change };
}

/** Plays the open round to its end with a report; opens the next. */
function playRound(space: StakeSpaceTwin, change: Partial<ReportedScores> = {}): void {
  const from = space.times.reportFrom;
  space.holdReport(at("r", from), report(space, change));
  space.closeRound(at("k", from + DAY), space.globals.round);
}

function expire(space: StakeSpaceTwin): void {
  space.expireRound(at("k", space.times.expirableFrom));
}

describe("twin/stakeSpace", () => {
  describe("a round from bid to rent", () => {
    it("C1: pays a gain from the treasury, rent to the owner, the fee to the treasury, to the wei", () => {
      const space = start();
      space.bid(at("ann", START), 1, 50, 60n * WAD, "ann");
      space.bid(at("bob", START), 1, 20, 60n * WAD, "bob");
      playRound(space);
      // Limit 100: Ann's 60 and 40 of Bob's filled; tick 20 is the price: (16 + 4) * 2 = 40 units of 1e-5.
      // What a gain leaves to the virtual shares is a wei of each position.
      expect(space.positionAssets("ann", 1, 50)).to.equal(60n * WAD + (60n * WAD * 1_960n) / 100_000n - 1n);
      expect(space.positionAssets("bob", 1, 20)).to.equal(60n * WAD + (40n * WAD * 1_960n) / 100_000n - 1n);
      expect(space.modelStatus(1).rent).to.equal((36n * WAD) / 1_000n);
      expect(space.collectRent(at("olga", space.times.quietFrom), 1)).to.equal((36n * WAD) / 1_000n);
      expect(space.accounts.treasury).to.equal(10_000n * WAD - 2n * WAD + (40n * WAD) / 10_000n);
      expect(space.modelStatus(1)).to.include({ base: 1_000n * WAD, earned: 8n * WAD });
      expect(space.surplus()).to.equal(0n);
    });

    it("burns what a bad score costs; the burned is owed to the sink alone", () => {
      const space = start();
      space.bid(at("ann", START), 1, 0, 100n * WAD, "ann");
      playRound(space, { maxScore: 0, records: [{ ...RECORD, score: -32_768 }] });
      expect(space.positionAssets("ann", 1, 0)).to.equal(95n * WAD);
      space.settleAll([1]);
      expect(space.flushBurned()).to.equal(5n * WAD);
      expect(space.flushBurned()).to.equal(0n);
    });

    it("T3: a bid of a round has no part in the rounds before", () => {
      const space = start();
      space.bid(at("ann", START), 1, 50, 50n * WAD, "ann");
      playRound(space);
      space.bid(at("bob", space.globals.clock.opensAt), 1, 50, 50n * WAD, "bob");
      expect(space.positionAssets("bob", 1, 50)).to.equal(50n * WAD - 1n);
      expect(space.positionAssets("ann", 1, 50)).to.equal(51n * WAD - 1n);
    });

    it("counts a reserve tick from the next round's opening, whenever the model is settled", () => {
      const space = start();
      space.bid(at("ann", START), 1, 50, 50n * WAD, "ann");
      space.setReserve(at("olga", START), 1, 60);
      expect(space.quote(1)).to.include({ reserveTick: 0, filled: 50n * WAD });
      playRound(space);
      expect(space.quote(1)).to.include({ reserveTick: 60, filled: 0n, priceTick: 60 });
      space.setReserve(at("olga", space.globals.clock.opensAt), 1, 3);
      expect(space.modelStatus(1)).to.include({ reserveTick: 60, nextReserveTick: 3, settledThrough: 1 });
    });

    it("forgets what a model earned when a reported round closes without stake on it, not when an expired one does", () => {
      const space = start();
      const shares = space.bid(at("ann", START), 1, 50, 50n * WAD, "ann");
      playRound(space);
      space.withdraw(at("ann", space.globals.clock.opensAt), 1, 50, shares, "ann");
      expire(space);
      expect(space.modelStatus(1)).to.include({ base: 1_000n * WAD, earned: 4n * WAD });
      playRound(space, { records: [{ ...RECORD, baseShare: 5_000 }] });
      expect(space.modelStatus(1)).to.include({ base: 500n * WAD, earned: 0n });
    });

    it("keeps a model that no sheet covers a newcomer of its own round", () => {
      const space = start();
      space.queueParameters({ ...DEFAULT_PARAMETERS, baseLimit: 2_000n * WAD });
      space.register(at("otto", START));
      playRound(space, { records: [RECORD] });
      expect([space.limit(1), space.limit(2)]).to.deep.equal([1_000n * WAD, 100n * WAD]);
      space.register(at("otto", space.globals.clock.opensAt));
      expect(space.limit(3)).to.equal(200n * WAD);
    });
  });

  describe("what the phases allow", () => {
    it("takes bids until the lock, and lets stake leave until the quiet period", () => {
      const space = start();
      const { quietFrom, locksAt } = space.times;
      space.bid(at("ann", locksAt - 1), 1, 50, WAD * 10n, "ann");
      expect(refusal(() => space.bid(at("ann", locksAt), 1, 50, WAD, "ann"))).to.equal("BiddingClosed");
      const leave = (now: number) => () => space.withdraw(at("ann", now), 1, 50, WAD * 10n ** 6n, "ann");
      expect(refusal(leave(quietFrom))).to.equal("QuietPeriod");
      expect(refusal(leave(locksAt - 1))).to.equal("QuietPeriod");
      expect(refusal(leave(quietFrom - 1))).to.equal("none");
    });

    it("lets stake rise until the lock, and fall until the quiet period", () => {
      const space = start();
      const { quietFrom, locksAt } = space.times;
      space.bid(at("ann", START), 1, 50, WAD * 10n, "ann");
      const shares = 10n ** 24n;
      const move = (now: number, from: number, to: number) => () => space.move(at("ann", now), 1, from, to, shares);
      expect(refusal(move(quietFrom - 1, 50, 40))).to.equal("none");
      expect(refusal(move(quietFrom, 50, 40))).to.equal("QuietPeriod");
      expect(refusal(move(locksAt - 1, 50, 60))).to.equal("none");
      expect(refusal(move(locksAt, 50, 60))).to.equal("StakeLocked");
    });

    it("L3: while the book is frozen lets idle stake alone leave, or move among idle ticks, unless a report is pending", () => {
      const space = start();
      space.bid(at("ann", START), 1, 50, 100n * WAD, "ann");
      space.bid(at("bob", START), 1, 40, 100n * WAD, "bob");
      const { locksAt, reportFrom, reportBy } = space.times;
      const some = 10n ** 24n;
      const leave = (now: number, who: string, tick: number) => () => space.withdraw(at(who, now), 1, tick, some, who);
      const move = (to: number) => () => space.move(at("bob", locksAt), 1, 40, to, some);
      expect(refusal(leave(locksAt, "ann", 50))).to.equal("StakeLocked");
      expect(refusal(leave(locksAt, "bob", 40))).to.equal("none");
      expect(refusal(move(49))).to.equal("none");
      expect(refusal(move(50))).to.equal("StakeLocked");
      space.holdReport(at("r", reportFrom), report(space));
      expect(refusal(leave(reportFrom, "bob", 40))).to.equal("ReportPending");
      space.dropReport(at("g", reportFrom), 1);
      expect(refusal(leave(reportBy, "bob", 40))).to.equal("none");
    });

    it("takes a report from reportFrom on and before reportBy", () => {
      const space = start();
      const { reportFrom, reportBy } = space.times;
      const propose = (now: number) => () => space.holdReport(at("r", now), report(space));
      expect(refusal(propose(reportFrom - 1))).to.equal("ReportWindowClosed");
      expect(refusal(propose(reportBy))).to.equal("ReportWindowClosed");
      expect(refusal(propose(reportBy - 1))).to.equal("none");
      expect(refusal(propose(reportBy - 1))).to.equal("ReportPending");
    });

    it("lets a report be vetoed before its challenge period ends, and be final from then on", () => {
      const space = start();
      const from = space.times.reportFrom;
      expect(refusal(() => space.closeRound(at("k", from), 1))).to.equal("NoReportPending");
      space.holdReport(at("r", from), report(space));
      expect(refusal(() => space.dropReport(at("g", from + DAY), 1))).to.equal("TooLate");
      expect(refusal(() => space.closeRound(at("k", from + DAY - 1), 1))).to.equal("TooEarly");
      expect(refusal(() => space.closeRound(at("k", from + DAY), 2))).to.equal("NoReportPending");
      space.dropReport(at("g", from + DAY - 1), 1);
      expect(space.accounts.treasury).to.equal(10_000n * WAD);
      space.holdReport(at("r", from + DAY), report(space));
      expect(refusal(() => space.closeRound(at("k", from + 2 * DAY), 1))).to.equal("none");
    });

    it("lets a round expire from reportBy on; with a report pending only seven days past its challenge", () => {
      const space = start();
      space.bid(at("ann", START), 1, 0, WAD, "ann");
      const { reportBy } = space.times;
      expect(refusal(() => space.expireRound(at("k", reportBy - 1)))).to.equal("TooEarly");
      space.holdReport(at("r", reportBy - 1), report(space));
      expect(refusal(() => space.expireRound(at("k", reportBy + 8 * DAY - 1)))).to.equal("TooEarly");
      space.expireRound(at("k", reportBy + 8 * DAY));
      expect(space.accounts.treasury).to.equal(10_000n * WAD);
      expect(space.roundRecord(1)).to.include({ outcome: "Expired", reserve: 0n });
    });

    it("opens in recess after too many missed rounds: everybody may come and go until it is resumed", () => {
      const space = start({ maxMissedRounds: 2 });
      expire(space);
      expect(refusal(() => space.resume(at("g", START)))).to.equal("NotInRecess");
      space.bid(at("ann", space.globals.clock.opensAt), 1, 50, 10n * WAD, "ann");
      expire(space);
      const later = space.globals.clock.opensAt + 400 * DAY;
      expect(space.phase(later)).to.equal("Recess");
      space.move(at("ann", later), 1, 50, 40, 10n ** 25n);
      expect(refusal(() => space.expireRound(at("k", later)))).to.equal("TooEarly");
      expect(refusal(() => space.holdReport(at("r", later), report(space)))).to.equal("ReportWindowClosed");
      expect(refusal(() => space.resume(at("q", later), 2))).to.equal("WrongRound");
      space.resume(at("q", later), 3);
      expect(space.times.locksAt).to.equal(later + 3 * DAY);
      expire(space);
      expect(space.phase(0), "one more miss after a resume").to.equal("Recess");
      space.resume(at("g", later));
      playRound(space);
      expire(space);
      expect(space.globals.missedRounds, "counted anew after a report").to.equal(1);
    });

    it("E3: a pause stops what comes in, never what goes out", () => {
      const space = start();
      space.bid(at("ann", START), 1, 50, 10n * WAD, "ann");
      space.setPaused(true);
      const { reportFrom } = space.times;
      expect(refusal(() => space.bid(at("ann", START), 1, 50, WAD, "ann"))).to.equal("Paused");
      expect(refusal(() => space.move(at("ann", START), 1, 50, 60, 1n))).to.equal("Paused");
      expect(refusal(() => space.register(at("ann", START)))).to.equal("RegistrationPaused");
      expect(refusal(() => space.holdReport(at("r", reportFrom), report(space)))).to.equal("Paused");
      space.transfer(at("ann", START), "bob", toPositionId(1, 50), 10n ** 24n);
      space.withdraw(at("bob", START), 1, 50, 10n ** 24n, "bob");
      space.collectRent(at("olga", START), 1);
      expire(space);
    });
  });

  describe("what is refused", () => {
    it("names the rule, and changes nothing", () => {
      const space = start();
      space.seal(at("r", START), 1, "root");
      space.bid(at("ann", START), 1, 50, 10n * WAD, "ann");
      const before = JSON.stringify([space.accounts, space.modelStatus(1), [...space.book(1)]], text);
      const call = at("ann", START);
      const refused: Record<string, () => unknown> = {
        UnknownModel: () => space.bid(call, 2, 50, WAD, "ann"),
        InvalidTick: () => space.bid(call, 1, 128, WAD, "ann"),
        ZeroAmount: () => space.bid(call, 1, 50, 0n, "ann"),
        SameTick: () => space.move(call, 1, 50, 50, 1n),
        DepositCapExceeded: () => space.bid(call, 1, 50, MAX_HELD + 1n, "ann"),
        SharesOverflow: () => space.bid(call, 1, 50, MAX_HELD / 2n, "ann"),
        PositionBelowMinBid: () => space.withdraw(call, 1, 50, 10n ** 25n - 10n ** 23n, "ann"),
        ERC6909InsufficientBalance: () => space.withdraw(call, 1, 50, 10n ** 26n, "ann"),
        ERC6909InsufficientAllowance: () => space.withdraw(at("bob", START), 1, 50, 1n, "ann"),
        NotModelOwner: () => space.setReserve(call, 1, 5),
        ERC721InsufficientApproval: () => space.transferModel(call, 1, "bob"),
        ERC721NonexistentToken: () => space.transferModel(call, 2, "bob"),
        InvalidPayoutFactor: () =>
          space.holdReport(at("r", space.times.reportFrom), report(space, { payoutFactor: WAD + 1n })),
        ModelNotCovered: () => space.holdReport(at("r", space.times.reportFrom), report(space, { records: [] })),
        ModelCountTooHigh: () =>
          space.propose(at("r", space.times.reportFrom), {
            ...report(space, { records: [RECORD, RECORD] }),
            predictionsRoot: space.sealOf(1)!,
            digest: "one",
          }),
        WrongRound: () => space.holdReport(at("r", space.times.reportFrom), report(space, { round: 2 })),
        ParameterOutOfBounds: () => space.queueParameters({ ...DEFAULT_PARAMETERS, minBid: 0n }),
      };
      for (const [name, action] of Object.entries(refused)) expect(refusal(action)).to.equal(name);
      expect(refusal(() => space.fundTreasury(0n))).to.equal("ZeroAmount");
      expect(refusal(() => space.queueTreasuryWithdrawal(MAX_HELD + 1n, "g"))).to.equal("DepositCapExceeded");
      expect(JSON.stringify([space.accounts, space.modelStatus(1), [...space.book(1)]], text)).to.equal(before);
    });

    it("to end the recess of the last round, which everybody can leave", () => {
      const space = start({ maxMissedRounds: 12 });
      space.bid(at("ann", START), 1, 50, 10n * WAD, "ann");
      const now = (): number => space.globals.clock.opensAt;
      while (space.globals.round < LAST_ROUND) {
        if (space.phase(now()) === "Recess") space.resume(at("gov", now()));
        space.expireRound(at("bob", space.times.reportBy));
      }
      expect(space.phase(now())).to.equal("Recess");
      expect(refusal(() => space.resume(at("gov", now())))).to.equal("LastRound");
      expect(refusal(() => space.expireRound(at("bob", now() + 10 ** 9)))).to.equal("TooEarly");
      space.settleAll([1]);
      expect(space.withdraw(at("ann", now() + 10 ** 9), 1, 50, ALL_SHARES, "ann")).to.equal(10n * WAD);
    });

    it("an action on a staked model more than 16 rounds behind, until it is settled in steps; not on one without stake", () => {
      const space = start({ maxMissedRounds: 12 });
      space.register(at("otto", START));
      space.bid(at("ann", START), 1, 50, 10n * WAD, "ann");
      const topUp = (model: number) => () => space.bid(at("ann", space.globals.clock.opensAt), model, 50, WAD, "ann");
      for (let round = 1; round <= 17; ++round) playRound(space);
      expect(refusal(topUp(1))).to.equal("NotSettled");
      expect(refusal(topUp(2))).to.equal("none");
      expect(space.settle(1, 1)).to.equal(1);
      expect(refusal(topUp(1))).to.equal("none");
    });

    it("a report whose reserve the free treasury does not cover, to the wei", () => {
      const space = new StakeSpaceTwin(START);
      space.register(at("olga", START));
      space.bid(at("ann", START), 1, 50, 100n * WAD, "ann");
      const propose = () => space.holdReport(at("r", space.times.reportFrom), report(space));
      space.fundTreasury(2n * WAD - 1n);
      expect(refusal(propose)).to.equal("TreasuryShort");
      space.fundTreasury(1n);
      expect(refusal(propose)).to.equal("none");
      expect(space.roundRecord(1).reserve).to.equal(2n * WAD);
    });
  });

  describe("treasury and parameters", () => {
    it("pays a queued withdrawal as the next round opens, at most what is free", () => {
      const space = start();
      space.queueTreasuryWithdrawal(4_000n * WAD, "gov");
      space.expireRound(at("k", space.times.expirableFrom));
      expect(space.accounts.treasury).to.equal(6_000n * WAD);
      space.queueTreasuryWithdrawal(MAX_HELD, "gov");
      expect(space.expireRound(at("k", space.times.expirableFrom))).to.equal(6_000n * WAD);
      expect(space.accounts).to.include({ treasury: 0n, held: 0n });
    });

    it("settles a late round with its own parameters", () => {
      const space = start();
      space.bid(at("ann", START), 1, 50, 50n * WAD, "ann");
      space.queueParameters({ ...DEFAULT_PARAMETERS, returnClip: WAD / 100n });
      playRound(space);
      playRound(space);
      // 2 % with the first parameters, 1 % with the second.
      expect(space.positionAssets("ann", 1, 50)).to.equal((50n * WAD * 102n * 101n) / 10_000n - 1n);
      expect(space.parameters.returnClip).to.equal(WAD / 100n);
    });

    it("S3: gives the reserve back with the last staked model, at once where none is", () => {
      const space = start();
      playRound(space);
      expect(space.accounts.treasury, "nobody staked").to.equal(10_000n * WAD);
      space.register(at("otto", space.globals.clock.opensAt));
      space.bid(at("ann", space.globals.clock.opensAt), 1, 50, 2_000n * WAD, "ann");
      space.bid(at("ann", space.globals.clock.opensAt), 2, 50, 10n * WAD, "ann");
      playRound(space, { maxScore: 3_000 });
      expect(space.roundRecord(2)).to.include({ reserve: (2_010n * WAD * 3n) / 100n, unsettledModels: 2 });
      space.settleAll([2]);
      expect(space.roundRecord(2)).to.include({ reserve: 60n * WAD, unsettledModels: 1 });
      space.settleAll([1]);
      expect(space.roundRecord(2)).to.include({ reserve: 0n, unsettledModels: 0 });
      // Model 1 filled its whole limit of 1,000.
      expect(space.accounts.treasury).to.equal(
        10_000n * WAD - 20n * WAD - WAD / 5n + (1_000n * WAD * 144n) / 1_000_000n,
      );
    });
  });

  it("lets holders approve, and operators act, as ERC-6909 says", () => {
    const space = start();
    space.bid(at("ann", START), 1, 50, 10n * WAD, "ann");
    const id = toPositionId(1, 50);
    const take = (shares: bigint) => () => space.transferFrom(at("bob", START), "ann", "bob", id, shares);
    space.approve(at("ann", START), "bob", id, 10n);
    expect(refusal(take(6n))).to.equal("none");
    expect(refusal(take(6n))).to.equal("ERC6909InsufficientAllowance");
    space.setOperator(at("ann", START), "bob", true);
    expect(refusal(take(6n))).to.equal("none");
    space.setOperator(at("ann", START), "bob", false);
    expect(refusal(take(6n))).to.equal("ERC6909InsufficientAllowance");
    expect(space.balanceOf("bob", id)).to.equal(12n);
  });

  it("pays rent to whoever owns the model when it is collected", () => {
    const space = start();
    space.bid(at("ann", START), 1, 50, 200n * WAD, "ann");
    playRound(space);
    space.transferModel(at("olga", START), 1, "otto");
    expect(refusal(() => space.collectRent(at("olga", START), 1))).to.equal("NotModelOwner");
    expect(space.collectRent(at("otto", START), 1)).to.equal((100n * WAD * 144n * 9n) / 1_000_000n);
  });
});

function text(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
