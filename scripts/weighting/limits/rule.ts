/**
 * What the limit rule remembers of models and how it turns that into space. Choices, not laws: part of the oracle's
 * configuration, and what the simulator sweeps.
 */
export interface LimitRule {
  /** Part of a record that is left after a round, in (0, 1). 2^(-1/40) as a decimal: half of it is forgotten in 40 rounds. */
  readonly memory: number;
  /** Share of the stake-weighted mean score that a model must beat, in [0, 1]. 0: scores count as they are. */
  readonly benchmark: number;
  /** Rounds of an ordinary model that a record is taken to begin with: what holds back who was lucky once. */
  readonly doubt: number;
  /** How sure of its skill (in standard errors, after the doubt) a record must be for the whole base. */
  readonly certainty: number;
  /** Memory of the scale of scores, in [0, 1). */
  readonly scaleMemory: number;
  /** Part of the growth that is the model's mean TC so far and not this round's, in [0, 1). */
  readonly steadiness: number;
  /** Rounds of TC 0 that a mean TC is taken to begin with. */
  readonly prior: number;
  /** What every growth is lowered by: space that is held and does not contribute is handed back. */
  readonly upkeep: number;
  /** The most a base share rises in a round: it falls at once, so that being new or unique now and then earns little. */
  readonly recovery: number;
}

/** The rule the oracle uses when nothing else is said; chosen by the sweep in docs/simulation.md. */
export const DEFAULT_LIMIT_RULE: LimitRule = {
  memory: 0.982820598545,
  benchmark: 0.5,
  doubt: 4,
  certainty: 2,
  scaleMemory: 0.95,
  steadiness: 0.5,
  prior: 10,
  upkeep: 0.004,
  recovery: 0.125,
};
