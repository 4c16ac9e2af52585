import type { Anchor, Deployment } from "#chain";

/** Blocks after which one counts as kept where a node does not say which ones are. */
const CONFIRMATIONS = 64;

/** The last block that the chain keeps, as far as the node says. */
export async function finalizedBlock({ connection }: Deployment): Promise<number> {
  const { provider } = connection.ethers;
  try {
    const found = await provider.getBlock("finalized");
    if (found !== null) return found.number;
  } catch {
    // Not every node knows the word.
  }
  return Math.max(0, (await provider.getBlockNumber()) - CONFIRMATIONS);
}

/** Whether a block is still one of the chain's. */
export async function isCanonical({ connection }: Deployment, { block, hash }: Anchor): Promise<boolean> {
  const found = await connection.ethers.provider.getBlock(block);
  return found?.hash === hash;
}
