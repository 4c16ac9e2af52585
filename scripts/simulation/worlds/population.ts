import type { Random } from "#lib";

import { MODELS_QUANTILES, quantileOf, WEALTH_QUANTILES } from "./calibration.js";
import type { WorldAccount } from "./types.js";

/** Accounts below this quantile of tokens are left out: four in five, who hold 3 % of all stake together. */
const DUST_SHARE = 0.8;

/**
 * Accounts with the real distributions of tokens and of models, drawn independently: in the data the two have a correlation of
 * .2 in logs, and whoever has most models is not whoever has most tokens.
 */
export function drawAccounts(random: Random, models: number): WorldAccount[] {
  const owners: number[][] = [];
  for (let next = 0; next < models;) {
    const count = Math.min(models - next, Math.floor(quantileOf(MODELS_QUANTILES, random.float())));
    owners.push(Array.from({ length: count }, (_, index) => next + index));
    next += count;
  }
  // The middle of each stratum, nearly: a season of some 170 accounts would else have a whale by luck alone.
  const order = random.shuffle(owners.map((_, index) => index));
  return owners.map((own, index) => ({
    wealth: quantileOf(
      WEALTH_QUANTILES,
      DUST_SHARE + ((1 - DUST_SHARE) * (order[index]! + random.between(0.4, 0.6))) / owners.length,
    ),
    models: own,
  }));
}
