import { expect } from "chai";

import type { ScoreRecord } from "../../../scripts/twin/scoreSheet.js";
import {
  bidFor,
  ethers,
  fieldsOf,
  loadFixture,
  newName,
  opened,
  SHARES,
  SINK,
  tokens,
  type World,
} from "../../helpers/contracts.js";
import { closeRound } from "../../helpers/contractsReports.js";

// At payout factor 0.5 the first model's stake gains 0.5 * 0.75 * 6 % = 2.25 %, the second's burns 0.5 * 0.5 * 8 % = 2 %.
const WINNER: ScoreRecord = { score: 6_000, growth: 2_000, weight: 5_000, baseShare: 8_000 };
const LOSER: ScoreRecord = { score: -8_000, growth: -6_000, weight: 0, baseShare: 1_000 };

/** {@link opened}, with a second model of carol's, and bids that leave the first sold out and the second half empty. */
async function twoBooks(): Promise<World> {
  const world = await opened();
  await world.registry.connect(world.carol).register(newName(), "ipfs://model-2", ethers.MaxUint256);
  await bidFor(world, world.alice, 1, 32, tokens(80));
  await bidFor(world, world.bob, 1, 17, tokens(50));
  await bidFor(world, world.carol, 1, 1, tokens(30));
  await bidFor(world, world.alice, 2, 0, tokens(40));
  return world;
}

async function closed(): Promise<World> {
  const world = await twoBooks();
  await closeRound(world, [WINNER, LOSER], { payoutFactor: tokens("0.5") });
  return world;
}

describe("a whole round", () => {
  it("sells each model's space at one price", async () => {
    const { space } = await loadFixture(twoBooks);
    // 80 of alice's and 20 of bob's 50 fill the newcomer's 100; bob's tick 17 is the price: 34 * 1e-5.
    expect(await space.quote(1)).to.deep.equal([tokens(100), tokens(160), tokens(100), 17n, 34n, 0n]);
    expect((await space.pool(1, 17)).filled).to.equal(tokens(20));
    expect((await space.pool(1, 1)).filled).to.equal(0);
    expect(await space.quote(2)).to.deep.equal([tokens(100), tokens(40), tokens(40), 0n, 0n, 0n]);
  });

  it("sets aside what the stake could gain at most", async () => {
    const { space } = await loadFixture(closed);
    // 200 tokens * 0.5 * 6 %.
    expect((await space.roundRecord(1)).reserve).to.equal(tokens(6));
    expect((await space.accounts()).treasury).to.equal(tokens(994));
  });

  it("pays gains, burns losses and charges rent, to the wei", async () => {
    const { space } = await loadFixture(closed);
    const settlement = space["settle(uint256[])"]([1, 2]);
    // Gains 1.8 + 0.45; rent 0.0272 + 0.0068; base 1000 * 0.8; earned 8 * 0.02 * 100.
    await expect(settlement)
      .to.emit(space, "ModelSettled")
      .withArgs(1, 1, tokens(100), 34, tokens("2.25"), tokens("0.034"), tokens(800), tokens(16));
    // Burns 0.8; no rent at tick 0; base 1000 * 0.1; 8 * 0.03 * 40 less than nothing is nothing.
    await expect(settlement)
      .to.emit(space, "ModelSettled")
      .withArgs(2, 1, tokens(40), 0, -tokens("0.8"), 0, tokens(100), 0);
    expect((await space.pool(1, 32)).assets).to.equal(tokens("81.7728"));
    expect((await space.pool(1, 17)).assets).to.equal(tokens("50.4432"));
    expect((await space.pool(1, 1)).assets).to.equal(tokens(30));
    expect((await space.pool(2, 0)).assets).to.equal(tokens("39.2"));
    expect([await space.limit(1), await space.limit(2)]).to.deep.equal([tokens(816), tokens(100)]);
    // The reserve less gains comes back, with a tenth of the rent.
    expect(fieldsOf(await space.accounts())).to.deep.equal({
      held: tokens(1_200),
      treasury: tokens("997.7534"),
      burned: tokens("0.8"),
      rentOwed: tokens("0.0306"),
      stakedModels: 2n,
    });
  });

  it("lets everybody leave with what they have, and keeps only the treasury", async () => {
    const { space, token, owner, alice, bob, carol } = await loadFixture(closed);
    const balances = async () => Promise.all([owner, alice, bob, carol, SINK].map((who) => token.balanceOf(who)));
    const before = await balances();
    await space.connect(alice).withdraw(1, 32, tokens(80) * SHARES, alice, alice);
    await space.connect(alice).withdraw(2, 0, tokens(40) * SHARES, alice, alice);
    await space.connect(bob).withdraw(1, 17, tokens(50) * SHARES, bob, bob);
    await space.connect(carol).withdraw(1, 1, tokens(30) * SHARES, carol, carol);
    await space.connect(owner).collectRent(1);
    await space.flushBurned();
    const changes = (await balances()).map((balance, index) => balance - before[index]!);
    // The virtual share keeps a wei of each pool that gained, which is burned.
    expect(changes).to.deep.equal([
      tokens("0.0306"),
      tokens("81.7728") - 1n + tokens("39.2"),
      tokens("50.4432") - 1n,
      tokens(30),
      tokens("0.8") + 2n,
    ]);
    expect(fieldsOf(await space.accounts())).to.deep.equal({
      held: tokens("997.7534"),
      treasury: tokens("997.7534"),
      burned: 0n,
      rentOwed: 0n,
      stakedModels: 0n,
    });
    expect(await token.balanceOf(space)).to.equal(tokens("997.7534"));
  });

  it("lets bids stand for the next round under the new limits", async () => {
    const { space } = await loadFixture(closed);
    // All 162.216 find space under 816, so that nobody pays rent.
    expect(await space.quote(1)).to.deep.equal([tokens(816), tokens("162.216"), tokens("162.216"), 0n, 0n, 0n]);
  });
});
