import { expect } from "chai";
import { network } from "hardhat";

import { World } from "../../../bench/gas/world.js";

/** A model that did well, of an account with full weight. */
const GOOD = { score: 2_000, growth: 1_000, weight: 10_000, baseShare: 10_000 };
const ALL = 2n ** 256n - 1n;
const TOKENS = 10n ** 18n;
const CONTRACTS = ["ModelRegistry", "ScoreOracle", "StakeSpace", "StakeSpaceLens"] as const;

/** A chain with the rules of a fork. */
async function chainOf(hardfork: string) {
  return (await network.create({ override: { hardfork } })).ethers;
}

describe("flow: a deployment is left on the chain it was made on (D1)", () => {
  for (const hardfork of ["cancun", "prague", "osaka"]) {
    describe(`on ${hardfork} rules`, () => {
      it("it should play a round and let everybody leave with what is theirs", async () => {
        const world = await World.create(await chainOf(hardfork), 2);
        const { space, registry, token } = world;
        const [owner, alice, bob] = [0, 3, 4].map((i) => world.signer(i));
        await world.bid(3, 1, 40, 60n);
        await world.bid(4, 1, 60, 70n);
        await world.bid(4, 2, 0, 5n);
        await world.report(2, GOOD);
        await space["settle(uint256[])"]([1, 2]);
        expect(await space.limit(1)).to.be.greaterThan(0n);
        expect(await registry.modelIdOf(await registry.nameOf(1))).to.equal(1n);
        await space.connect(owner).collectRent(1);
        for (const [who, modelId, tick] of [
          [alice!, 1, 40],
          [bob!, 1, 60],
          [bob!, 2, 0],
        ] as const) {
          const to = await who.getAddress();
          const worth = await space.positionAssets(to, modelId, tick);
          const before = await token.balanceOf(to);
          await space.connect(who).withdraw(modelId, tick, ALL, to, to);
          expect((await token.balanceOf(to)) - before).to.equal(worth);
        }
        const { held, treasury, burned, rentOwed, stakedModels } = await space.accounts();
        expect(held).to.equal(treasury + burned + rentOwed);
        expect(stakedModels).to.equal(0n);
      });

      it("it should let everybody leave when nobody reports, in the next bidding and in recess", async () => {
        const world = await World.create(await chainOf(hardfork), 1);
        const { space, token } = world;
        const alice = world.signer(3);
        const to = await alice.getAddress();
        for (const rounds of [1, 2]) {
          await world.bid(3, 1, 127, 50n);
          for (let i = 0; i < rounds; i++) {
            await world.skip(31 * 86_400);
            await space.expireRound();
          }
          const before = await token.balanceOf(to);
          await space.connect(alice).withdraw(1, 127, ALL, to, to);
          expect((await token.balanceOf(to)) - before).to.equal(50n * TOKENS);
        }
      });
    });
  }

  describe("on shanghai rules, which lack transient storage and MCOPY", () => {
    it("it should refuse to be deployed, each contract by itself", async () => {
      const [there, here] = [await chainOf("shanghai"), await chainOf("cancun")];
      for (const name of CONTRACTS) {
        const args = await argumentsOf(there, name);
        const { data } = await (await there.getContractFactory(name)).getDeployTransaction(...args);
        // The same bytes are a contract where the opcodes are, for this much gas.
        const [other] = await here.getSigners();
        const made = await (await other!.sendTransaction({ data })).wait();
        expect((await here.provider.getCode(made!.contractAddress!)).length, name).to.be.greaterThan(2);
        const [sender] = await there.getSigners();
        const deployment = sender!.sendTransaction({ data, gasLimit: (made!.gasUsed * 11n) / 10n });
        const refusal: unknown = await deployment.then(
          () => undefined,
          (error: unknown) => error,
        );
        expect(String(refusal), name).to.match(/Transaction reverted|opcode/);
      }
    });
  });
});

async function argumentsOf(
  ethers: Awaited<ReturnType<typeof chainOf>>,
  name: (typeof CONTRACTS)[number],
): Promise<unknown[]> {
  const somebody = ethers.getAddress("0x0000000000000000000000000000000000000a11");
  if (name === "StakeSpaceLens") return [];
  if (name !== "StakeSpace") return [somebody];
  const { DEFAULT_PARAMETERS } = await import("#twin");
  return [somebody, somebody, somebody, somebody, somebody, { ...DEFAULT_PARAMETERS }];
}
