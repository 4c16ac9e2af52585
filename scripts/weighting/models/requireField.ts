import { StakespaceError } from "#lib";
import type { WeightInput } from "./types.js";

/** Columns of `models.csv` that hold the optional numbers. */
const COLUMNS = { metric: "metric", accountWeight: "account_weight" } as const;

/** The optional number a scheme depends on, or an error that says which model lacks it. */
export function requireField(model: WeightInput, field: keyof typeof COLUMNS, index: number): number {
  const value = model[field];
  if (value !== undefined && Number.isFinite(value)) return value;
  throw new StakespaceError(
    `weights: model ${model.model ?? index} of account ${model.account} has ${field} ${value}, expected a number`,
    {
      code: "WEIGHT_INPUT",
      hint: `Fill the column ${COLUMNS[field]} of models.csv, or choose a scheme that needs only stakes: linear, capped, log, rank.`,
    },
  );
}
