import { requireField } from "./requireField.js";
import type { WeightScheme } from "./types.js";

/**
 * The owner's weight times the model's share of the owner's stake: 80/10/10 tokens give .8/.1/.1 of it. The record says how
 * much an owner weighs, the stake what the owner believes in. An owner without stake has no weight. Splitting the stake over
 * models changes nothing; splitting it over addresses multiplies the weight, as under `account`.
 */
export const twoFactor: WeightScheme = (models) => {
  const total = new Map<string, number>();
  for (const { account, stake } of models) total.set(account, (total.get(account) ?? 0) + stake);
  return Float64Array.from(models, (model, j) => {
    const weight = requireField(model, "accountWeight", j);
    return model.stake === 0 ? 0 : weight * (model.stake / total.get(model.account)!);
  });
};
