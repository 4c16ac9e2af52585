import { AccountWeights } from "../agents/accountWeights.js";
import { PublicRecord } from "../agents/beliefs.js";
import { MARKET_TERMS } from "../markets/types.js";
import { paid } from "../rules/payout.js";
import type { OwnStakeRule, StakeView } from "../rules/types.js";
import { countToHalf, meanOf, sumOf } from "../statistics.js";
import type { RecordedTournament, TournamentRound } from "./types.js";

/** What a rule did in each round of a recorded tournament. */
export interface Replayed {
  /** Score of the rule's weights, by round; undefined where it gave no weight to anybody. */
  readonly scores: readonly (number | undefined)[];
  readonly half_accounts: number;
  readonly displaced: number;
}

/** How a rule gives weights and limits to a recorded round; knows nothing of it but stakes. */
export interface Replayer {
  lock(view: StakeView, round: TournamentRound): { readonly weights: Float64Array; readonly allowed: Float64Array };
  /** The round's scores are out. */
  learn(round: TournamentRound, weights: Float64Array): void;
}

/** A rule of owners' own stakes as a replayer. */
export function ownStakeReplayer(rule: OwnStakeRule): Replayer {
  return {
    lock(view) {
      const allowed = rule.allowed?.(view) ?? new Float64Array(view.stake.length).fill(Infinity);
      const stake = view.stake.map((tokens, j) => Math.min(tokens, allowed[j]!));
      return { weights: rule.weights({ ...view, stake }), allowed };
    },
    learn: () => undefined,
  };
}

/**
 * Plays a rule on a recorded tournament: weights of each round from what was known before it, then that round's scores.
 *
 * @param lag Rounds until a round's scores are out: 1 where rounds follow one another, more where they overlap.
 */
export function replay(tournament: RecordedTournament, replayer: Replayer, lag: number): Replayed {
  const { accountOf, accounts, models, rounds } = tournament;
  const weightsOf = new AccountWeights(accounts.length);
  const beliefs = new PublicRecord(models.length);
  const played = new Int32Array(models.length);
  const allTime = new Float64Array(accounts.length).fill(1);
  const pending: { readonly round: TournamentRound; readonly weights: Float64Array }[] = [];
  const scores: (number | undefined)[] = [];
  const halves: number[] = [];
  const displaced: number[] = [];
  for (const [index, round] of rounds.entries()) {
    if (pending.length >= lag) learn(pending.shift()!);
    const { present } = round;
    const view: StakeView = {
      round: index,
      accountOf,
      accountCount: accounts.length,
      present,
      played,
      stake: round.stake,
      record: beliefs.fromNothing(),
      accountWeight: weightsOf.weights(),
      allTime,
      confidence: new Float64Array(models.length).fill(0.5),
      payoutFactor: 1,
    };
    const { weights, allowed } = replayer.lock(view, round);
    const counted = weights.map((weight, j) => (present[j] === 1 ? weight : 0));
    const all = sumOf(counted);
    scores.push(
      all > 0 ? counted.reduce((total, weight, j) => total + (weight / all) * round.score[j]!, 0) : undefined,
    );
    if (all > 0) halves.push(countToHalf(byAccount(counted)));
    const wanted = sumOf(round.stake);
    if (wanted > 0) displaced.push(sumOf(round.stake.map((tokens, j) => Math.max(0, tokens - allowed[j]!))) / wanted);
    pending.push({ round, weights: counted });
    for (let j = 0; j < played.length; j++) played[j]! += present[j]!;
  }
  return { scores, half_accounts: meanOf(halves), displaced: meanOf(displaced) };

  function learn(past: { readonly round: TournamentRound; readonly weights: Float64Array }): void {
    const { stake, score, present } = past.round;
    weightsOf.learn(byAccount(stake), byAccount(stake.map((tokens, j) => tokens * score[j]!)));
    const gains = byAccount(stake.map((tokens, j) => tokens * paid(score[j]!, 1, MARKET_TERMS.returnClip)));
    byAccount(stake).forEach((tokens, a) => (allTime[a]! *= tokens > 0 ? 1 + gains[a]! / tokens : 1));
    beliefs.learn(score, present);
    replayer.learn(past.round, past.weights);
  }

  function byAccount(values: Float64Array): Float64Array {
    const result = new Float64Array(accounts.length);
    for (let j = 0; j < values.length; j++) result[accountOf[j]!]! += values[j]!;
    return result;
  }
}
