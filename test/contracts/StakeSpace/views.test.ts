import { expect } from "chai";

import { DEFAULT_PARAMETERS } from "../../../scripts/twin/parameters.js";
import {
  bidFor,
  booked,
  DAY,
  deployed,
  ethers,
  expire,
  fieldsOf,
  loadFixture,
  RECESS,
  opened,
  positionId,
  reachRecess,
  scheduleOf,
  SHARES,
  SINK,
  time,
  tokens,
  type World,
} from "../../helpers/contracts.js";
import { ABSENT, addPages, closeRound, GAIN, LOSS, propose } from "../../helpers/contractsReports.js";

const PHASES = { Bidding: 0n, Quiet: 1n, Live: 2n, Reporting: 3n, Pending: 4n, Overdue: 5n, Recess: 6n };
/** An id that fits in no position id: cut to 256 bits it would be model 1's. */
const WRAPPING = 2n ** 248n + 1n;

/** {@link booked}, with three closed rounds that nobody settled: reported, expired, reported. */
async function unsettled(): Promise<World> {
  const world = await booked();
  await closeRound(world, [GAIN]);
  await expire(world);
  await closeRound(world, [LOSS]);
  return world;
}

/** The phase in the first second of a block at this time. */
async function phaseAt({ space }: World, timestamp: number): Promise<bigint> {
  await time.increaseTo(timestamp);
  return (await space.roundStatus()).phase;
}

