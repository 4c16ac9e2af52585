import type { World } from "../worlds/types.js";

/** Part of all tokens that is paid in full when it is at risk; more than that shares the same pot. */
const THRESHOLD_SHARE = 0.5;

/** The payout threshold of a season, tokens: the same for every rule, so that none has more to pay out than another. */
export function thresholdOf(world: World): number {
  return THRESHOLD_SHARE * world.accounts.reduce((total, { wealth }) => total + wealth, 0);
}
