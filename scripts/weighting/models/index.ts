import { StakespaceError } from "#lib";
import { LARGEST } from "#scoring";
import { account } from "./account.js";
import { capped } from "./capped.js";
import { linear } from "./linear.js";
import { log } from "./log.js";
import { metric } from "./metric.js";
import { rank } from "./rank.js";
import { twoFactor } from "./twoFactor.js";
import type { WeightInput, WeightScheme } from "./types.js";

export { STAKE_CAP } from "./capped.js";
export type { WeightInput, WeightScheme } from "./types.js";

/** Every way of weighting models in the meta model, by the name that configuration and command line use. */
export const WEIGHT_SCHEMES = {
  linear,
  capped,
  log,
  rank,
  metric,
  account,
  "two-factor": twoFactor,
} as const satisfies Record<string, WeightScheme>;

export type WeightSchemeName = keyof typeof WEIGHT_SCHEMES;

/**
 * The scheme of a name, or an error that lists the names.
 *
 * @example
 * import { weightScheme } from "#weighting";
 *
 * weightScheme("linear")([{ account: "ann", stake: 9 }, { account: "bob", stake: 4 }]); // => [9, 4]
 */
export function weightScheme(name: string): WeightScheme {
  if (Object.hasOwn(WEIGHT_SCHEMES, name)) return WEIGHT_SCHEMES[name as WeightSchemeName];
  throw new StakespaceError(`unknown weighting scheme "${name}"`, {
    code: "WEIGHT_SCHEME",
    hint: `Choose one of ${Object.keys(WEIGHT_SCHEMES).join(", ")}.`,
  });
}

/**
 * Weights of a round's models under a named scheme. Throws on a stake that is negative, not finite or too large to add up.
 *
 * @example
 * import { modelWeights } from "#weighting";
 *
 * const models = [
 *   { account: "ann", stake: 900 },
 *   { account: "bob", stake: 4 },
 * ];
 * modelWeights("rank", models); // => [0.75, 0.25]
 */
export function modelWeights(name: string, models: readonly WeightInput[]): Float64Array {
  const scheme = weightScheme(name);
  models.forEach(({ model, account: owner, stake }, j) => {
    if (stake >= 0 && stake <= LARGEST) return;
    throw new StakespaceError(
      `weights: model ${model ?? j} of account ${owner} has stake ${stake}, expected a number from 0 to ${LARGEST}`,
      { code: "WEIGHT_INPUT" },
    );
  });
  return scheme(models);
}
