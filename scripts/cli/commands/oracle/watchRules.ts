import { type Deployment, LOCAL_CHAIN_ID } from "#chain";
import type { WatchRules } from "#oracle";

/** Less than a token in the sink is not worth a transaction. */
const TOKENS_TO_FLUSH = 1n;

/** What the options of a watch say of its rules. */
export function rulesFor(
  { chainId, token }: Deployment,
  input: {
    readonly again: boolean;
    readonly execute?: boolean;
    readonly sealLead: number;
    readonly depth?: number | undefined;
    readonly minPayoutFactor: bigint;
    readonly acceptLowPayout: boolean;
  },
): Partial<WatchRules> {
  return {
    again: input.again,
    execute: input.execute ?? false,
    minPayoutFactor: input.acceptLowPayout ? 0n : input.minPayoutFactor,
    sealLead: input.sealLead,
    minFlush: TOKENS_TO_FLUSH * 10n ** BigInt(token.decimals),
    // Time is moved on a local chain, and every block stays.
    ...(chainId === LOCAL_CHAIN_ID && { skew: undefined, depth: input.depth ?? 0 }),
  };
}
