import type { Address, PublicClient } from "viem";

import { modelRegistryAbi, stakeSpaceLensAbi } from "stakespace/abi";

/** Two decimals, cut: how the page writes amounts, said once more. */
export function twoDigits(wei: bigint): string {
  const hundredths = (wei * 100n) / 10n ** 18n;
  return `${(hundredths / 100n).toLocaleString("en")}.${(hundredths % 100n).toString().padStart(2, "0")}`;
}

/** A rate of 1e-5 as percent, three decimals. */
export function percent(rate: bigint): string {
  return `${rate / 1_000n}.${(rate % 1_000n).toString().padStart(3, "0")} %`;
}

/** All models as the lens has them. */
export async function modelsOf(client: PublicClient, addresses: Readonly<Record<string, string>>) {
  const count = await client.readContract({
    address: addresses["registry"] as Address,
    abi: modelRegistryAbi,
    functionName: "modelCount",
  });
  const ids = Array.from({ length: Number(count) }, (_, i) => BigInt(i + 1));
  const views = [];
  for (let first = 0; first < ids.length; first += 10) {
    views.push(
      ...(await client.readContract({
        address: addresses["lens"] as Address,
        abi: stakeSpaceLensAbi,
        functionName: "models",
        args: [addresses["space"] as Address, ids.slice(first, first + 10)],
      })),
    );
  }
  return views;
}
