import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useSyncExternalStore } from "react";
import type { Client } from "viem";
import { getBlock, getChainId, getCode } from "viem/actions";

import { type Moment, readMoment } from "stakespace/viem";

import { useApp } from "./app.tsx";
import { lookAtIndex, type IndexState } from "./past.ts";

/** How often the chain is asked whether there is a new block, milliseconds. */
const PERIOD = 4_000;
/** On a chain that mines when something is sent. */
const LOCAL_PERIOD = 1_000;

/** How soon the index is asked again while it is behind. */
const SOON = 700;

/** The first part of the key of what every new block may change. */
export const FRESH = "fresh";

/** The deployment is not where `config.json` says. */
export class WrongChain extends Error {
  override readonly name = "WrongChain";
}

/** The open round with its parameters, read again and again; each new block makes everything else be read again, too. */
export function useMoment(): {
  readonly moment: Moment | undefined;
  readonly clock: number | undefined;
  readonly error: Error | null;
} {
  const { config, deployment, client } = useApp();
  const checked = useQuery({
    queryKey: ["chain checked"],
    queryFn: async () => {
      const chainId = await getChainId(client);
      if (chainId !== config.chainId)
        throw new WrongChain(`The node is on chain ${chainId}, this page is about chain ${config.chainId}.`);
      if ((await getCode(client, { address: config.addresses.space })) === undefined) {
        throw new WrongChain(`Chain ${chainId} has no contract at ${config.addresses.space}.`);
      }
      return true;
    },
    staleTime: Infinity,
    retry: 1,
    refetchInterval: ({ state }) => (state.status === "error" ? PERIOD : false),
  });
  const { data, error } = useQuery({
    queryKey: ["moment"],
    queryFn: async () => {
      const [moment, next] = await Promise.all([
        readMoment(deployment),
        config.nodeSigns ? nextBlockTime(client) : undefined,
      ]);
      return { moment, clock: next ?? moment.block.timestamp };
    },
    enabled: checked.data === true,
    refetchInterval: config.nodeSigns ? LOCAL_PERIOD : PERIOD,
    retry: 1,
  });
  return { moment: data?.moment, clock: data?.clock, error: checked.error ?? error };
}

/** A local chain that mines on demand may have no block for hours: its time is that of the block it would mine. */
async function nextBlockTime(client: Client): Promise<number | undefined> {
  try {
    return Number((await getBlock(client, { blockTag: "pending" })).timestamp);
  } catch {
    return undefined;
  }
}

/** Reads again what a new block may have changed, and once more when the index has read it, too. For the frame of the page, once. */
export function useFollowing(): void {
  const queries = useQueryClient();
  const { moment } = useMoment();
  const index = useIndexState();
  const at = `${moment?.block.hash} ${index?.kind === "up" ? index.block : ""}`;
  const last = useRef(at);
  useEffect(() => {
    if (last.current !== at) void queries.invalidateQueries({ queryKey: [FRESH] });
    last.current = at;
  }, [at, queries]);
}

/** How the index does. */
export function useIndexState(): IndexState | undefined {
  const { config } = useApp();
  const { moment } = useMoment();
  const head = moment?.block.number ?? 0;
  return useQuery({
    queryKey: ["index"],
    queryFn: () => lookAtIndex(config.indexUrl, config.chainId),
    refetchInterval: ({ state: { data } }) => {
      if (config.indexUrl === undefined) return false;
      // While it reads a block that the page has seen, it is asked soon.
      return data?.kind === "up" && data.block < head ? SOON : 3 * PERIOD;
    },
  }).data;
}

let ticks = Math.floor(Date.now() / 1_000);
const listeners = new Set<() => void>();
setInterval(() => {
  ticks = Math.floor(Date.now() / 1_000);
  for (const listener of listeners) listener();
}, 1_000);

/**
 * The chain's time now, unix seconds: that of the last block, and what has passed on this machine's clock since it was read. Never
 * behind the last block; ahead of it no more than this machine has seen go by.
 */
export function useNow(): number | undefined {
  const { moment, clock: chainTime } = useMoment();
  const clock = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => ticks,
  );
  const seen = useRef<{ time: number; at: number }>(undefined);
  if (moment === undefined || chainTime === undefined) return undefined;
  if (seen.current?.time !== chainTime) seen.current = { time: chainTime, at: clock };
  return chainTime + Math.max(0, clock - seen.current.at);
}
