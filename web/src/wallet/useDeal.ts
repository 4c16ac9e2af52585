import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import type { Client, Hash } from "viem";
import { call, estimateGas, sendTransaction, waitForTransactionReceipt } from "viem/actions";
import { useConfig } from "wagmi";
import { getConnectorClient } from "wagmi/actions";

import { useApp } from "../data/app.tsx";
import { FRESH } from "../data/head.tsx";
import { words } from "../words/index.ts";
import { type Deal, type DealState, isBusy, type Signer, type Step } from "./deal.ts";
import { failureOf } from "./failure.ts";

/** Room for what changes between the trial and the block, percent. */
const SPARE_GAS = 125n;

/** Does deals one after the other: each step is tried on the chain, then the wallet is asked, then its block is awaited. */
export function useDeal() {
  const { client, config, token } = useApp();
  const wagmi = useConfig();
  const queries = useQueryClient();
  const [state, setState] = useState<DealState>({ kind: "idle" });
  const busy = useRef(false);
  const run = useCallback(
    async (deal: Deal): Promise<boolean> => {
      if (busy.current) return false;
      busy.current = true;
      let step = 0;
      let hash: Hash | undefined;
      let block: bigint | undefined;
      try {
        const signer = (await getConnectorClient(wagmi, { chainId: config.chainId })) as unknown as Signer;
        for (; step < deal.steps.length; step++) {
          const { kind, ...part } = deal.steps[step]!;
          if (kind === "sign") {
            setState({ kind: "asking", deal, step });
            await (part as Extract<Step, { kind: "sign" }>).sign(signer);
            continue;
          }
          hash = undefined;
          setState({ kind: "checking", deal, step });
          const transaction = await tried(client, signer, deal.steps[step] as Extract<Step, { kind: "send" }>);
          setState({ kind: "asking", deal, step });
          hash = await sendTransaction(signer, transaction);
          setState({ kind: "pending", deal, step, hash });
          const receipt = await waitForTransactionReceipt(client, { hash, pollingInterval: 500 });
          if (receipt.status !== "success") throw new Error(words.deal.reverted);
          block = receipt.blockNumber;
        }
        setState({ kind: "done", deal, hash, block });
        return true;
      } catch (thrown) {
        setState({ kind: "failed", deal, step, hash, ...failureOf(thrown, token) });
        return false;
      } finally {
        busy.current = false;
        await Promise.all([
          queries.invalidateQueries({ queryKey: ["moment"] }),
          queries.invalidateQueries({ queryKey: [FRESH] }),
        ]);
      }
    },
    [client, config, queries, token, wagmi],
  );
  return { state, run, busy: isBusy(state), reset: useCallback(() => setState({ kind: "idle" }), []) };
}

/** Tries a step on the chain as it is; what comes back is ready to be sent. */
async function tried(client: Client, signer: Signer, { to, data }: Extract<Step, { kind: "send" }>) {
  const transaction = { account: signer.account, to, data: data() };
  await call(client, transaction);
  const gas = await estimateGas(client, transaction);
  return { ...transaction, gas: (gas * SPARE_GAS) / 100n, chain: signer.chain ?? null };
}
