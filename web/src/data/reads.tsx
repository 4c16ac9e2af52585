import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Address } from "viem";
import { readContract } from "viem/actions";

import { modelRegistryAbi, scoreOracleAbi, stakeSpaceAbi, testTokenAbi } from "stakespace/abi";
import { type ModelView, type PositionView, readModelView, readPositions } from "stakespace/viem";

import { useApp } from "./app.tsx";
import { FRESH, useIndexState } from "./head.tsx";
import { indexPast } from "./indexPast.ts";
import { withFallback } from "./past.ts";
import type { Deed, Market, ModelRound, Past, PositionPast, RoundFacts } from "./types.ts";

/** Where the past is read from as things stand; undefined until the index has been looked at. */
export function usePast(): Past | undefined {
  const { config, deployment } = useApp();
  const kind = useIndexState()?.kind;
  return useMemo(() => {
    if (kind === undefined) return undefined;
    const index = kind === "up" && config.indexUrl !== undefined ? indexPast(config.indexUrl) : undefined;
    return withFallback(index, async () => {
      const { chainPast } = await import("./chainPast.ts");
      return chainPast({ deployment, fromBlock: config.fromBlock });
    });
  }, [kind, config, deployment]);
}

/** Reads from the past; anew with every block. */
function usePastQuery<Answer>(
  key: readonly unknown[],
  read: (past: Past) => Promise<Answer>,
  enabled = true,
): UseQueryResult<Answer> {
  const past = usePast();
  return useQuery({
    queryKey: [FRESH, past?.kind, ...key],
    queryFn: () => read(past!),
    enabled: enabled && past !== undefined,
    placeholderData: keepPreviousData,
    retry: 1,
  });
}

export const useMarket = (): UseQueryResult<Market> => usePastQuery(["market"], (past) => past.market());

export const useModelRounds = (model: number): UseQueryResult<readonly ModelRound[]> =>
  usePastQuery(["rounds of", model], (past) => past.modelRounds(model));

export const useDeeds = (of: { model: number } | { holder: Address }): UseQueryResult<readonly Deed[]> =>
  usePastQuery(["deeds", of], (past) => past.deeds(of));

export const useRounds = (): UseQueryResult<readonly RoundFacts[]> => usePastQuery(["rounds"], (past) => past.rounds());

export const useModelsOf = (owner: Address | undefined): UseQueryResult<readonly number[]> =>
  usePastQuery(["models of", owner], (past) => past.modelsOf(owner!), owner !== undefined);

/** Reads from the chain; anew with every block. */
function useChainQuery<Answer>(
  key: readonly unknown[],
  read: () => Promise<Answer>,
  enabled = true,
): UseQueryResult<Answer> {
  return useQuery({
    queryKey: [FRESH, "chain", ...key],
    queryFn: read,
    enabled,
    placeholderData: keepPreviousData,
    retry: 1,
  });
}

/** A model as the chain has it, with what others wrote about it. */
export interface FullModel extends ModelView {
  readonly name: string;
  readonly account: Address;
  /** Others' text. */
  readonly uri: string;
}

/** A model with its book. The chain is asked, never the index: people bid on what they see here. */
export function useModel(model: number): UseQueryResult<FullModel> {
  const { deployment, client, config } = useApp();
  const registry = { address: config.addresses.registry, abi: modelRegistryAbi, args: [BigInt(model)] } as const;
  return useChainQuery(["model", model], async () => {
    const [view, name, account, uri] = await Promise.all([
      readModelView(deployment, model),
      readContract(client, { ...registry, functionName: "nameOf" }),
      readContract(client, { ...registry, functionName: "accountOf" }),
      readContract(client, { ...registry, functionName: "tokenURI" }).catch(() => ""),
    ]);
    return { ...view, name, account, uri };
  });
}

/** What an account has at one tick of a model: as it is now, and its past. */
export interface Position extends PositionView, Omit<PositionPast, "model" | "tick"> {}

/** All that an account has. Which models it is on comes from the past, what it has there from the chain. */
export function usePositions(holder: Address | undefined): UseQueryResult<readonly Position[]> {
  const { deployment } = useApp();
  return usePastQuery(
    ["positions", holder],
    async (past) => {
      const known = await past.positionsOf(holder!);
      const models = [...new Set(known.map(({ model }) => model))];
      const now = await readPositions(deployment, holder!, models);
      return now.map((position) => {
        const its = known.find(({ model, tick }) => model === position.model && tick === position.tick);
        return { ...position, principal: its?.principal, rentPaid: its?.rentPaid, since: its?.since };
      });
    },
    holder !== undefined,
  );
}

/** What an account has on one model. */
export function usePositionsOn(model: number, holder: Address | undefined): UseQueryResult<readonly PositionView[]> {
  const { deployment } = useApp();
  return useChainQuery(
    ["positions on", model, holder],
    () => readPositions(deployment, holder!, [model]),
    holder !== undefined,
  );
}

/** What an account could spend, and has allowed the stake space to take. Token wei. */
export interface Purse {
  readonly balance: bigint;
  readonly allowance: bigint;
}

export function usePurse(holder: Address | undefined): UseQueryResult<Purse> {
  const { client, config } = useApp();
  const token = { address: config.addresses.token, abi: testTokenAbi } as const;
  return useChainQuery(
    ["purse", holder],
    async () => {
      const [balance, allowance] = await Promise.all([
        readContract(client, { ...token, functionName: "balanceOf", args: [holder!] }),
        readContract(client, { ...token, functionName: "allowance", args: [holder!, config.addresses.space] }),
      ]);
      return { balance, allowance };
    },
    holder !== undefined,
  );
}

/** What the contract holds and owes, and who signs reports. */
export function useTreasury() {
  const { client, config } = useApp();
  return useChainQuery(["treasury"], async () => {
    const [accounts, reporters, quorum] = await Promise.all([
      readContract(client, { address: config.addresses.space, abi: stakeSpaceAbi, functionName: "accounts" }),
      readContract(client, { address: config.addresses.oracle, abi: scoreOracleAbi, functionName: "reporters" }),
      readContract(client, { address: config.addresses.oracle, abi: scoreOracleAbi, functionName: "quorum" }),
    ]);
    return { ...accounts, reporters, quorum };
  });
}
