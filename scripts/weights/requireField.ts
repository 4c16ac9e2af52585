import { StakespaceError } from "../lib/errors.js";
import type { WeightInput } from "./types.js";

/** The optional number a scheme depends on, or an error that says which model lacks it. */
export function requireField(model: WeightInput, field: "metric" | "accountWeight", index: number): number {
  const value = model[field];
  if (value !== undefined && Number.isFinite(value)) return value;
  throw new StakespaceError(
    `weights: model ${index} of account ${model.account} has ${field} ${value}, expected a number`,
    {
      code: "WEIGHT_INPUT",
      hint: "Choose a scheme that needs only stakes (linear, capped, log, rank), or supply the number.",
    },
  );
}
