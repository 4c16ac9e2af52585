import { expect } from "chai";

import {
  at,
  booked,
  deployedOnUnrulyToken,
  ethers,
  expire,
  loadFixture,
  opened,
  scheduleOf,
  tokens,
} from "../../helpers/contracts.js";
import { finalize, GAIN, propose } from "../../helpers/contractsReports.js";

describe("StakeSpace.queueTreasuryWithdrawal", () => {
  describe("when the caller is not the governor", () => {
    it("it should revert with AccessManagedUnauthorized", async () => {
      const { space, guardian } = await loadFixture(opened);
      await expect(space.connect(guardian).queueTreasuryWithdrawal(1, guardian))
        .to.be.revertedWithCustomError(space, "AccessManagedUnauthorized")
        .withArgs(guardian.address);
    });
  });

  describe("when the assets do not fit in 120 bits", () => {
    it("it should revert with DepositCapExceeded", async () => {
      const { space, governor } = await loadFixture(opened);
      await expect(space.connect(governor).queueTreasuryWithdrawal(2n ** 120n, governor))
        .to.be.revertedWithCustomError(space, "DepositCapExceeded")
        .withArgs(2n ** 120n, 2n ** 120n - 1n);
    });
  });

  describe("when the assets fit", () => {
    it("it should emit TreasuryWithdrawalQueued and pay nothing yet", async () => {
      const { space, token, governor, carol } = await loadFixture(opened);
      const queueing = space.connect(governor).queueTreasuryWithdrawal(tokens(7), carol);
      await expect(queueing).to.emit(space, "TreasuryWithdrawalQueued").withArgs(carol.address, tokens(7));
      await expect(queueing).to.changeTokenBalance(ethers, token, carol, 0);
      expect(await space.queuedTreasuryWithdrawal()).to.deep.equal([tokens(7), carol.address]);
      expect((await space.accounts()).treasury).to.equal(tokens(1_000));
    });

    it("it should replace what was queued before", async () => {
      const world = await loadFixture(opened);
      const { space, token, governor, alice, carol } = world;
      await space.connect(governor).queueTreasuryWithdrawal(tokens(7), carol);
      await space.connect(governor).queueTreasuryWithdrawal(tokens(8), alice);
      await at((await scheduleOf(world)).reportBy);
      await expect(space.expireRound()).to.changeTokenBalances(ethers, token, [alice, carol], [tokens(8), 0]);
    });
  });

  describe("when the assets are zero", () => {
    it("it should cancel what was queued before", async () => {
      const world = await loadFixture(opened);
      const { space, governor, carol } = world;
      await space.connect(governor).queueTreasuryWithdrawal(tokens(7), carol);
      await space.connect(governor).queueTreasuryWithdrawal(0, carol);
      await at((await scheduleOf(world)).reportBy);
      await expect(space.expireRound()).not.to.emit(space, "TreasuryWithdrawn");
    });
  });

  describe("when the next round opens", () => {
    describe("given the free treasury covers it", () => {
      it("it should pay it, once", async () => {
        const world = await loadFixture(opened);
        const { space, token, governor, carol } = world;
        await space.connect(governor).queueTreasuryWithdrawal(tokens(7), carol);
        await at((await scheduleOf(world)).reportBy);
        const expiry = space.expireRound();
        await expect(expiry).to.emit(space, "TreasuryWithdrawn").withArgs(carol.address, tokens(7));
        await expect(expiry).to.changeTokenBalances(ethers, token, [space, carol], [-tokens(7), tokens(7)]);
        const { treasury, held } = await space.accounts();
        expect([treasury, held]).to.deep.equal([tokens(993), tokens(993)]);
        expect(await space.queuedTreasuryWithdrawal()).to.deep.equal([0n, ethers.ZeroAddress]);
        await at((await scheduleOf(world)).reportBy);
        await expect(space.expireRound()).not.to.emit(space, "TreasuryWithdrawn");
      });
    });

    describe("given less is free", () => {
      it("it should pay what is free and touch no reserve", async () => {
        const world = await loadFixture(booked);
        const { space, token, governor, carol } = world;
        await space.connect(governor).queueTreasuryWithdrawal(tokens(5_000), carol);
        await propose(world, [GAIN]);
        await finalize(world);
        expect(await token.balanceOf(carol)).to.equal(tokens("10997.6"));
        expect((await space.accounts()).treasury).to.equal(0);
        expect((await space.roundRecord(1)).reserve).to.equal(tokens("2.4"));
        await space["settle(uint256[])"]([1]);
        expect((await space.pool(1, 16)).assets).to.equal(tokens("61.1898"));
      });
    });

    describe("when the call has too little gas for the token", () => {
      it("it should revert with GasTooLow instead of opening the round without paying", async () => {
        const world = await loadFixture(opened);
        const { space, token, governor, carol } = world;
        await space.connect(governor).queueTreasuryWithdrawal(tokens(7), carol);
        await at((await scheduleOf(world)).reportBy);
        await expect(space.expireRound({ gasLimit: 500_000 })).to.be.revertedWithCustomError(space, "GasTooLow");
        await space.expireRound();
        expect(await token.balanceOf(carol)).to.equal(tokens(10_007));
      });
    });

    describe("given the token refuses the receiver", () => {
      it("it should open the round, keep the assets and pay at the next opening that it can", async () => {
        const world = await loadFixture(deployedOnUnrulyToken);
        const { space, token, governor, carol } = world;
        await space.connect(governor).queueTreasuryWithdrawal(tokens(7), carol);
        await token.setRefused(carol, true);
        await at((await scheduleOf(world)).reportBy);
        await expect(space.expireRound()).to.emit(space, "TreasuryWithdrawalFailed").withArgs(carol.address, tokens(7));
        const { treasury, held } = await space.accounts();
        expect([treasury, held]).to.deep.equal([tokens(1_000), tokens(1_000)]);
        expect(await space.queuedTreasuryWithdrawal()).to.deep.equal([tokens(7), carol.address]);
        await token.setRefused(carol, false);
        await expire(world);
        expect(await token.balanceOf(carol)).to.equal(tokens(10_007));
        expect((await space.queuedTreasuryWithdrawal()).assets).to.equal(0);
      });
    });
  });
});
