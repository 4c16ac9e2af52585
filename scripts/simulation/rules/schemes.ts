import { modelWeights, type WeightSchemeName } from "#weighting";

import type { StakeView } from "./types.js";

/** Weights of a season's models under one of the weighting wing's schemes, the ones the oracle uses. */
export function schemeWeights(scheme: WeightSchemeName, view: StakeView): Float64Array {
  const { accountOf, stake, record, accountWeight, present } = view;
  const models = Array.from(stake, (tokens, j) => ({
    account: String(accountOf[j]),
    stake: tokens,
    metric: record[j]!,
    accountWeight: accountWeight[accountOf[j]!]!,
    present: present[j] === 1,
  })).filter((model) => model.present);
  const weights = modelWeights(scheme, models);
  let next = 0;
  return stake.map((_, j) => (present[j] === 1 ? weights[next++]! : 0));
}
