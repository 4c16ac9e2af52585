import { expect } from "chai";

import { DEFAULT_PARAMETERS } from "../../../scripts/twin/parameters.js";
import {
  bidFor,
  booked,
  ethers,
  expire,
  fieldsOf,
  loadFixture,
  networkHelpers,
  newName,
  tokens,
  type World,
} from "../../helpers/contracts.js";
import { closeRound, GAIN, LOSS } from "../../helpers/contractsReports.js";

/** {@link booked}, with three more pools at model 1 and a model 2 on which carol has 333 tokens at two ticks. */
async function manyPools(): Promise<World> {
  const world = await booked();
  await world.registry.connect(world.carol).register(newName(), "", ethers.MaxUint256);
  await bidFor(world, world.carol, 1, 64, tokens("17.000000000000000001"));
  await bidFor(world, world.carol, 1, 40, tokens("3.141592653589793238"));
  await bidFor(world, world.bob, 1, 0, tokens(700));
  await bidFor(world, world.carol, 2, 127, tokens(33));
  await bidFor(world, world.carol, 2, 3, tokens(300));
  return world;
}

/** Whom to settle after each round that closes. */
type Settle = (round: number) => readonly number[];

/** Five rounds with a change of parameters and of reserve, an expiry, gains and losses, settled as told. */
async function play(world: World, settle: Settle): Promise<void> {
  const { space, governor } = world;
  const after = async (round: number) => space["settle(uint256[])"]([...settle(round)]);
  await closeRound(world, [GAIN, { ...LOSS, weight: 3_333 }], { payoutFactor: tokens("0.777777777777777777") });
  await after(1);
  await space
    .connect(governor)
    .queueParameters({ ...DEFAULT_PARAMETERS, returnClip: tokens("0.013"), rentFee: tokens("0.2"), limitDecay: 0n });
  await closeRound(world, [{ ...LOSS, baseShare: 777 }, GAIN]);
  await after(2);
  await expire(world);
  await after(3);
  await closeRound(world, [{ ...GAIN, weight: 1 }, LOSS], { payoutFactor: 1n });
  await after(4);
  await closeRound(world, [GAIN, { ...GAIN, growth: -700 }]);
  await after(5);
}

/** Everything the rounds can have changed but the rounds each model was settled through. */
async function outcome({ space }: World): Promise<unknown> {
  const models = [];
  for (const modelId of [1, 2]) {
    const { settledThrough: _, ...status } = fieldsOf(await space.modelStatus(modelId));
    const pools = await Promise.all([0, 1, 3, 16, 40, 64, 127].map((tick) => space.pool(modelId, tick)));
    models.push({ status, pools: pools.map(fieldsOf), quote: fieldsOf(await space.quote(modelId)) });
  }
  return models;
}

describe("settlement at any time (T2)", () => {
  it("gives the same to the wei at once, late, one round at a time, or in any order", async () => {
    const world = await loadFixture(manyPools);
    const { space } = world;
    const start = await networkHelpers.takeSnapshot();

    await play(world, () => [1, 2]);
    const eager = await outcome(world);
    const accounts = fieldsOf(await space.accounts());
    expect(accounts["burned"]).to.be.greaterThan(0);

    const others: { settle: Settle; finish: () => Promise<unknown> }[] = [
      { settle: () => [], finish: () => space["settle(uint256[])"]([1, 2]) },
      { settle: () => [], finish: () => space["settle(uint256[])"]([2, 1]) },
      { settle: (round) => (round % 2 === 0 ? [2] : []), finish: () => space["settle(uint256[])"]([1, 2]) },
      {
        settle: () => [],
        finish: async () => {
          for (let i = 0; i < 5; ++i) for (const modelId of [2, 1]) await space["settle(uint256,uint256)"](modelId, 1);
        },
      },
    ];
    for (const { settle, finish } of others) {
      await start.restore();
      await play(world, settle);
      expect(await outcome(world), "before settlement").to.deep.equal(eager);
      await finish();
      expect(await outcome(world), "after settlement").to.deep.equal(eager);
      expect(fieldsOf(await space.accounts())).to.deep.equal(accounts);
      for (const round of [1, 2, 4, 5]) expect((await space.roundRecord(round)).reserve).to.equal(0);
    }
  });
});
