import { chasingSeason } from "../../season/chasingSeason.js";
import type { Rule } from "../types.js";

/** A strategy rather than a rule: linear stake, and half of all tokens follow the leaderboard. */
export const rankChasing: Rule = {
  id: "M12",
  title: "Rank chasing",
  idea: "A model weighs its stake; half of all tokens move to the top of the leaderboard every month.",
  play: chasingSeason,
};
