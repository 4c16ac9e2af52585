import { STAKE_CAP } from "#weighting";

import { ownStake } from "../ownStake.js";

/** Nobody may have more than so much on one model. */
export const cap = ownStake(
  "M1",
  "Hard cap per model",
  `At most ${STAKE_CAP} tokens count on a model; more may not be staked.`,
  {
    allowed: ({ stake }) => new Float64Array(stake.length).fill(STAKE_CAP),
    weights: ({ stake }) => stake,
  },
);