describe("StakeSpace views", () => {
  describe("token", () => {
    it("it should name the token", async () => {
      const { space, token } = await loadFixture(deployed);
      expect(await space.token()).to.equal(await token.getAddress());
    });
  });

  describe("registry", () => {
    it("it should name the registry", async () => {
      const { space, registry } = await loadFixture(deployed);
      expect(await space.registry()).to.equal(await registry.getAddress());
    });
  });

  describe("oracle", () => {
    it("it should name the oracle", async () => {
      const { space, oracle } = await loadFixture(deployed);
      expect(await space.oracle()).to.equal(await oracle.getAddress());
    });
  });

  describe("sink", () => {
    it("it should name the sink", async () => {
      expect(await (await loadFixture(deployed)).space.sink()).to.equal(SINK);
    });
  });

  describe("authority", () => {
    it("it should name the access manager", async () => {
      const { space, manager } = await loadFixture(deployed);
      expect(await space.authority()).to.equal(await manager.getAddress());
    });
  });

  describe("isConsumingScheduledOp", () => {
    it("it should be zero outside a scheduled call", async () => {
      expect(await (await loadFixture(deployed)).space.isConsumingScheduledOp()).to.equal("0x00000000");
    });
  });

  describe("supportsInterface", () => {
    it("it should know ERC-165 and ERC-6909 and no other", async () => {
      const { space } = await loadFixture(deployed);
      expect(await space.supportsInterface("0x01ffc9a7")).to.equal(true);
      expect(await space.supportsInterface("0x0f632fb3")).to.equal(true);
      expect(await space.supportsInterface("0x80ac58cd")).to.equal(false);
    });
  });

  describe("rate", () => {
    it("it should be 0 at tick 0, 17 at tick 1, 32 at tick 16 and 3968 at tick 127", async () => {
      const { space } = await loadFixture(deployed);
      const rates = await Promise.all([0, 1, 15, 16, 127].map((tick) => space.rate(tick)));
      expect(rates).to.deep.equal([0n, 17n, 31n, 32n, 3_968n]);
    });

    it("it should be 0 off the grid", async () => {
      const { space } = await loadFixture(deployed);
      expect(await space.rate(128)).to.equal(0);
      expect(await space.rate(255)).to.equal(0);
    });
  });

  describe("parameters", () => {
    it("it should be those of the open round", async () => {
      const { space } = await loadFixture(deployed);
      expect(fieldsOf(await space.parameters())).to.deep.equal(
        Object.fromEntries(Object.entries(DEFAULT_PARAMETERS).map(([name, value]) => [name, BigInt(value)])),
      );
    });
  });

  describe("parametersById", () => {
    it("it should keep the sets of earlier rounds", async () => {
      const world = await loadFixture(deployed);
      const { space, governor } = world;
      await space.connect(governor).queueParameters({ ...DEFAULT_PARAMETERS, minBid: tokens(2) });
      await expire(world);
      expect((await space.parametersById(1)).minBid).to.equal(tokens(1));
      expect((await space.parametersById(2)).minBid).to.equal(tokens(2));
    });

    it("it should be all zero for a set that does not exist", async () => {
      const { space } = await loadFixture(deployed);
      expect((await space.parametersById(0)).baseLimit).to.equal(0);
      expect((await space.parametersById(ethers.MaxUint256)).baseLimit).to.equal(0);
    });
  });

  describe("queuedParameters", () => {
    it("it should be empty when none are queued", async () => {
      const { p, queued } = await (await loadFixture(deployed)).space.queuedParameters();
      expect([p.baseLimit, queued]).to.deep.equal([0n, false]);
    });

    it("it should be the queued ones", async () => {
      const { space, governor } = await loadFixture(deployed);
      await space.connect(governor).queueParameters({ ...DEFAULT_PARAMETERS, minBid: tokens(2) });
      const { p, queued } = await space.queuedParameters();
      expect([p.minBid, queued]).to.deep.equal([tokens(2), true]);
    });
  });

  describe("queuedTreasuryWithdrawal", () => {
    it("it should be empty when none is queued", async () => {
      const { space } = await loadFixture(deployed);
      expect(await space.queuedTreasuryWithdrawal()).to.deep.equal([0n, ethers.ZeroAddress]);
    });

    it("it should be the queued one", async () => {
      const { space, governor, carol } = await loadFixture(deployed);
      await space.connect(governor).queueTreasuryWithdrawal(5, carol);
      expect(await space.queuedTreasuryWithdrawal()).to.deep.equal([5n, carol.address]);
    });
  });

  describe("openRound", () => {
    it("it should be the open round and when it locks, never in recess", async () => {
      const world = await loadFixture(opened);
      expect(await world.space.openRound()).to.deep.equal([1n, (await world.space.roundStatus()).locksAt]);
      await reachRecess(world);
      expect(await world.space.openRound()).to.deep.equal([4n, BigInt(RECESS)]);
    });
  });

  describe("requireRound", () => {
    it("it should revert with WrongRound when another round is open", async () => {
      const world = await loadFixture(booked);
      await expire(world);
      await expect(world.space.requireRound(1, ethers.MaxUint256))
        .to.be.revertedWithCustomError(world.space, "WrongRound")
        .withArgs(1, 2);
    });

    it("it should revert with DeadlinePassed when the deadline has passed", async () => {
      const { space } = await loadFixture(booked);
      const timestamp = await time.latest();
      await expect(space.requireRound(1, timestamp - 1))
        .to.be.revertedWithCustomError(space, "DeadlinePassed")
        .withArgs(timestamp - 1, timestamp);
    });

    it("it should pass when the round is open, to the last second of the deadline", async () => {
      const { space } = await loadFixture(booked);
      await space.requireRound(1, await time.latest());
    });

    it("it should refuse with it the calls after it in a multicall", async () => {
      const world = await loadFixture(booked);
      const { space, alice } = world;
      const calls = [
        space.interface.encodeFunctionData("requireRound", [1, ethers.MaxUint256]),
        space.interface.encodeFunctionData("bid", [1, 20, tokens(5), alice.address]),
      ];
      await space.connect(alice).multicall(calls);
      expect(await space.positionAssets(alice, 1, 20)).to.equal(tokens(5));
      await expire(world);
      await expect(space.connect(alice).multicall(calls)).to.be.revertedWithCustomError(space, "WrongRound");
      expect(await space.positionAssets(alice, 1, 20)).to.equal(tokens(5));
    });
  });

  describe("registrationTerms", () => {
    it("it should be the fee, the open round and whether registrations are paused", async () => {
      const world = await loadFixture(deployed);
      await expire(world);
      await world.space.connect(world.guardian).setPaused(true);
      expect(await world.space.registrationTerms()).to.deep.equal([tokens(1), 2n, true]);
    });
  });

  describe("roundStatus", () => {
    it("it should be bidding from the opening to the quiet period", async () => {
      const world = await loadFixture(deployed);
      const { quietFrom } = await scheduleOf(world);
      expect((await world.space.roundStatus()).phase).to.equal(PHASES.Bidding);
      expect(await phaseAt(world, quietFrom - 1)).to.equal(PHASES.Bidding);
    });

    it("it should be quiet to the lock", async () => {
      const world = await loadFixture(deployed);
      const { quietFrom, locksAt } = await scheduleOf(world);
      expect(await phaseAt(world, quietFrom)).to.equal(PHASES.Quiet);
      expect(await phaseAt(world, locksAt - 1)).to.equal(PHASES.Quiet);
    });

    it("it should be live to the report window", async () => {
      const world = await loadFixture(deployed);
      const { locksAt, reportFrom } = await scheduleOf(world);
      expect(await phaseAt(world, locksAt)).to.equal(PHASES.Live);
      expect(await phaseAt(world, reportFrom - 1)).to.equal(PHASES.Live);
    });

    it("it should be reporting to reportBy", async () => {
      const world = await loadFixture(deployed);
      const { reportFrom, reportBy } = await scheduleOf(world);
      expect(await phaseAt(world, reportFrom)).to.equal(PHASES.Reporting);
      expect(await phaseAt(world, reportBy - 1)).to.equal(PHASES.Reporting);
    });

    it("it should be overdue from reportBy", async () => {
      const world = await loadFixture(deployed);
      expect(await phaseAt(world, (await scheduleOf(world)).reportBy)).to.equal(PHASES.Overdue);
    });

    it("it should be pending while a report is, however late", async () => {
      const world = await loadFixture(opened);
      await propose(world, [GAIN]);
      expect((await world.space.roundStatus()).phase).to.equal(PHASES.Pending);
      expect(await phaseAt(world, (await scheduleOf(world)).reportBy + 30 * DAY)).to.equal(PHASES.Pending);
    });

    it("it should be in recess, with no times ahead, after too many missed rounds", async () => {
      const world = await loadFixture(opened);
      await reachRecess(world);
      const { phase, locksAt, reportFrom, reportBy, missedRounds } = await world.space.roundStatus();
      expect(phase).to.equal(PHASES.Recess);
      expect([locksAt, reportFrom, reportBy, missedRounds]).to.deep.equal([
        ...Array<bigint>(3).fill(BigInt(RECESS)),
        3n,
      ]);
    });

    it("it should name the round's times, pauses and the last report", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [GAIN]);
      const opensAt = BigInt(await time.latest());
      await world.space.connect(world.guardian).setPaused(true);
      const day = BigInt(DAY);
      expect(fieldsOf(await world.space.roundStatus())).to.deep.equal({
        round: 2n,
        phase: PHASES.Bidding,
        opensAt,
        locksAt: opensAt + 3n * day,
        reportFrom: opensAt + 23n * day,
        reportBy: opensAt + 30n * day,
        proposedAt: 0n,
        missedRounds: 0n,
        paused: true,
        lastReported: 1n,
      });
    });
  });

  describe("roundRecord", () => {
    it("it should be what was reported of a round", async () => {
      const world = await loadFixture(booked);
      const pages = await addPages(world, [GAIN]);
      await closeRound(world, [GAIN]);
      const record = await world.space.roundRecord(1);
      expect(fieldsOf(record)).to.deep.equal({
        outcome: 1n,
        parametersId: 1n,
        payoutFactor: tokens(1),
        maxScore: 2_000n,
        modelCount: 1n,
        reserve: tokens("2.4"),
        unsettledModels: 1n,
        pages,
      });
    });

    it("it should be empty for a round that has not opened", async () => {
      const { space } = await loadFixture(deployed);
      for (const round of [0n, 2n, ethers.MaxUint256]) {
        const { outcome, parametersId, pages } = await space.roundRecord(round);
        expect([outcome, parametersId, [...pages]]).to.deep.equal([0n, 0n, []]);
      }
    });
  });

  describe("accounts", () => {
    it("it should account for every token wei held", async () => {
      const world = await loadFixture(booked);
      const { space, token } = world;
      await closeRound(world, [LOSS]);
      await space["settle(uint256[])"]([1]);
      expect(fieldsOf(await space.accounts())).to.deep.equal({
        held: tokens(1_120),
        treasury: tokens("1000.0017"),
        burned: tokens(3),
        rentOwed: tokens("0.0153"),
        stakedModels: 1n,
      });
      expect(await token.balanceOf(space)).to.equal(tokens(1_120));
      const pools = (await space.pool(1, 16)).assets + (await space.pool(1, 1)).assets;
      expect(pools).to.equal(tokens(1_120) - tokens("1000.0017") - tokens(3) - tokens("0.0153"));
    });
  });

  describe("limit", () => {
    it("it should be a newcomer's before the first report", async () => {
      expect(await (await loadFixture(opened)).space.limit(1)).to.equal(tokens(100));
    });

    it("it should answer as if the model were settled", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [GAIN]);
      expect(await world.space.limit(1)).to.equal(tokens(1_008));
    });

    it("it should be 0 for a model that was never registered", async () => {
      const { space } = await loadFixture(opened);
      for (const modelId of [0n, 2n, WRAPPING, ethers.MaxUint256]) expect(await space.limit(modelId)).to.equal(0);
    });
  });

  describe("modelStatus", () => {
    it("it should answer as if the model were settled, and say through which round it was", async () => {
      const { space } = await loadFixture(unsettled);
      const before = fieldsOf(await space.modelStatus(1));
      expect(before).to.deep.equal({
        base: tokens(1_000),
        earned: 0n,
        rent: tokens("0.0153"),
        bitmap: (1n << 16n) | (1n << 1n),
        reserveTick: 0n,
        nextReserveTick: 0n,
        settledThrough: 0n,
      });
      await space["settle(uint256[])"]([1]);
      expect(fieldsOf(await space.modelStatus(1))).to.deep.equal({ ...before, settledThrough: 3n });
    });

    it("it should be empty for a model that was never registered", async () => {
      const { space } = await loadFixture(opened);
      for (const modelId of [0n, 2n, WRAPPING, ethers.MaxUint256]) {
        expect(await space.modelStatus(modelId)).to.deep.equal([0n, 0n, 0n, 0n, 0n, 0n, 0n]);
      }
    });
  });

  describe("quote", () => {
    it("it should sell the whole limit at the lowest filled tick when it is sold out", async () => {
      const { space } = await loadFixture(booked);
      expect(await space.quote(1)).to.deep.equal([tokens(100), tokens(120), tokens(100), 1n, 17n, 0n]);
    });

    it("it should sell the demand at the reserve tick when space is left", async () => {
      const world = await loadFixture(opened);
      await bidFor(world, world.alice, 1, 16, tokens(99));
      expect(await world.space.quote(1)).to.deep.equal([tokens(100), tokens(99), tokens(99), 0n, 0n, 0n]);
    });

    it("it should be sold out at the tick that takes the last token wei", async () => {
      const world = await loadFixture(opened);
      await bidFor(world, world.alice, 1, 16, tokens(100));
      await bidFor(world, world.bob, 1, 1, tokens(7));
      expect(await world.space.quote(1)).to.deep.equal([tokens(100), tokens(107), tokens(100), 16n, 32n, 0n]);
    });

    it("it should fill nothing where the limit is 0", async () => {
      const world = await loadFixture(booked);
      await closeRound(world, [ABSENT]);
      const { limit, filled, rate } = await world.space.quote(1);
      expect([limit, filled, rate]).to.deep.equal([0n, 0n, 0n]);
    });

    it("it should be empty for a model that was never registered", async () => {
      const { space } = await loadFixture(opened);
      for (const modelId of [0n, 2n, WRAPPING, ethers.MaxUint256]) {
        expect(await space.quote(modelId)).to.deep.equal([0n, 0n, 0n, 0n, 0n, 0n]);
      }
    });
  });

  describe("pool", () => {
    it("it should fill the marginal pool in part", async () => {
      const { space } = await loadFixture(booked);
      expect(await space.pool(1, 16)).to.deep.equal([tokens(60), tokens(60) * SHARES, tokens(60)]);
      expect(await space.pool(1, 1)).to.deep.equal([tokens(60), tokens(60) * SHARES, tokens(40)]);
    });

    it("it should fill nothing of an idle pool", async () => {
      const world = await loadFixture(booked);
      await bidFor(world, world.carol, 1, 0, tokens(5));
      expect(await world.space.pool(1, 0)).to.deep.equal([tokens(5), tokens(5) * SHARES, 0n]);
    });

    it("it should answer as if the model were settled", async () => {
      const { space } = await loadFixture(unsettled);
      // 61.1898 less 3 %.
      expect((await space.pool(1, 16)).assets).to.equal(tokens("59.354106"));
    });

    it("it should be empty where nobody bid", async () => {
      const { space } = await loadFixture(booked);
      expect(await space.pool(1, 17)).to.deep.equal([0n, 0n, 0n]);
      expect(await space.pool(1, 255)).to.deep.equal([0n, 0n, 0n]);
      expect(await space.pool(ethers.MaxUint256, 16)).to.deep.equal([0n, 0n, 0n]);
    });
  });

  describe("positionAssets", () => {
    it("it should be the holder's part of the pool, as if the model were settled", async () => {
      const { space, alice, carol } = await loadFixture(unsettled);
      await space.connect(alice).transfer(carol, positionId(1, 16), tokens(20) * SHARES);
      expect(await space.positionAssets(carol, 1, 16)).to.equal(tokens("19.784702"));
    });

    it("it should be 0 for somebody without a position", async () => {
      const { space, alice, stranger } = await loadFixture(booked);
      expect(await space.positionAssets(stranger, 1, 16)).to.equal(0);
      expect(await space.positionAssets(alice, 1, 200)).to.equal(0);
      expect(await space.positionAssets(alice, 2, 16)).to.equal(0);
    });

    it("it should be 0 for a model id that fits in no position", async () => {
      const { space, alice } = await loadFixture(booked);
      expect(await space.positionAssets(alice, WRAPPING, 16)).to.equal(0);
    });
  });

  describe("balanceOf", () => {
    it("it should be the holder's shares", async () => {
      const { space, alice, bob } = await loadFixture(booked);
      expect(await space.balanceOf(alice, positionId(1, 16))).to.equal(tokens(60) * SHARES);
      expect(await space.balanceOf(bob, positionId(1, 16))).to.equal(0);
    });
  });

  describe("allowance", () => {
    it("it should be what the holder approved", async () => {
      const { space, alice, bob } = await loadFixture(booked);
      await space.connect(alice).approve(bob, positionId(1, 16), 8);
      expect(await space.allowance(alice, bob, positionId(1, 16))).to.equal(8);
      expect(await space.allowance(bob, alice, positionId(1, 16))).to.equal(0);
    });
  });

  describe("isOperator", () => {
    it("it should say whether the holder approved the operator", async () => {
      const { space, alice, bob } = await loadFixture(booked);
      await space.connect(alice).setOperator(bob, true);
      expect(await space.isOperator(alice, bob)).to.equal(true);
      expect(await space.isOperator(bob, alice)).to.equal(false);
    });
  });
});
