import { afterRound, DEFAULT_LIMIT_RULE, NO_LIMIT_STATE, spaceFields, type LimitTerms } from "#weighting";

import { MARKET_TERMS } from "../markets/types.js";
import { accountShares } from "../worlds/uniqueness.js";
import type { Replayer } from "./replay.js";
import type { RecordedTournament } from "./types.js";

/** What counts: the stake that has space, or the space itself, whoever would have taken it. */
export type Counting = "stake" | "space";

/**
 * The shipped rule on a recorded tournament. Nobody trades: a model's own stake fills its space as far as it goes. Where
 * predictions are not recorded every model counts as unique, save for its account's share.
 */
export function spaceReplayer(tournament: RecordedTournament, counting: Counting): Replayer {
  const terms: LimitTerms = {
    newcomerBase: MARKET_TERMS.baseLimit * MARKET_TERMS.newcomerShare,
    newcomerShare: MARKET_TERMS.newcomerShare,
  };
  const count = tournament.models.length;
  const limit = new Float64Array(count).fill(terms.newcomerBase);
  const earned = new Float64Array(count);
  const filledIn = new Map<number, Float64Array>();
  let state = NO_LIMIT_STATE;
  return {
    lock({ stake, present }, round) {
      const filled = stake.map((tokens, j) => Math.min(tokens, limit[j]!));
      filledIn.set(round.round, filled);
      const allowed = limit.slice();
      return { weights: counting === "stake" ? filled : limit.map((tokens, j) => tokens * present[j]!), allowed };
    },
    learn(round) {
      const filled = filledIn.get(round.round)!;
      filledIn.delete(round.round);
      const shares = accountShares(tournament.accountOf, tournament.accounts.length, round.present);
      const models = Array.from(round.present, (entered, j) => ({
        entered: entered === 1,
        newAccount: false,
        filled: filled[j]!,
        score: Math.round(round.score[j]! * 100_000) / 100_000,
        tc: round.tc[j]!,
        uniqueness: Number.isNaN(round.uniqueness[j]!) ? shares[j]! : round.uniqueness[j]!,
      }));
      const fields = spaceFields(state, models, terms, DEFAULT_LIMIT_RULE);
      const published = models.map((model, j) => ({
        ...model,
        growth: fields[j]!.growth / 100_000,
        baseShare: fields[j]!.baseShare / 10_000,
      }));
      state = afterRound(state, published, terms, DEFAULT_LIMIT_RULE);
      published.forEach(({ growth, baseShare, filled: tokens }, j) => {
        if (round.present[j] === 0) return;
        const { limitDecay, limitGain, tcClip, baseLimit, maxLimit } = MARKET_TERMS;
        const clipped = Math.max(-tcClip, Math.min(tcClip, growth));
        const base = baseLimit * baseShare;
        const kept = tokens > 0 ? (1 - limitDecay) * earned[j]! + limitGain * clipped * tokens : 0;
        earned[j] = Math.max(0, Math.min(maxLimit - base, kept));
        limit[j] = base + earned[j];
      });
    },
  };
}
