import { requireField } from "./requireField.js";
import type { WeightScheme } from "./types.js";

/**
 * The owner's weight, in equal parts to the owner's models of the round: more models never give an owner more. More addresses
 * do: an owner is an address, and each address with the same record has about the same weight (`scripts/weighting/accounts`).
 */
export const account: WeightScheme = (models) => {
  const count = new Map<string, number>();
  for (const model of models) count.set(model.account, (count.get(model.account) ?? 0) + 1);
  return Float64Array.from(models, (model, j) => requireField(model, "accountWeight", j) / count.get(model.account)!);
};
