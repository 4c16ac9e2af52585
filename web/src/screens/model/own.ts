import { useMemo } from "react";

import { usePositionsOn } from "../../data/reads.tsx";
import { useWallet } from "../../wallet/useWallet.ts";

/** The account of a model that was handed over and not accepted. */
export const NOBODY_YET = "0x0000000000000000000000000000000000000000";

const NOTHING: ReadonlyMap<number, bigint> = new Map();

/** What whoever is connected has on a model, by tick. Token wei. */
export function useOwnBook(model: number): ReadonlyMap<number, bigint> {
  const { address } = useWallet();
  const { data } = usePositionsOn(model, address);
  return useMemo(
    () =>
      address === undefined || data === undefined ? NOTHING : new Map(data.map(({ tick, assets }) => [tick, assets])),
    [address, data],
  );
}
