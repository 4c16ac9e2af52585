import { sumOf } from "../../statistics.js";
import { ownStake } from "../ownStake.js";
import type { StakeView } from "../types.js";

/** One entry of the auction. */
export interface Confident {
  /** Tokens of prize a winner asks per token of stake are 1 / confidence. */
  readonly confidence: number;
  readonly stake: number;
  /** Whether the prediction turned out right. */
  readonly right: boolean;
}

/**
 * The auction of the white paper of 2017. Highest confidence first, the right win `stake / confidence` until the pool is empty;
 * the wrong burn their stake, as long as the pool had not run out before them.
 *
 * @returns what each entry wins or, below 0, burns; in the order given. Tokens.
 */
export function auction(entries: readonly Confident[], pool: number): number[] {
  const result = entries.map(() => 0);
  const order = entries.map((_, index) => index);
  order.sort((a, b) => entries[b]!.confidence - entries[a]!.confidence || a - b);
  let left = pool;
  for (const index of order) {
    if (left <= 0) break;
    const { confidence, stake, right } = entries[index]!;
    if (!right) {
      result[index] = -stake;
      continue;
    }
    result[index] = Math.min(left, stake / confidence);
    left -= result[index];
  }
  return result;
}

/** Part of its tokens an owner dares in one round: the wrong lose all of it. */
const DARED = 0.05;
/** The pool, as part of all tokens at risk. */
const POOL_SHARE = 0.25;
/** Confidence of the least and the most confident owner. */
const LEAST = 0.5;
const MOST = 5;

/** Confidence and stake are bid against a fixed pool. */
export const whitepaperAuction = ownStake(
  "M11",
  "The white paper's auction",
  "Owners name a confidence; the most confident are paid first out of a fixed pool if they are right, and burn all if wrong.",
  {
    allowed: ({ stake }) => stake.map((tokens) => DARED * tokens),
    weights: (view) => view.stake.map((tokens, j) => tokens * confidenceOf(view, j)),
    returns: (view, score) => {
      const entries = Array.from(view.stake, (stake, j) => ({
        confidence: confidenceOf(view, j),
        stake,
        right: score[j]! > 0,
      }));
      const result = auction(entries, POOL_SHARE * sumOf(view.stake));
      return view.stake.map((stake, j) => (stake === 0 ? 0 : result[j]! / stake));
    },
  },
);

function confidenceOf({ confidence }: StakeView, model: number): number {
  return LEAST + (MOST - LEAST) * confidence[model]!;
}
