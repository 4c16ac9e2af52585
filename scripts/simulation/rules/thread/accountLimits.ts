import { ownStake } from "../ownStake.js";
import { sharedOut } from "./sharedOut.js";

/** Most tokens of an account with the best record, and of one without any. */
const MOST = 5_000;
const NEWCOMER = 200;

/** What an account may stake grows with its record. */
export const accountLimits = ownStake(
  "M2",
  "Limits by account record",
  `An account may stake ${NEWCOMER} tokens, with the best record ${MOST}, on all its models together.`,
  {
    allowed: (view) => sharedOut(view, (account) => NEWCOMER + (MOST - NEWCOMER) * view.accountWeight[account]!),
    weights: ({ stake }) => stake,
  },
);
