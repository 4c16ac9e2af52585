import { OWN_STAKE_RULES } from "../rules/index.js";
import type { RoundOutcome } from "../season/outcome.js";
import { sumOf } from "../statistics.js";
import type { World } from "../worlds/types.js";
import { playSpace, richAccount, worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

/** How long a whale on models that predict nothing keeps half of its share of the meta model. Rounds are about a month. */
export const burning: Claim = {
  id: "burning",
  claim: "Burning alone corrects whales.",
  measures:
    "rounds until a whale on random models has lost half of its share of the weight, burning five times as hard (M10)",
  holdsWhen: "below",
  threshold: 24,
  axes: { x: "round", y: "weight of the whale's models, linear stake's first = 1" },
  asides: {
    "half-life M0": "rounds to half under linear stake (M0), 2 seasons for never",
    "half-life M10": "with burns five times as hard (M10)",
    "half-life M7": "under Stakespace (M7), where it begins with little",
  },
  observe(run) {
    const world = whaleOnNoise(worldOf(run, { lateShare: 0 }));
    const whale = richAccount(world, 0);
    const found: Record<string, number> = {};
    // What linear stake gives it at first.
    const first = world.accounts[whale]!.wealth / sumOf(world.accounts.map(({ wealth }) => wealth));
    const follow = (id: string, outcomes: Iterable<RoundOutcome>): number => {
      let half = 2 * run.rounds;
      for (const { round, weights } of outcomes) {
        const share = sumOf(world.accounts[whale]!.models.map((model) => weights[model]!)) / sumOf(weights);
        if (share < first / 2) half = Math.min(half, round);
        if (round % 10 === 9 || round === 0) found[`${id}|${round + 1}`] = share / first;
      }
      return half;
    };
    const play = (id: string): Iterable<RoundOutcome> =>
      OWN_STAKE_RULES.find((rule) => rule.id === id)!.play({ world, seed: run.seed, metric: "corr" });
    const linear = follow("M0", play("M0"));
    const value = follow("M10", play("M10"));
    const space = follow("M7", playSpace(world, run.seed).outcomes);
    return { value, "half-life M0|1": linear, "half-life M10|1": value, "half-life M7|1": space, ...found };
  },
};

/** The richest account's models predict nothing. */
function whaleOnNoise(world: World): World {
  const whale = richAccount(world, 0);
  const { factors } = world.space;
  const [isNoise, loading, rootOwn] = [world.isNoise.slice(), world.space.loading.slice(), world.space.rootOwn.slice()];
  for (const model of world.accounts[whale]!.models) {
    isNoise[model] = 1;
    loading.fill(0, model * factors, (model + 1) * factors);
    rootOwn[model] = 1;
  }
  const rounds = world.rounds.map((round) => {
    const [own, expected, lasting] = [round.own.slice(), round.expected.slice(), round.lasting.slice()];
    for (const model of world.accounts[whale]!.models) {
      own[model] = round.self[model]!;
      expected[model] = 0;
      lasting[model] = 0;
    }
    return { ...round, own, expected, lasting };
  });
  return { ...world, isNoise, rounds, space: { ...world.space, loading, rootOwn } };
}
