import type { World } from "../../worlds/types.js";

/** Sums over the models of each account. */
export function stakeByAccount(
  world: World,
  stake: Float64Array,
  score: Float64Array,
): { readonly stake: Float64Array; readonly scored: Float64Array } {
  const result = { stake: new Float64Array(world.accounts.length), scored: new Float64Array(world.accounts.length) };
  stake.forEach((tokens, j) => {
    const account = world.accountOf[j]!;
    result.stake[account]! += tokens;
    result.scored[account]! += tokens * score[j]!;
  });
  return result;
}
