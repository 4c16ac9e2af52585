import { MARKET_TERMS } from "../markets/types.js";

/** What a token earns on a score: `factor * score`, cut at plus and minus the clip of the mechanism, or another. */
export function paid(score: number, factor: number, clip: number = MARKET_TERMS.returnClip): number {
  return Math.max(-clip, Math.min(clip, factor * score));
}
