import { expect } from "chai";

import { booked, ethers, loadFixture, positionId, SHARES, tokens } from "../../helpers/contracts.js";
import { closeRound, GAIN, LOSS } from "../../helpers/contractsReports.js";

const ALICES = positionId(1, 16);
const ALL = tokens(60) * SHARES;

describe("positions as tokens", () => {
  it("carry gains and losses to whoever holds them when they are withdrawn", async () => {
    const world = await loadFixture(booked);
    const { space, token, alice, carol } = world;
    await closeRound(world, [GAIN]);
    await space.connect(alice).transfer(carol, ALICES, ALL / 2n);
    await closeRound(world, [LOSS]);
    // 61.1898 less 3 %, in halves; all of it was filled at tick 0.
    for (const holder of [alice, carol]) {
      await expect(space.connect(holder).withdraw(1, 16, ALL / 2n, holder, holder)).to.changeTokenBalance(
        ethers,
        token,
        holder,
        tokens("29.677053"),
      );
    }
  });

  it("can be withdrawn and transferred by an operator, but moved by the holder only", async () => {
    const { space, token, alice, bob, carol } = await loadFixture(booked);
    await space.connect(alice).setOperator(carol, true);
    await expect(space.connect(carol).move(1, 16, 17, ALL)).to.be.revertedWithCustomError(
      space,
      "ERC6909InsufficientBalance",
    );
    await space.connect(carol).transferFrom(alice, bob, ALICES, ALL / 3n);
    await expect(space.connect(carol).withdraw(1, 16, ALL / 3n, carol, alice)).to.changeTokenBalance(
      ethers,
      token,
      carol,
      tokens(20),
    );
    await space.connect(alice).move(1, 16, 17, ALL / 3n);
    expect(await space.positionAssets(bob, 1, 16)).to.equal(tokens(20));
    expect(await space.positionAssets(alice, 1, 17)).to.equal(tokens(20));
  });

  it("can be withdrawn up to an allowance of shares, whatever these are worth by then", async () => {
    const world = await loadFixture(booked);
    const { space, token, alice, carol } = world;
    await space.connect(alice).approve(carol, ALICES, ALL / 2n);
    await closeRound(world, [GAIN]);
    await expect(space.connect(carol).withdraw(1, 16, ALL / 2n, carol, alice)).to.changeTokenBalance(
      ethers,
      token,
      carol,
      tokens("30.5949") - 1n,
    );
    await expect(space.connect(carol).withdraw(1, 16, 1, carol, alice))
      .to.be.revertedWithCustomError(space, "ERC6909InsufficientAllowance")
      .withArgs(carol.address, 0, 1, ALICES);
  });
});

describe("a model as a token", () => {
  it("takes uncollected rent and the right to set the reserve with it", async () => {
    const world = await loadFixture(booked);
    const { space, registry, token, owner, carol } = world;
    await closeRound(world, [GAIN]);
    await registry.connect(owner).transferFrom(owner, carol, 1);
    // Rent of a round that was settled after the sale, but played before it.
    await expect(space.connect(carol).collectRent(1)).to.changeTokenBalances(
      ethers,
      token,
      [owner, carol],
      [0, tokens("0.0153")],
    );
    await space.connect(carol).setReserve(1, 16);
    await expect(space.connect(owner).collectRent(1)).to.be.revertedWithCustomError(space, "NotModelOwner");
  });

  it("leaves rent that was collected before with who collected it", async () => {
    const world = await loadFixture(booked);
    const { space, registry, token, owner, carol } = world;
    await space.connect(owner).setReserve(1, 16);
    await closeRound(world, [GAIN]);
    await space.connect(owner).collectRent(1);
    await registry.connect(owner).transferFrom(owner, carol, 1);
    await closeRound(world, [GAIN]);
    // Round 2: alice's 61.1898 pay the reserve of 0.032 %, less a tenth.
    await expect(space.connect(carol).collectRent(1)).to.changeTokenBalances(
      ethers,
      token,
      [owner, carol],
      [0, tokens("0.0176226624")],
    );
  });
});
