import { FREE_CHOICE, firstCandidate } from "../rules/space/candidates.js";
import { STAKESPACE, OWN_STAKE_RULES } from "../rules/index.js";
import { meanOf, sumOf } from "../statistics.js";
import { seasonScore } from "./support/stakeAttack.js";
import { lateMean, playSpace, worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

export const muchNoise: Claim = {
  id: "much_noise",
  claim: "Where two models in five are noise, limits still beat free choice.",
  measures: "CORR (hundredths) of Stakespace less that of free choice with 40 % noise",
  holdsWhen: "above",
  threshold: 0,
  axes: { x: "share of models that are noise", y: "share of space on noise" },
  asides: {
    "CORR Stakespace": "CORR (hundredths) with 40 % noise of Stakespace",
    "CORR Stakespace, first rule": "of its first rule",
    "CORR free choice": "of free choice",
    "CORR linear": "of linear stake",
  },
  observe(run) {
    const found: Record<string, number> = {};
    for (const noiseShare of [0.2, 0.4, 0.6]) {
      const world = worldOf(run, { noiseShare });
      for (const rule of [STAKESPACE, firstCandidate("first")]) {
        const { outcomes } = playSpace(world, run.seed, { rule });
        found[`${rule.title}|${noiseShare}`] = lateMean(outcomes, ({ limit }) => {
          const all = sumOf(limit);
          return all === 0 ? 0 : sumOf(limit.filter((_, j) => world.isNoise[j] === 1)) / all;
        });
        if (noiseShare === 0.4)
          found[`CORR ${rule.title}|0.4`] = 100 * meanOf(outcomes.map(({ scores }) => scores.meta));
      }
      if (noiseShare !== 0.4) continue;
      const free = playSpace(world, run.seed, { rule: FREE_CHOICE }).outcomes;
      found["CORR free choice|0.4"] = 100 * meanOf(free.map(({ scores }) => scores.meta));
      found["CORR linear|0.4"] = 100 * seasonScore(world, OWN_STAKE_RULES[0]!, run.seed);
    }
    return { value: found[`CORR ${STAKESPACE.title}|0.4`]! - found["CORR free choice|0.4"]!, ...found };
  },
};
