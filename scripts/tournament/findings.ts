import { addIdleStake, IDLE_REASONS, NO_IDLE_STAKE, type IdleReason } from "./idleStake.js";
import type { LockedModel } from "./lockedBooks.js";
import type { RoundLine } from "./roundLine.js";

/** Below so many rounds a difference says nothing, however large. */
const FEWEST_ROUNDS = 8;
/** Standard errors from which on a difference is taken for more than chance. */
const CLEAR = 2;

/** Whether limits did the meta model good, as far as the rounds can tell. */
export type Comparison = "ahead" | "behind" | "no difference" | "too few rounds";

/** What a whole run shows, in numbers. Means over its rounds unless a name says otherwise; token wei. */
export interface Findings {
  readonly rounds: number;
  readonly metaModelCorr: number;
  /** What all stake in the books would have scored, see `RoundLine.linearCorr`. */
  readonly linearCorr: number;
  readonly difference: number;
  /** Of the mean difference, rounds taken for independent; null of a single round. */
  readonly standardError: number | null;
  /** Rounds in which the meta model was above linear stake. */
  readonly roundsAhead: number;
  readonly comparison: Comparison;
  readonly halfHeldBy: number;
  readonly linearHalfHeldBy: number;
  /** Idle stake of all rounds over all stake of all rounds. */
  readonly idleShare: number;
  /** Parts of the idle stake by reason; zeros where nothing was idle. */
  readonly idleBecause: Readonly<Record<IdleReason, number>>;
  /** What models had at risk, first and last, that scored below 0 over the whole run: parts of all that was at risk. */
  readonly onLosersFirst: number;
  readonly onLosersLast: number;
  /** Part of all stake in the last round's books that was on them, idle or not. */
  readonly stakeOnLosersLast: number;
  /** Sums over all rounds. */
  readonly rent: bigint;
  readonly paid: bigint;
  readonly burned: bigint;
}

/** What is known of each model, by id - 1, when the run is over. */
export interface ModelsOfRun {
  /** Books at the first and at the last lock. */
  readonly first: readonly LockedModel[];
  readonly last: readonly LockedModel[];
  readonly meanCorr: readonly number[];
}

/** Adds up what the rounds show. */
export function findingsOf(rounds: readonly RoundLine[], { first, last, meanCorr }: ModelsOfRun): Findings {
  const differences = rounds.map(({ metaModelCorr, linearCorr }) => metaModelCorr - linearCorr);
  const [difference, standardError] = [mean(differences), errorOf(differences)];
  const sum = (field: "filled" | "idle" | "rent" | "paid" | "burned"): bigint =>
    rounds.reduce((total, line) => total + line[field], 0n);
  const idle = rounds.reduce((total, { idleBecause }) => addIdleStake(total, idleBecause), NO_IDLE_STAKE);
  const losers = meanCorr.map((corr) => corr < 0);
  const onLosers = (locked: readonly LockedModel[], field: "filled" | "stake"): number =>
    share(
      total(locked.filter((_, index) => losers[index]!).map((model) => model[field])),
      total(locked.map((model) => model[field])),
    );
  return {
    rounds: rounds.length,
    metaModelCorr: mean(rounds.map((line) => line.metaModelCorr)),
    linearCorr: mean(rounds.map((line) => line.linearCorr)),
    difference,
    standardError,
    roundsAhead: differences.filter((one) => one > 0).length,
    comparison: compare(difference, standardError, rounds.length),
    halfHeldBy: mean(rounds.map((line) => line.halfHeldBy)),
    linearHalfHeldBy: mean(rounds.map((line) => line.linearHalfHeldBy)),
    idleShare: share(sum("idle"), sum("idle") + sum("filled")),
    idleBecause: Object.fromEntries(IDLE_REASONS.map((reason) => [reason, share(idle[reason], sum("idle"))])) as Record<
      IdleReason,
      number
    >,
    onLosersFirst: onLosers(first, "filled"),
    onLosersLast: onLosers(last, "filled"),
    stakeOnLosersLast: onLosers(last, "stake"),
    rent: sum("rent"),
    paid: sum("paid"),
    burned: sum("burned"),
  };
}

function compare(difference: number, standardError: number | null, rounds: number): Comparison {
  if (standardError === null || rounds < FEWEST_ROUNDS) return "too few rounds";
  if (Math.abs(difference) <= CLEAR * standardError) return "no difference";
  return difference > 0 ? "ahead" : "behind";
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function errorOf(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const center = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - center) * (value - center), 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

/** A part of a whole as a number; 0 of nothing. */
function share(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number(part) / Number(whole);
}
