import { expect } from "chai";

import { DEFAULT_PARAMETERS, type Parameters } from "../../../scripts/twin/parameters.js";
import {
  at,
  booked,
  DAY,
  ethers,
  expire,
  loadFixture,
  newName,
  opened,
  scheduleOf,
  tokens,
} from "../../helpers/contracts.js";
import { ABSENT, closeRound, finalize, GAIN, propose } from "../../helpers/contractsReports.js";

describe("parameters that change", () => {
  it("leave the round they were queued in as it is, to its settlement", async () => {
    const world = await loadFixture(booked);
    const { space, governor } = world;
    const next: Parameters = { ...DEFAULT_PARAMETERS, rentFee: tokens("0.5"), limitGain: tokens(1), ppfFloor: 0n };
    await space.connect(governor).queueParameters(next);
    // In round 1 a model without account weight gains half, as ppfFloor has it.
    await closeRound(world, [{ ...GAIN, weight: 0, baseShare: 1_000 }]);
    // In round 2, played with the next parameters, nothing.
    await closeRound(world, [{ ...GAIN, weight: 0, baseShare: 1_000 }]);
    const settlement = space["settle(uint256[])"]([1]);
    await expect(settlement)
      .to.emit(space, "ModelSettled")
      .withArgs(1, 1, tokens(100), 17, tokens(1), tokens("0.017"), tokens(100), tokens(8));
    // 108 of 120.983 tokens: alice's 60.5898 and 47.4102 of bob's, at his tick. Rent 0.01836 less half of it.
    await expect(settlement)
      .to.emit(space, "ModelSettled")
      .withArgs(1, 2, tokens(108), 17, 0, tokens("0.01836"), tokens(100), tokens("7.84") + tokens("1.08"));
    expect((await space.accounts()).rentOwed).to.equal(tokens("0.0153") + tokens("0.00918"));
  });

  it("play the next round by its own clock", async () => {
    const world = await loadFixture(opened);
    const { space, governor } = world;
    const next: Parameters = {
      ...DEFAULT_PARAMETERS,
      biddingPeriod: 2 * DAY,
      quietPeriod: DAY,
      livePeriod: DAY,
      reportPeriod: 3 * DAY,
      challengePeriod: 2 * DAY,
    };
    await space.connect(governor).queueParameters(next);
    await propose(world, [GAIN]);
    // The pending report still waits the challenge period it was proposed under.
    await finalize(world);
    const { opensAt, quietFrom, locksAt, reportFrom, reportBy } = await scheduleOf(world);
    expect([quietFrom, locksAt, reportFrom, reportBy].map((moment) => (moment - opensAt) / DAY)).to.deep.equal([
      1, 2, 3, 6,
    ]);
    await propose(world, [GAIN]);
    await expect(world.oracle.finalize(2)).to.be.revertedWithCustomError(space, "TooEarly");
    await at((await scheduleOf(world)).finalFrom);
    await world.oracle.finalize(2);
  });

  it("give newcomers the base of the round they registered in", async () => {
    const world = await loadFixture(opened);
    const { space, registry, governor, owner } = world;
    await space.connect(governor).queueParameters({ ...DEFAULT_PARAMETERS, newcomerShare: tokens("0.3") });
    await registry.connect(owner).register(newName(), "", ethers.MaxUint256);
    await expire(world);
    await registry.connect(owner).register(newName(), "", ethers.MaxUint256);
    expect(await Promise.all([1, 2, 3].map((modelId) => space.limit(modelId)))).to.deep.equal([
      tokens(100),
      tokens(100),
      tokens(300),
    ]);
  });

  it("let a position stay that a higher minBid would refuse, until its holder touches it", async () => {
    const world = await loadFixture(booked);
    const { space, governor, alice } = world;
    await space.connect(governor).queueParameters({ ...DEFAULT_PARAMETERS, minBid: tokens(100) });
    await expire(world);
    expect((await space.quote(1)).filled).to.equal(tokens(100));
    await expect(space.connect(alice).withdraw(1, 16, 1_000_000, alice, alice)).to.be.revertedWithCustomError(
      space,
      "PositionBelowMinBid",
    );
    await space.connect(alice).withdraw(1, 16, tokens(60_000_000), alice, alice);
  });
});

describe("a withdrawal of treasury", () => {
  it("waits for the next round and takes only what no reserve needs", async () => {
    const world = await loadFixture(booked);
    const { space, token, governor, stranger } = world;
    await space.connect(governor).queueTreasuryWithdrawal(tokens(999), stranger);
    await propose(world, [GAIN]);
    await finalize(world);
    expect(await token.balanceOf(stranger)).to.equal(tokens("997.6"));
    await space["settle(uint256[])"]([1]);
    // What the reserve of 2.4 did not pay, and the fee.
    expect((await space.accounts()).treasury).to.equal(tokens("0.4017"));
  });

  it("does not take stake, rent or burns, however much is queued", async () => {
    const world = await loadFixture(booked);
    const { space, token, governor, stranger } = world;
    await closeRound(world, [{ ...ABSENT, score: -5_000 }]);
    await space["settle(uint256[])"]([1]);
    await space.connect(governor).queueTreasuryWithdrawal(2n ** 120n - 1n, stranger);
    await expire(world);
    const { held, treasury, burned, rentOwed } = await space.accounts();
    expect(await token.balanceOf(stranger)).to.equal(tokens("1000.0017"));
    expect([treasury, burned, rentOwed]).to.deep.equal([0n, tokens("2.5"), tokens("0.0153")]);
    const pools = (await space.pool(1, 16)).assets + (await space.pool(1, 1)).assets;
    expect(held).to.equal(pools + burned + rentOwed);
    expect(await token.balanceOf(space)).to.equal(held);
  });
});
