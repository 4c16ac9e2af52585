import { useQuery } from "@tanstack/react-query";
import { readContract } from "viem/actions";

import { stakeSpaceAbi } from "stakespace/abi";

import type { PendingReport } from "../preview/outcome.ts";
import { useApp } from "./app.tsx";
import { useMoment } from "./head.tsx";

/** The report that waits for its veto window to end, with its whole sheet; undefined where none does. */
export function usePendingReport(): PendingReport | undefined {
  const { client, config } = useApp();
  const { moment } = useMoment();
  const round = moment?.view.round;
  const proposedAt = moment?.view.proposedAt ?? 0;
  return useQuery({
    queryKey: ["pending report", round, proposedAt],
    enabled: proposedAt > 0,
    staleTime: Infinity,
    queryFn: async (): Promise<PendingReport> => {
      const { readSheet } = await import("./chainPast.ts");
      const { space } = config.addresses;
      const [record, records] = await Promise.all([
        readContract(client, {
          address: space,
          abi: stakeSpaceAbi,
          functionName: "roundRecord",
          args: [BigInt(round!)],
        }),
        readSheet(client, space, round!),
      ]);
      return { payoutFactor: record.payoutFactor, maxScore: Number(record.maxScore), records };
    },
  }).data;
}
