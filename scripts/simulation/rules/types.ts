import type { RoundOutcome } from "../season/outcome.js";
import type { WorldScores } from "../worlds/scores.js";
import type { World } from "../worlds/types.js";

/** The scores a tournament may pay and judge by. */
export type Metric = keyof Omit<WorldScores, "meta">;

/** What is the same for every rule. */
export interface SeasonSetup {
  readonly world: World;
  /** Seed of everything that is not the world: turns, tastes, opinions. */
  readonly seed: string;
  readonly metric: Metric;
}

/** A way of turning stakes into weights, limits and payouts. */
export interface Rule {
  /** M0 to M12, or a control: the key in the verdict. */
  readonly id: string;
  readonly title: string;
  /** What is proposed, in a sentence. */
  readonly idea: string;
  /** Plays a season, round by round. */
  play(setup: SeasonSetup): Generator<RoundOutcome>;
}

/** What a rule of owners' own stakes sees before the lock. Arrays by model unless a name says account. */
export interface StakeView {
  readonly round: number;
  /** Account of each model, and how many accounts there are. */
  readonly accountOf: Int32Array;
  readonly accountCount: number;
  readonly present: Uint8Array;
  /** Rounds each model has taken part in. */
  readonly played: Int32Array;
  /** Tokens owners want at risk; after `allowed`, what is at risk. */
  readonly stake: Float64Array;
  /** Mean published score of each model, drawn towards 0 by some rounds of doubt. */
  readonly record: Float64Array;
  /** Weight of each account in [0, 1], see `AccountWeights`. */
  readonly accountWeight: Float64Array;
  /** Product of 1 + return of all rounds so far, of each account. */
  readonly allTime: Float64Array;
  /** Chance that owners give their model of doing well, in (0, 1). */
  readonly confidence: Float64Array;
  /** Part of a full score that is paid. */
  readonly payoutFactor: number;
}

/** A rule that owners' own stakes suffice for. */
export interface OwnStakeSpec extends Rule {
  readonly rule: OwnStakeRule;
}

/** The rules under which owners stake on their own models: what tells one from another, and nothing else. */
export interface OwnStakeRule {
  /** The most tokens each model may have at risk; left out: any number. */
  allowed?(view: StakeView): Float64Array;
  /** Weights in the meta model, on any scale. */
  weights(view: StakeView): Float64Array;
  /** What a token at risk earns, as a fraction; left out: `payoutFactor * score`, cut at the clip. */
  returns?(view: StakeView, score: Float64Array): Float64Array;
}
