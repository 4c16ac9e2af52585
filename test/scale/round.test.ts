import { join } from "node:path";

import { expect } from "chai";

import { formatCount } from "../../scripts/lib/format.js";
import { succeed } from "../cli/tasks/runner.js";
import { type ScaleWorld, scaleWorld } from "./world.js";

const DEEP = process.env["DEEP"] === "1";
const SCALE = DEEP
  ? { models: 5_000, staked: 2_000, stocks: 500, delay: 20 }
  : { models: 300, staked: 120, stocks: 60, delay: 1 };
const MOST_REQUESTS = 300;

describe(`a round of ${formatCount(SCALE.models)} models`, function () {
  this.timeout(1_800_000);
  let world: ScaleWorld;

  before(async () => {
    const began = performance.now();
    world = await scaleWorld(SCALE);
    console.log(`set-up ${((performance.now() - began) / 1000).toFixed(1)} s`);
  });
  after(() => world.close());

  it("is one command", async () => {
    for (const round of [1, 2]) {
      const folder = await world.writeRound(`round-${round}`);
      world.node.reset();
      const began = performance.now();
      const ran = await succeed(world.hre, "oracle run", {
        round: folder,
        bundles: join(world.folder, "bundles"),
        history: join(world.folder, "history"),
        travel: true,
        json: true,
      });
      console.log(
        `round ${round}: ${((performance.now() - began) / 1000).toFixed(1)} s, ${world.node.requests} requests`,
        world.node.calls,
      );
      console.log(ran.stderr.slice(-1500));
      expect(world.node.requests).to.be.at.most(MOST_REQUESTS);
    }
  });
});
