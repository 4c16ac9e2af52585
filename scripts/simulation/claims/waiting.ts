import { OWN_STAKE_RULES } from "../rules/index.js";
import { PROBATION_ROUNDS } from "../rules/thread/probation.js";
import { worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

/** What newcomers earn over the rest of the season, of what they brought. */
export const waiting: Claim = {
  id: "waiting",
  claim: "Waiting six months costs newcomers profit.",
  measures: "part of the season's profit that owners of late models lose by six months of probation (M8 against M0)",
  holdsWhen: "above",
  threshold: 0,
  axes: { x: "round of entry, of the season", y: "profit lost, part of it" },
  asides: {
    "rounds of probation": "part of the season that probation takes",
  },
  observe(run) {
    const world = worldOf(run);
    const profit = (id: string): Float64Array => {
      const rule = OWN_STAKE_RULES.find((candidate) => candidate.id === id)!;
      const last = [...rule.play({ world, seed: run.seed, metric: "corr" })].at(-1)!;
      return last.wealth.map((wealth, a) => wealth / world.accounts[a]!.wealth - 1);
    };
    const [free, waited] = [profit("M0"), profit("M8")];
    const late = Array.from(world.accounts.keys()).filter((a) =>
      world.accounts[a]!.models.every((model) => world.enters[model]! > 0),
    );
    const lost = (accounts: readonly number[]): number => {
      const before = accounts.reduce((total, a) => total + free[a]!, 0);
      const after = accounts.reduce((total, a) => total + waited[a]!, 0);
      return before > 0 ? 1 - after / before : 0;
    };
    const half = run.rounds / 4;
    const early = late.filter((a) => world.enters[world.accounts[a]!.models[0]!]! <= half);
    const later = late.filter((a) => world.enters[world.accounts[a]!.models[0]!]! > half);
    return {
      value: lost(late),
      "M8|first quarter": lost(early),
      "M8|second quarter": lost(later),
      "rounds of probation|6": PROBATION_ROUNDS / run.rounds,
    };
  },
};
