import { expect } from "chai";

import {
  at,
  bidFor,
  booked,
  DAY,
  expire,
  loadFixture,
  missRounds,
  RECESS,
  reachRecess,
  scheduleOf,
  SHARES,
  time,
  tokens,
} from "../../helpers/contracts.js";
import {
  closeRound,
  finalize,
  GAIN,
  LOSS,
  prepare,
  propose,
  signResume,
  sealRound,
} from "../../helpers/contractsReports.js";

const ALL = tokens(60) * SHARES;

describe("a report that is wrong", () => {
  it("is vetoed, gives its reserve back, cannot return, and makes room for the right one", async () => {
    const world = await loadFixture(booked);
    const { oracle, space, guardian } = world;
    const wrong = await propose(world, [{ ...GAIN, score: 5_000 }]);
    expect((await space.accounts()).treasury).to.equal(tokens(994));
    await oracle.connect(guardian).veto(1, await oracle.proposedDigest(1));
    expect((await space.accounts()).treasury).to.equal(tokens(1_000));

    await expect(oracle.propose(wrong.report, [...wrong.pages], [...wrong.signatures])).to.be.revertedWithCustomError(
      oracle,
      "ReportWasVetoed",
    );
    // The same sheet again, with other evidence, is another report.
    await propose(world, [GAIN]);
    await finalize(world);
    await space["settle(uint256[])"]([1]);
    expect((await space.pool(1, 16)).assets).to.equal(tokens("61.1898"));
    expect((await space.accounts()).treasury).to.equal(tokens("998.0017"));
  });

  it("is vetoed again and again until the round expires without a score", async () => {
    const world = await loadFixture(booked);
    const { oracle, space, guardian } = world;
    for (const score of [2_000, 3_000, 4_000]) {
      await propose(world, [{ ...GAIN, score }]);
      await oracle.connect(guardian).veto(1, await oracle.proposedDigest(1));
    }
    await expire(world);
    await space["settle(uint256[])"]([1]);
    expect((await space.pool(1, 16)).assets).to.equal(tokens(60));
    expect(await space.limit(1)).to.equal(tokens(100));
    expect((await space.accounts()).treasury).to.equal(tokens(1_000));
  });
});

describe("an oracle that falls silent", () => {
  it("costs nobody anything: an expired round is scored 0", async () => {
    const world = await loadFixture(booked);
    const { space, owner, alice, bob, token } = world;
    await expire(world);
    for (const [staker, tick] of [
      [alice, 16],
      [bob, 1],
    ] as const) {
      await space.connect(staker).withdraw(1, tick, ALL, staker, staker);
      expect(await token.balanceOf(staker)).to.equal(tokens(10_000));
    }
    expect(await space.connect(owner).collectRent.staticCall(1)).to.equal(0);
  });

  it("leads into a recess, in which everybody may bid, move and leave", async () => {
    const world = await loadFixture(booked);
    const { space, alice, bob, carol, token } = world;
    await reachRecess(world);
    await time.increase(200 * DAY);
    await bidFor(world, carol, 1, 5, tokens(10));
    await space.connect(bob).move(1, 1, 0, ALL);
    await space.connect(alice).withdraw(1, 16, ALL, alice, alice);
    expect(await token.balanceOf(alice)).to.equal(tokens(10_000));
    expect((await space.roundStatus()).locksAt).to.equal(RECESS);
  });

  it("may come back by the governor, and the round locks a full bidding period later", async () => {
    const world = await loadFixture(booked);
    const { space, governor, alice, bob } = world;
    await reachRecess(world);
    await space.connect(alice).withdraw(1, 16, ALL, alice, alice);
    const now = (await time.latest()) + 90 * DAY;
    await at(now);
    await space.connect(governor).resume();
    const { quietFrom, locksAt } = await scheduleOf(world);
    expect([quietFrom, locksAt]).to.deep.equal([now + 3 * DAY - 43_200, now + 3 * DAY]);
    await at(quietFrom);
    await expect(space.connect(bob).withdraw(1, 1, ALL, bob, bob)).to.be.revertedWithCustomError(space, "QuietPeriod");
    await closeRound(world, [GAIN]);
    // Bob's 60 gained 2 %, and pay no rent where space was left.
    expect(await space.positionAssets(bob, 1, 1)).to.equal(tokens("61.2") - 1n);
    expect((await space.roundStatus()).missedRounds).to.equal(0);
  });

  it("may come back by a quorum of reporters", async () => {
    const world = await loadFixture(booked);
    const { oracle, space, reporters, stranger } = world;
    await reachRecess(world);
    const signatures = await signResume(world, 4n, [reporters[0], reporters[2]]);
    await oracle.connect(stranger).resume(4, signatures);
    await expect(oracle.connect(stranger).resume(4, signatures)).to.be.revertedWithCustomError(space, "NotInRecess");
    await closeRound(world, [GAIN]);
    const { round, missedRounds, lastReported } = await space.roundStatus();
    expect([round, missedRounds, lastReported]).to.deep.equal([5n, 0n, 4n]);
  });

  it("leads straight back into recess when it misses the next round too", async () => {
    const world = await loadFixture(booked);
    await missRounds(world, 3);
    await expire(world);
    const { locksAt, missedRounds } = await world.space.roundStatus();
    expect([locksAt, missedRounds]).to.deep.equal([BigInt(RECESS), 4n]);
  });
});

describe("a report in time whose finality comes late", () => {
  it("still counts, though anybody could have expired the round in the end", async () => {
    const world = await loadFixture(booked);
    const { oracle, space } = world;
    await sealRound(world);
    const { report, pages, signatures } = await prepare(world, [LOSS]);
    const { reportBy } = await scheduleOf(world);
    await at(reportBy - 1);
    await oracle.propose(report, [...pages], [...signatures]);
    await at(reportBy + 8 * DAY - 1);
    await expect(space.expireRound()).to.be.revertedWithCustomError(space, "TooEarly");
    await oracle.finalize(1);
    expect((await space.pool(1, 16)).assets).to.equal(tokens("58.1898"));
  });
});
