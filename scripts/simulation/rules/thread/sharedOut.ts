import type { StakeView } from "../types.js";

/** What accounts may stake, given to their models in proportion to what the owners want on them. */
export function sharedOut(
  { accountOf, accountCount, stake }: StakeView,
  mostOf: (account: number) => number,
): Float64Array {
  const wanted = new Float64Array(accountCount);
  for (let j = 0; j < stake.length; j++) wanted[accountOf[j]!]! += stake[j]!;
  return stake.map((tokens, j) => {
    const account = accountOf[j]!;
    return wanted[account] === 0 ? 0 : (tokens / wanted[account]!) * mostOf(account);
  });
}
