import { type Address, type Client, hexToBytes } from "viem";
import { getCode, getContractEvents, readContract } from "viem/actions";

import { modelRegistryAbi, stakeSpaceAbi, stakeSpaceLensAbi } from "stakespace/abi";
import { decodePages, fromPositionId, recordOf, type ScoreRecord } from "stakespace/twin";
import { readModelIds, type ViemDeployment } from "stakespace/viem";

import { chainDeeds } from "./chainDeeds.ts";
import { chainRounds } from "./chainRounds.ts";
import { inParts } from "./inParts.ts";
import type { LastSettled, MarketModel, ModelRound, Past } from "./types.ts";

/** Rounds back from the last one that sheets are fetched of: each costs a call or two. */
const SHEETS = 24;

/** Where events are looked for. */
export interface Reach {
  readonly deployment: ViemDeployment;
  readonly fromBlock: bigint;
}

/** The past as the chain itself tells it: slower than the index, and without what nobody wrote down. */
export function chainPast(reach: Reach): Past {
  const { deployment, fromBlock } = reach;
  const { client, addresses } = deployment;
  const space = { address: addresses.space, abi: stakeSpaceAbi } as const;
  const settledIn = (args: { modelId?: bigint; round?: bigint }) =>
    getContractEvents(client, { ...space, eventName: "ModelSettled", args, fromBlock, strict: true });
  const lastReported = async (): Promise<{ round: number; lastReported: number }> => {
    const status = await readContract(client, { ...space, functionName: "roundStatus" });
    return { round: Number(status.round), lastReported: Number(status.lastReported) };
  };
  return {
    kind: "chain",
    async market() {
      const { round, lastReported: last } = await lastReported();
      const ids = await readModelIds(deployment);
      const [views, sheet, logs] = await Promise.all([
        readLens(deployment, ids),
        last === 0 ? [] : readSheet(client, addresses.space, last),
        last === 0 ? [] : settledIn({ round: BigInt(last) }),
      ]);
      const settled = new Map(logs.map(({ args }) => [Number(args.modelId), toSettled(args)]));
      return {
        round,
        lastReported: last,
        models: views.map((view) => ({
          ...view,
          sheet: recordOf(sheet, view.id),
          last: settled.get(view.id),
        })),
      };
    },
    async modelRounds(model) {
      const [{ round, lastReported: last }, logs] = await Promise.all([
        lastReported(),
        settledIn({ modelId: BigInt(model) }),
      ]);
      const byRound = new Map(logs.map(({ args }) => [Number(args.round), args]));
      const first = Math.max(1, round - SHEETS);
      const rounds = Array.from({ length: round - first + 1 }, (_, i) => first + i);
      return Promise.all(
        rounds.map(async (number): Promise<ModelRound> => {
          const args = byRound.get(number);
          const before = byRound.get(number - 1);
          const sheet = number > last ? [] : await readSheet(client, addresses.space, number);
          return {
            round: number,
            limit: before === undefined ? undefined : before.base + before.earned,
            settled: args === undefined ? undefined : toSettled(args),
            sheet: recordOf(sheet, model),
          };
        }),
      );
    },
    deeds: (of) => chainDeeds(reach, of),
    async positionsOf(holder) {
      const logs = await getContractEvents(client, {
        ...space,
        eventName: "Transfer",
        args: { receiver: holder },
        fromBlock,
        strict: true,
      });
      const ids = [...new Set(logs.map(({ args }) => Number(args.id)))];
      return ids.map((id) => {
        const { modelId: model, tick } = fromPositionId(id);
        return { model, tick, principal: undefined, rentPaid: undefined, since: undefined };
      });
    },
    async modelsOf(owner) {
      const registry = { address: addresses.registry, abi: modelRegistryAbi } as const;
      const logs = await getContractEvents(client, {
        ...registry,
        eventName: "Transfer",
        args: { to: owner },
        fromBlock,
        strict: true,
      });
      const ids = [...new Set(logs.map(({ args }) => args.tokenId))];
      const owners = await Promise.all(
        ids.map((id) => readContract(client, { ...registry, functionName: "ownerOrZero", args: [id] })),
      );
      return ids
        .filter((_, i) => owners[i]!.toLowerCase() === owner.toLowerCase())
        .map(Number)
        .sort((a, b) => a - b);
    },
    rounds: () => chainRounds(reach),
  };
}

/** The lines of the sheet a round was reported with; none where it has no report. */
export async function readSheet(client: Client, address: Address, round: number): Promise<readonly ScoreRecord[]> {
  const { pages } = await readContract(client, {
    address,
    abi: stakeSpaceAbi,
    functionName: "roundRecord",
    args: [BigInt(round)],
  });
  const codes = await Promise.all(pages.map((page) => getCode(client, { address: page })));
  // A page begins with a byte that stops whoever calls it.
  return decodePages(codes.map((code) => hexToBytes(code ?? "0x").slice(1)));
}

type LensModel = Omit<MarketModel, "sheet" | "last">;

async function readLens({ client, addresses }: ViemDeployment, ids: readonly number[]): Promise<LensModel[]> {
  const found = await inParts(ids, (part) =>
    readContract(client, {
      address: addresses.lens,
      abi: stakeSpaceLensAbi,
      functionName: "models",
      args: [addresses.space, part.map(BigInt)],
    }),
  );
  return found.map(({ modelId, name, owner, status, quote, pools }) => ({
    id: Number(modelId),
    name,
    owner,
    limit: quote.limit,
    base: status.base,
    earned: status.earned,
    assets: pools.reduce((sum, pool) => sum + pool.assets, 0n),
    demand: quote.demand,
    filled: quote.filled,
    priceTick: quote.priceTick,
    rate: Number(quote.rate),
    reserveTick: status.reserveTick,
    rent: status.rent,
  }));
}

function toSettled(args: { filled: bigint; rate: bigint; result: bigint; rent: bigint }): LastSettled {
  return { filled: args.filled, rate: Number(args.rate), result: args.result, rent: args.rent };
}
