import { OWN_STAKE_RULES } from "../rules/index.js";
import { seasonScore } from "./support/stakeAttack.js";
import { worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

const PERSISTENCES = [0, 0.15, 0.3, 0.5, 0.7, 0.9];
const RULES = ["M2", "M3", "M4", "M5", "M9"];

export const trackRecord: Claim = {
  id: "track_record",
  claim: "A track record predicts: weigh accounts by it.",
  measures: "CORR (in hundredths) that account record times stake (M3) adds to linear stake at persistence .5",
  holdsWhen: "above",
  threshold: 0,
  axes: { x: "persistence of skill", y: "CORR above linear stake, hundredths" },
  observe(run) {
    const found: Record<string, number> = {};
    for (const persistence of PERSISTENCES) {
      const world = worldOf(run, { persistence });
      const score = (id: string): number =>
        seasonScore(
          world,
          OWN_STAKE_RULES.find((rule) => rule.id === id)!,
          run.seed,
        );
      const linear = score("M0");
      for (const id of RULES) found[`${id}|${persistence}`] = 100 * (score(id) - linear);
    }
    return { value: found["M3|0.5"]!, ...found };
  },
};
