import { join } from "node:path";

import { expect } from "chai";

import { formatCount } from "../../scripts/lib/format.js";
import { type ScaleWorld, scaleWorld } from "./world.js";

/** DEEP=1 plays a whole tournament behind a node that is 20 ms away. */
const DEEP = process.env["DEEP"] === "1";
const SCALE = DEEP
  ? { models: 5_000, staked: 2_000, stocks: 500, delay: 20 }
  : { models: 300, staked: 120, stocks: 40, delay: 1 };
/** Of the whole round, from the open book to the last settlement. */
const MOST_REQUESTS = DEEP ? 300 : 140;
const MOST_SECONDS = 60;

interface Ran {
  readonly finished: boolean;
  readonly effort: { readonly seconds: Record<string, number>; readonly gas: string; readonly peakMemory: number };
}

describe(`a round of ${formatCount(SCALE.models)} models, ${formatCount(SCALE.staked)} of them staked`, function () {
  this.timeout(1_800_000);
  let world: ScaleWorld;

  before(async () => {
    world = await scaleWorld(SCALE);
  });
  after(() => world.close());

  it("is one command, with few requests, whatever came before it", async () => {
    const logs: number[] = [];
    const count = DEEP ? 3 : 2;
    for (let round = 1; round <= count; round++) {
      const folder = await world.writeRound(`round-${round}`);
      world.node.reset();
      const began = performance.now();
      const ran = (await world.command("oracle run", {
        round: folder,
        bundles: join(world.folder, "bundles"),
        history: join(world.folder, "history"),
        travel: true,
      })) as unknown as Ran;
      const seconds = (performance.now() - began) / 1_000;
      const { requests, calls } = world.node;
      process.stdout.write(`      round ${round}: ${lineOf(ran, seconds, requests, calls)}\n`);
      expect(ran.finished).to.equal(true);
      expect(requests).to.be.at.most(MOST_REQUESTS);
      if (DEEP) expect(seconds).to.be.below(MOST_SECONDS);
      logs.push(world.node.logs);
    }
    const { rounds } = await world.command("history show", { history: join(world.folder, "history") });
    expect(rounds)
      .to.have.length(count)
      .and.to.satisfy((all: { staked: number }[]) => all.every(({ staked }) => staked === SCALE.staked));
    // The first two read the registrations of all models, the second to file the first; then only what a round left is read.
    if (DEEP) expect(logs[2]).to.be.below(logs[1]! / 2);
  });
});

function lineOf({ effort }: Ran, seconds: number, requests: number, calls: Record<string, number>): string {
  const stages = Object.entries(effort.seconds).map(([stage, took]) => `${stage} ${took.toFixed(1)} s`);
  const made = Object.values(calls).reduce((sum, count) => sum + count);
  return (
    `${seconds.toFixed(1)} s (${stages.join(", ")}), ${requests} requests with ${made} calls, ` +
    `gas ${formatCount(BigInt(effort.gas))}, ${formatCount(Math.round(effort.peakMemory / 2 ** 20))} MiB`
  );
}
