import type { Extent, Observation } from "../runs/types.js";
import { meanOf, standardError } from "../statistics.js";
import { rounded } from "../verdict/rounded.js";
import { COPIES_EXPERIMENT, SWEEP_EXPERIMENT } from "./play.js";
import type { SweepRow, SweepVerdict } from "./types.js";
import { FIRST_RULE, referenceId, VARIANTS, type Variant } from "./variants.js";

/**
 * What the observations of a sweep say. Pure: the same observations, the same bytes.
 *
 * @example
 * import { merged, SWEEP, sweepVerdictOf } from "#simulation";
 *
 * const { variants } = sweepVerdictOf(await merged("results", SWEEP), SWEEP.sweep);
 * console.log(variants["shipped"]!["0.9"]!.owners_ratio);
 */
export function sweepVerdictOf(observations: readonly Observation[], extent: Extent): SweepVerdict {
  const found = new Map<string, number[]>();
  for (const { experiment, subject, dial, measure, value } of observations) {
    if (experiment !== SWEEP_EXPERIMENT) continue;
    const key = `${subject} ${dial} ${measure}`;
    found.set(key, [...(found.get(key) ?? []), value]);
  }
  const values = (id: string, dial: number, measure: string): number[] => found.get(`${id} ${dial} ${measure}`)!;
  const copies: Record<string, Record<string, number[]>> = {};
  for (const { experiment, subject, measure, value } of observations) {
    if (experiment === COPIES_EXPERIMENT) ((copies[subject] ??= {})[measure] ??= []).push(value);
  }
  return {
    format: 1,
    extent,
    variants: Object.fromEntries(
      VARIANTS.map((variant) => [
        variant.id,
        Object.fromEntries(variant.persistences.map((dial) => [String(dial), rowOf(values, variant, dial)])),
      ]),
    ),
    copies: Object.fromEntries(
      Object.entries(copies).map(([subject, kinds]) => [
        subject,
        Object.fromEntries(Object.entries(kinds).map(([kind, numbers]) => [kind, rounded(meanOf(numbers))])),
      ]),
    ),
  };
}

function rowOf(
  values: (id: string, dial: number, measure: string) => number[],
  { id, metric }: Variant,
  dial: number,
): SweepRow {
  const [linear, free] = [referenceId("linear", metric), referenceId("free", metric)];
  const mean = (variant: string, measure: string): number => meanOf(values(variant, dial, measure));
  const over = (measure: string, other: string): number => rounded(mean(id, measure) / mean(other, measure));
  const scores = values(id, dial, "score");
  const minus = (other: string): number[] => scores.map((score, run) => score - values(other, dial, "score")[run]!);
  const [minusLinear, minusFree] = [minus(linear), minus(free)];
  return {
    score: rounded(meanOf(scores)),
    minus_linear: rounded(meanOf(minusLinear)),
    minus_linear_se: rounded(standardError(minusLinear)),
    minus_free: rounded(meanOf(minusFree)),
    minus_free_se: rounded(standardError(minusFree)),
    accounts_ratio: over("half_accounts", linear),
    owners_ratio: over("half_owners", linear),
    limit_skill_corr: rounded(mean(id, "limit_skill_corr")),
    noise_share: rounded(mean(id, "noise_share")),
    noise_ratio: over("noise_tokens", FIRST_RULE),
    placed: rounded(1 - mean(id, "displaced")),
    scores: scores.map(rounded),
  };
}
