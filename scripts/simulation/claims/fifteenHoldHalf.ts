import { Random } from "#lib";

import { countToHalf, sumOf } from "../statistics.js";
import { quantileOf, WEALTH_QUANTILES } from "../worlds/calibration.js";
import type { Claim } from "./types.js";

/** Accounts of the tournament on 22 Dec 2022. */
const ACCOUNTS = 3_637;

export const fifteenHoldHalf: Claim = {
  id: "fifteen_hold_half",
  claim: "Fifteen accounts hold half of all stake.",
  measures: "accounts that hold half of a tournament drawn from the fitted distribution of stake",
  holdsWhen: "below",
  threshold: 15.5,
  axes: { x: "largest accounts", y: "share of all stake" },
  observe({ seed }) {
    const random = new Random(`${seed}/accounts`);
    const tokens = Float64Array.from({ length: ACCOUNTS }, (_, index) =>
      quantileOf(WEALTH_QUANTILES, (index + random.between(0.3, 0.7)) / ACCOUNTS),
    );
    const sorted = tokens.slice().sort().reverse();
    const found: Record<string, number> = {};
    for (const largest of [1, 5, 15, 34, 100, 300, 1_000]) {
      found[`share|${largest}`] = sumOf(sorted.subarray(0, largest)) / sumOf(sorted);
    }
    return { value: countToHalf(tokens), ...found };
  },
};
