import { exposure, nextRecord, NO_RECORD, type LimitRecord } from "./record.js";
import type { LimitRule } from "./rule.js";
import { benchmarkOf, nextScale } from "./scale.js";
import { baseShareOf, confidence, limitGrowth, ratchet, tcOf } from "./space.js";

/** Everything the rule remembers between rounds: a handful of numbers for each model. */
export interface LimitState {
  /** See `nextScale`; undefined before the first reported round. */
  readonly scale: number | undefined;
  /** By model id - 1; a model that is not there yet has no record. */
  readonly models: readonly ModelMemory[];
}

/** What is remembered of one model. */
export interface ModelMemory {
  readonly record: LimitRecord;
  /** The last published base share of a round in which it took part; undefined before the first. */
  readonly baseShare: number | undefined;
}

/** Before the first round. */
export const NO_LIMIT_STATE: LimitState = { scale: undefined, models: [] };

/** What the sheet of a reported round says of a model, and what the chain says of its stake. */
export interface PublishedRound {
  /** False for a model without a submission: its record waits, and its base is 0. */
  readonly entered: boolean;
  /** Its account is another one than in the round before: the record starts anew. */
  readonly newAccount: boolean;
  /** Filled stake at the lock, tokens. */
  readonly filled: number;
  /** As published: units of the sheet over 1e5. */
  readonly score: number;
}

/** A model of a round that is being reported. */
export interface RoundToReport extends PublishedRound {
  /** TC of the round, in the scale of the sheet. */
  readonly tc: number;
  /** In [0, 1]. */
  readonly uniqueness: number;
}

/** A model of a round that has been reported. */
export interface ReportedRound extends PublishedRound {
  /** As published: units of the sheet over 1e5. */
  readonly growth: number;
  /** As published: units of the sheet over 1e4. */
  readonly baseShare: number;
}

/** The two fields of the sheet that limits are made of, in the sheet's units. */
export interface SpaceFields {
  /** int16, units of 1e-5. */
  readonly growth: number;
  /** uint16, units of 1e-4. */
  readonly baseShare: number;
}

/** What the rule needs to know of the parameters in force. */
export interface LimitTerms {
  /** `baseLimit * newcomerShare`, tokens. */
  readonly newcomerBase: number;
  readonly newcomerShare: number;
}

/**
 * The fields of a round's sheet, by model id - 1. Pure arithmetic: the same on every machine.
 *
 * @param state After the round before, see {@link afterRound}.
 *
 * @example
 * import { DEFAULT_LIMIT_RULE, NO_LIMIT_STATE, spaceFields } from "#weighting";
 *
 * const terms = { newcomerBase: 100, newcomerShare: 0.1 };
 * const common = { entered: true, newAccount: false, filled: 100, uniqueness: 1 };
 * const models = [
 *   { ...common, score: 0.03, tc: 0.02 },
 *   { ...common, score: -0.01, tc: -0.02 },
 * ];
 * spaceFields(NO_LIMIT_STATE, models, terms, DEFAULT_LIMIT_RULE); // => [{ growth: 691, baseShare: 2250 }, { growth: -1491, baseShare: 1000 }]
 */
export function spaceFields(
  state: LimitState,
  models: readonly RoundToReport[],
  terms: LimitTerms,
  rule: LimitRule,
): SpaceFields[] {
  const benchmark = benchmarkOf(
    models.filter(({ entered }) => entered),
    rule,
  );
  const scale = nextScale(state.scale, excessesOf(models, benchmark), rule) ?? 0;
  return models.map((model, index) => {
    if (!model.entered) return { growth: 0, baseShare: 0 };
    const memory = memoryOf(state, index, model);
    const counts = exposure(model.filled, terms.newcomerBase);
    const record = nextRecord(memory.record, rule, { counts, excess: model.score - benchmark, tc: model.tc });
    const share = baseShareOf(model.uniqueness, confidence(record, scale, rule), terms.newcomerShare);
    // A newcomer's share to begin with: nothing is taken from what it had as it was registered.
    const published = ratchet(memory.baseShare ?? terms.newcomerShare, share, rule);
    return { growth: toGrowthUnits(limitGrowth(record, model.tc, rule)), baseShare: toShareUnits(published) };
  });
}

/**
 * What is remembered after a reported round, from nothing but its published sheet and the filled stakes: whoever replays all
 * rounds from {@link NO_LIMIT_STATE} has the state the reporters had.
 *
 * @example
 * import { afterRound, DEFAULT_LIMIT_RULE, NO_LIMIT_STATE } from "#weighting";
 *
 * const terms = { newcomerBase: 100, newcomerShare: 0.1 };
 * const published = { entered: true, newAccount: false, filled: 50, score: 0.02, growth: 0.006, baseShare: 0.2 };
 * const { models } = afterRound(NO_LIMIT_STATE, [published], terms, DEFAULT_LIMIT_RULE);
 * models[0]!.record.rounds; // => 0.5
 */
export function afterRound(
  state: LimitState,
  models: readonly ReportedRound[],
  terms: LimitTerms,
  rule: LimitRule,
): LimitState {
  const benchmark = benchmarkOf(
    models.filter(({ entered }) => entered),
    rule,
  );
  return {
    scale: nextScale(state.scale, excessesOf(models, benchmark), rule),
    models: models.map((model, index) => {
      const memory = memoryOf(state, index, model);
      if (!model.entered) return memory;
      const counts = exposure(model.filled, terms.newcomerBase);
      const tc = tcOf(model.growth, memory.record, counts, rule);
      const record = nextRecord(memory.record, rule, { counts, excess: model.score - benchmark, tc });
      return { record, baseShare: model.baseShare };
    }),
  };
}

function memoryOf(state: LimitState, index: number, model: PublishedRound): ModelMemory {
  const known = state.models[index];
  return known === undefined || model.newAccount ? { record: NO_RECORD, baseShare: undefined } : known;
}

function excessesOf(models: readonly PublishedRound[], benchmark: number): number[] {
  return models.filter(({ entered }) => entered).map(({ score }) => score - benchmark);
}

/** -32768 is left out, so that a growth and its opposite always both fit. */
const MAX_UNITS = 32_767;

function toGrowthUnits(growth: number): number {
  const units = Math.min(MAX_UNITS, Math.round(Math.abs(growth) * 100_000));
  return growth < 0 && units > 0 ? -units : units;
}

function toShareUnits(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 10_000);
}
