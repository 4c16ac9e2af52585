import type { Address } from "viem";
import { getBlock, getContractEvents } from "viem/actions";

import { stakeSpaceAbi } from "stakespace/abi";
import { fromPositionId, MAX_TICK, toPositionId } from "stakespace/twin";

import type { Reach } from "./chainPast.ts";
import type { Deed } from "./types.ts";

const NOBODY = "0x0000000000000000000000000000000000000000";
/** How many are shown. */
const LAST = 20;

/** What was done with a model, or by an account, from the chain's events: bids and withdrawals of the last blocks first. */
export async function chainDeeds(
  { deployment, fromBlock }: Reach,
  of: { readonly model: number } | { readonly holder: Address },
): Promise<readonly Deed[]> {
  const { client, addresses } = deployment;
  const space = { address: addresses.space, abi: stakeSpaceAbi, fromBlock, strict: true } as const;
  const ids =
    "model" in of ? Array.from({ length: MAX_TICK + 1 }, (_, tick) => BigInt(toPositionId(of.model, tick))) : undefined;
  const shares = async (args: { sender?: Address; receiver?: Address }) =>
    getContractEvents(client, {
      ...space,
      eventName: "Transfer",
      args: { ...args, ...(ids !== undefined && { id: ids }) },
    });
  const holder = "holder" in of ? of.holder : undefined;
  const [came, went, bids, gone] = await Promise.all([
    shares({ sender: NOBODY, ...(holder !== undefined && { receiver: holder }) }),
    getContractEvents(client, {
      ...space,
      eventName: "Moved",
      args: "model" in of ? { modelId: BigInt(of.model) } : { owner: of.holder },
    }),
    getContractEvents(client, { ...space, eventName: "Bid", args: ids === undefined ? {} : { positionId: ids } }),
    getContractEvents(client, {
      ...space,
      eventName: "Withdrawn",
      args: { ...(ids !== undefined && { positionId: ids }), ...(holder !== undefined && { owner: holder }) },
    }),
  ]);
  // A bid's event stands right behind the transfer that says who has the shares.
  const holders = new Map(came.map((log) => [`${log.transactionHash}:${log.logIndex + 1}`, log.args.receiver]));
  const deeds = [
    ...bids.flatMap((log) => {
      const who = holders.get(`${log.transactionHash}:${log.logIndex}`);
      return who === undefined
        ? []
        : [{ log, kind: "bid" as const, who, ...placeOf(log.args.positionId), assets: log.args.assets }];
    }),
    ...gone.map((log) => ({
      log,
      kind: "withdraw" as const,
      who: log.args.owner,
      ...placeOf(log.args.positionId),
      assets: log.args.assets,
    })),
    ...went.map((log) => ({
      log,
      kind: "move" as const,
      who: log.args.owner,
      model: Number(log.args.modelId),
      tick: log.args.fromTick,
      toTick: log.args.toTick,
      assets: log.args.assets,
    })),
  ]
    .sort((a, b) => Number(b.log.blockNumber - a.log.blockNumber) || b.log.logIndex - a.log.logIndex)
    .slice(0, LAST);
  const blocks = [...new Set(deeds.map(({ log }) => log.blockNumber))];
  const times = new Map(
    await Promise.all(
      blocks.map(
        async (number) => [number, Number((await getBlock(client, { blockNumber: number })).timestamp)] as const,
      ),
    ),
  );
  return deeds.map(({ log, kind, who, model, tick, toTick, assets }) => ({
    id: `${log.transactionHash}:${log.logIndex}`,
    kind,
    holder: who,
    model,
    tick,
    toTick,
    assets,
    at: times.get(log.blockNumber) ?? 0,
    transaction: log.transactionHash,
  }));
}

function placeOf(positionId: bigint): { model: number; tick: number; toTick: undefined } {
  const { modelId, tick } = fromPositionId(Number(positionId));
  return { model: modelId, tick, toTick: undefined };
}
