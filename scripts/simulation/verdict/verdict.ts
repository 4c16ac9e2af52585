import { CLAIMS, type Claim } from "../claims/index.js";
import { exactMarket } from "../markets/twinMarket.js";
import { allRules } from "../rules/index.js";
import { RULES_EXPERIMENT } from "../runs/play.js";
import type { Observation, Scale } from "../runs/types.js";
import type { MeasureName, SeasonMeasures } from "../season/measure.js";
import { meanOf, standardError } from "../statistics.js";
import { rounded } from "./rounded.js";
import { targetsOf } from "./targets.js";
import type { Answer, Estimate, RuleRow, SimulationVerdict } from "./types.js";

/**
 * What all observations say. Pure: the same observations, the same bytes.
 *
 * @example
 * import { merged, QUICK, verdictOf } from "#simulation";
 *
 * const verdict = verdictOf(await merged("results", QUICK), QUICK);
 * console.log(verdict.rules["M7"]!["0.5"]!.minus_linear);
 */
export function verdictOf(observations: readonly Observation[], scale: Scale): SimulationVerdict {
  const rules = allRules(exactMarket);
  const rows = Object.fromEntries(
    rules.map(({ id }) => [
      id,
      Object.fromEntries(scale.persistences.map((dial) => [String(dial), rowOf(observations, id, dial)])),
    ]),
  );
  const claims = Object.fromEntries(CLAIMS.map((claim) => [claim.id, answerOf(claim, observations)]));
  return {
    format: 1,
    scale,
    titles: Object.fromEntries(rules.map(({ id, title }) => [id, title])),
    rules: rows,
    beats_linear_from: Object.fromEntries(rules.map(({ id }) => [id, beatsFrom(rows[id]!, scale)])),
    claims,
    targets: targetsOf(rows, claims, scale),
  };
}

function rowOf(observations: readonly Observation[], id: string, dial: number): RuleRow {
  const own = valuesOf(observations, id, dial);
  const [linear, free] = [valuesOf(observations, "M0", dial), valuesOf(observations, "free", dial)];
  const scores = own.get("score") ?? [];
  const minus = (others: ReadonlyMap<string, number[]>): number[] =>
    scores.map((score, run) => score - (others.get("score")?.[run] ?? 0));
  const [minusLinear, minusFree] = [minus(linear), minus(free)];
  const means = Object.fromEntries([...own].map(([name, values]) => [name, rounded(meanOf(values))]));
  return {
    ...(means as Record<MeasureName, number> satisfies SeasonMeasures),
    score_se: rounded(standardError(scores)),
    minus_linear: rounded(meanOf(minusLinear)),
    minus_linear_se: rounded(standardError(minusLinear)),
    minus_free: rounded(meanOf(minusFree)),
    minus_free_se: rounded(standardError(minusFree)),
    scores: scores.map(rounded),
  };
}

/** By measure, in order of runs. */
function valuesOf(observations: readonly Observation[], id: string, dial: number): Map<string, number[]> {
  const values = new Map<string, number[]>();
  for (const { experiment, subject, dial: at, measure, value } of observations) {
    if (experiment !== RULES_EXPERIMENT || subject !== id || at !== dial) continue;
    const known = values.get(measure) ?? [];
    values.set(measure, known);
    known.push(value);
  }
  return values;
}

function answerOf(claim: Claim, observations: readonly Observation[]): Answer {
  const own = observations.filter(({ experiment }) => experiment === claim.id);
  const runs = own.filter(({ measure }) => measure === "value").map(({ value }) => rounded(value));
  const estimate = estimateOf(runs);
  const points = new Map<string, number[]>();
  for (const { measure, value } of own) {
    if (measure === "value") continue;
    points.set(measure, [...(points.get(measure) ?? []), value]);
  }
  const series: Record<string, Record<string, Estimate>> = {};
  for (const [name, values] of points) {
    const [line, x] = name.split("|") as [string, string];
    (series[line] ??= {})[x] = estimateOf(values);
  }
  const holds = claim.holdsWhen === "above" ? estimate.low > claim.threshold : estimate.high < claim.threshold;
  return {
    ...estimate,
    holds,
    claim: claim.claim,
    measures: claim.measures,
    holds_when: claim.holdsWhen,
    threshold: claim.threshold,
    axes: claim.axes,
    asides: claim.asides ?? {},
    runs,
    series,
  };
}

/** Mean of some runs, with two standard errors to each side. */
export function estimateOf(values: readonly number[]): Estimate {
  const [center, error] = [meanOf(values), standardError(values)];
  return { value: rounded(center), low: rounded(center - 2 * error), high: rounded(center + 2 * error) };
}

/** The least persistence from which on, at every one that was played, the rule is two standard errors ahead. */
function beatsFrom(rows: Readonly<Record<string, RuleRow>>, { persistences }: Scale): number | null {
  let from: number | null = null;
  for (const dial of [...persistences].sort((a, b) => b - a)) {
    const { minus_linear: ahead, minus_linear_se: error } = rows[String(dial)]!;
    if (ahead <= 2 * error || ahead <= 0) break;
    from = dial;
  }
  return from;
}
