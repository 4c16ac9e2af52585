import { defineChain } from "viem";
import { createConfig, http } from "wagmi";

import type { Config } from "../config.ts";

/** Wallets of this browser, as they announce themselves (EIP-6963), on the one chain the page is about. */
export function walletsFor({ chainId, chainName, rpcUrl, explorerUrl }: Config) {
  const chain = defineChain({
    id: chainId,
    name: chainName,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
    ...(explorerUrl !== undefined && { blockExplorers: { default: { name: "Explorer", url: explorerUrl } } }),
  });
  return createConfig({
    chains: [chain],
    // Many small reads of a screen go over the wire as one.
    transports: { [chainId]: http(rpcUrl, { batch: { wait: 8 }, retryCount: 1, timeout: 10_000 }) },
    multiInjectedProviderDiscovery: true,
    batch: { multicall: false },
  });
}

export type Wallets = ReturnType<typeof walletsFor>;
