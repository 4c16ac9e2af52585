import type { Provider } from "ethers";

/**
 * The last block before a moment, by halving: about twenty looks in a million blocks.
 *
 * @param moment Unix seconds.
 * @param low A block that is before it.
 * @param high A block to look no further than.
 */
export async function lastBlockBefore(
  provider: Pick<Provider, "getBlock">,
  moment: number,
  low: number,
  high: number,
): Promise<number> {
  let [before, last] = [low, high];
  while (before < last) {
    const middle = before + Math.ceil((last - before) / 2);
    if ((await provider.getBlock(middle))!.timestamp < moment) before = middle;
    else last = middle - 1;
  }
  return before;
}
