import { meanOf } from "../statistics.js";
import type { RoundOutcome } from "../season/outcome.js";
import type { World } from "../worlds/types.js";
import { playSpace, worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

/** Accounts that count as whales. */
const WHALES = 10;

export const whalesBetter: Claim = {
  id: "whales_better",
  claim: "Under Stakespace whales end up on better models.",
  measures:
    "true expected CORR (hundredths) of what the ten largest have at risk in the last quarter, less that of their own models",
  holdsWhen: "above",
  threshold: 0,
  axes: { x: "round", y: "true expected CORR of whales' stake, hundredths" },
  observe(run) {
    const world = worldOf(run);
    const order = Array.from(world.accounts.keys()).sort(
      (a, b) => world.accounts[b]!.wealth - world.accounts[a]!.wealth,
    );
    const whales = order.slice(0, WHALES);
    const skill = world.rounds[0]!.lasting;
    const own = whales.map((a) => meanOf(world.accounts[a]!.models.map((model) => skill[model]!)));
    const tokens = whales.map((a) => world.accounts[a]!.wealth);
    const before = (100 * own.reduce((sum, x, i) => sum + x * tokens[i]!, 0)) / tokens.reduce((sum, x) => sum + x, 0);
    const { season, outcomes } = playSpace(world, run.seed);
    const now = quality(world, outcomes.at(-1)!, whales, season);
    return { value: now - before, "own models|first": before, "at risk|last": now };
  },
};

/** Token-weighted true skill of what some accounts have at risk as the season ends. */
function quality(
  world: World,
  outcome: RoundOutcome,
  accounts: readonly number[],
  season: ReturnType<typeof playSpace>["season"],
): number {
  const skill = world.rounds[outcome.round]!.lasting;
  let [tokens, total] = [0, 0];
  for (const account of accounts) {
    season.traders[account]!.eachFilled(season.market, (model, filled) => {
      tokens += filled;
      total += filled * skill[model]!;
    });
  }
  return tokens === 0 ? 0 : (100 * total) / tokens;
}
