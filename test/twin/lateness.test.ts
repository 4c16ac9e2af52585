import { expect } from "chai";
import fc from "fast-check";

import { Random } from "#lib";
import { DEFAULT_PARAMETERS, WAD } from "#twin";
import type { Action } from "../differential/actions.js";
import type { Game } from "../differential/player/game.js";
import { firstParameters } from "../differential/player/parameters.js";
import { Player } from "../differential/player/player.js";
import { TwinSide } from "../differential/twin/twinSide.js";

const START = 1_000_000;
const ROUNDS = 25;

/** Two tournaments with the same actions: in one every model is settled as soon as a round closes. */
class LateAndEager implements Game {
  readonly accounts = ["ann", "bob", "cid", "dot", "eve"];
  readonly late = new TwinSide(START, firstParameters(DEFAULT_PARAMETERS));
  readonly eager = new TwinSide(START, firstParameters(DEFAULT_PARAMETERS));
  readonly space = this.late.space;

  perform(action: Action, now: number): Promise<void> {
    const answer = this.late.perform(action, now);
    // Only a model that is left behind can be too far behind.
    if (answer?.name === "NotSettled") return Promise.resolve();
    const { round } = this.eager.space.globals;
    // The arguments tell what is held or left to burn at the moment, which does depend on who has settled.
    expect(this.eager.perform(action, now)?.name, `T2: ${action.kind} at ${now}`).to.equal(answer?.name);
    expect(this.late.space.surplus(), `S1: ${action.kind} at ${now}`).to.equal(0n);
    if (this.eager.space.globals.round > round) this.settleEagerly();
    return Promise.resolve();
  }

  settleEagerly(): void {
    const { modelCount, round } = this.eager.space.globals;
    for (let modelId = 1; modelId <= modelCount; ++modelId) {
      expect(this.eager.space.settle(modelId, 1), `T1: model ${modelId}`).to.equal(round - 1);
    }
  }

  /** What a player or an owner can see of every model, however late it is settled. */
  compareModels(): void {
    for (let modelId = 1; modelId <= this.space.globals.modelCount; ++modelId) {
      const [late, eager] = [this.late.space, this.eager.space].map((space) => {
        const { settledThrough: _, ...status } = space.modelStatus(modelId);
        return { status, quote: space.quote(modelId), book: new Map([...space.book(modelId)].sort(byTick)) };
      });
      expect(late, `T2: model ${modelId} in round ${this.space.globals.round}`).to.deep.equal(eager);
    }
  }
}

function byTick([a]: readonly [number, unknown], [b]: readonly [number, unknown]): number {
  return a - b;
}

describe("twin: lateness", () => {
  it("T1, T2, S1, S3, C1: random tournaments settled late and at once agree to the wei, and everybody can leave", async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
        const game = new LateAndEager();
        const options = { actionsPerRound: 12, maxModels: 9, scarceTreasury: false };
        const player = new Player(new Random(seed), game, START, options);
        await game.perform({ kind: "fundTreasury", caller: "ann", assets: 10n ** 8n * WAD }, START);
        await player.begin(4);
        for (let round = 0; round < ROUNDS; ++round) {
          await player.playRound();
          game.compareModels();
        }
        await player.leaveAll();
        expect(game.late.space.accounts).to.deep.equal(game.eager.space.accounts);
        expect(game.late.wallets).to.deep.equal(game.eager.wallets);
        const { held, treasury, stakedModels, rentOwed } = game.late.space.accounts;
        expect({ stakedModels, rentOwed, held }).to.deep.equal({ stakedModels: 0, rentOwed: 0n, held: treasury });
        expect(game.late.paidIn(), "C1").to.equal(held);
      }),
      { numRuns: 20 },
    );
  });
});
