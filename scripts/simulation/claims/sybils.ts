import { OWN_STAKE_RULES, STAKESPACE } from "../rules/index.js";
import { withCopies } from "../worlds/copies.js";
import { keeper } from "../agents/kinds.js";
import { playSpace, lateMean, skilledModel, worldOf } from "./support/seasons.js";
import { weightOn } from "./support/stakeAttack.js";
import { sumOf } from "../statistics.js";
import type { Claim } from "./types.js";

/** Tokens of the owner that splits, and into how many copies at as many accounts. */
const TOKENS = 5_000;
const SPLITS = [1, 5, 10, 20];
/** Weight is looked at after as many rounds as records need to mature. */
const ROUNDS = 40;
/** The rules whose weight bends with stake per model or account. */
const NON_LINEAR = ["M1", "M1-log", "M1-rank"];

/** How often the weight of one model a splitter gets, rule by rule, with exact copies of an ordinary model at new accounts. */
export const sybils: Claim = {
  id: "sybils",
  claim: "Every rule that is not linear in stake invites sybils.",
  measures:
    "weight of a stake split over ten copies at ten accounts, over its weight on one: mean of cap, log and rank",
  holdsWhen: "above",
  threshold: 1.5,
  axes: { x: "copies", y: "weight, one model = 1" },
  observe(run) {
    const world = worldOf({ ...run, rounds: Math.min(run.rounds, ROUNDS) }, { lateShare: 0 });
    const original = skilledModel(world, 60);
    const found: Record<string, number> = {};
    const split = (count: number): [typeof world, Set<number>] => {
      const copies = { original, count, fidelity: 1, enters: 1, wealth: TOKENS, accounts: "each" } as const;
      const attacked = withCopies(world, copies, run.seed);
      return [attacked, new Set(Array.from({ length: count }, (_, index) => world.space.count + index))];
    };
    for (const rule of OWN_STAKE_RULES) {
      let one = 0;
      for (const count of SPLITS) {
        const [attacked, models] = split(count);
        const weight = weightOn(attacked, rule, run.seed, models);
        if (count === 1) one = weight;
        found[`${rule.id}|${count}`] = one > 0 ? weight / one : 0;
      }
    }
    let one = 0;
    for (const count of SPLITS) {
      const [attacked, models] = split(count);
      const accounts = attacked.accounts.slice(world.accounts.length).map((_, index) => world.accounts.length + index);
      const behaviours = new Map(accounts.map((account) => [account, keeper]));
      const { outcomes } = playSpace(attacked, run.seed, { behaviours });
      const weight = lateMean(
        outcomes,
        ({ weights }) => sumOf(weights.filter((_, j) => models.has(j))) / sumOf(weights),
      );
      // A single exact copy has no space at all once it is seen, so the measure is what an own model of its kind gets.
      if (count === 1) one = ownWeight(outcomes, original);
      found[`${STAKESPACE.id}|${count}`] = one > 0 ? weight / one : 0;
    }
    const value = NON_LINEAR.reduce((total, id) => total + found[`${id}|10`]!, 0) / NON_LINEAR.length;
    return { value, ...found };
  },
};

function ownWeight(outcomes: ReturnType<typeof playSpace>["outcomes"], model: number): number {
  return lateMean(outcomes, ({ weights }) => weights[model]! / sumOf(weights));
}
