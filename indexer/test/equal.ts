import assert from "node:assert/strict";

import { createPublicClient, http } from "viem";

import { modelRegistryAbi, stakeSpaceAbi } from "../lib/abi.ts";
import type { Game, Index } from "./harness.ts";

interface Pools {
  readonly items: readonly { readonly tick: number; readonly assets: string; readonly shares: string }[];
}

interface ModelRow {
  readonly id: number;
  readonly name: string;
  readonly account: string | null;
  readonly accountFrom: number | null;
  readonly owner: string;
  readonly base: string;
  readonly earned: string;
  readonly space: string;
  readonly rent: string;
  readonly bitmap: string;
  readonly demand: string;
  readonly filled: string;
  readonly priceTick: number;
  readonly rate: number;
  readonly reserveTick: number;
  readonly nextReserveTick: number;
  readonly reserveFrom: number;
  readonly settledThrough: number;
  readonly pools: Pools;
}

interface PositionRow {
  readonly holder: string;
  readonly modelId: number;
  readonly tick: number;
  readonly shares: string;
}

interface RoundRow {
  readonly id: number;
  readonly outcome: string;
  readonly parametersId: number;
  readonly payoutFactor: string | null;
  readonly maxScore: number | null;
  readonly locksAt: string;
}

interface Answer {
  readonly tournament: { readonly round: number; readonly models: number; readonly paused: boolean };
  readonly models: { readonly items: readonly ModelRow[] };
  readonly positions: { readonly items: readonly PositionRow[] };
  readonly rounds: { readonly items: readonly RoundRow[] };
}

const QUERY = `{
  tournament(id: 1) { round models paused }
  models(limit: 1000) { items {
    id name account accountFrom owner base earned space rent bitmap demand filled priceTick rate reserveTick nextReserveTick reserveFrom settledThrough
    pools(limit: 128) { items { tick assets shares } }
  } }
  positions(limit: 1000) { items { holder modelId tick shares } }
  rounds(limit: 1000) { items { id outcome parametersId payoutFactor maxScore locksAt } }
}`;

const NOBODY = `0x${"0".repeat(40)}`;
const OUTCOMES = ["Open", "Reported", "Expired"];

/** Compares what the index says with what the chain's own views say, to the wei. Gives how many values were compared. */
export async function assertEqual(game: Game, index: Index): Promise<number> {
  const { rpc, record, accounts } = game.started;
  const client = createPublicClient({ transport: http(rpc), batch: { multicall: false } });
  const { space, registry } = record.addresses;
  const answer = await index.graphql<Answer>(QUERY);
  const read = { abi: stakeSpaceAbi, address: space } as const;
  const registering = { abi: modelRegistryAbi, address: registry } as const;
  let compared = 0;
  const same = (ours: unknown, theirs: unknown, what: string): void => {
    assert.equal(String(ours), String(theirs), `${what}: the index says ${String(ours)}, the chain ${String(theirs)}`);
    compared++;
  };

  const status = await client.readContract({ ...read, functionName: "roundStatus" });
  const count = await client.readContract({ ...registering, functionName: "modelCount" });
  same(answer.tournament.round, status.round, "open round");
  same(answer.tournament.paused, status.paused, "paused");
  same(answer.tournament.models, count, "models");
  same(answer.models.items.length, count, "models listed");

  for (const row of answer.models.items) {
    const args = [BigInt(row.id)] as const;
    const model = await client.readContract({ ...read, functionName: "modelStatus", args });
    const quote = await client.readContract({ ...read, functionName: "quote", args });
    const owner = await client.readContract({
      abi: modelRegistryAbi,
      address: registry,
      functionName: "ownerOf",
      args,
    });
    const reserve = answer.tournament.round >= row.reserveFrom ? row.nextReserveTick : row.reserveTick;
    const what = `model ${row.id}`;
    same(row.owner, owner.toLowerCase(), `${what}, owner`);
    const name = await client.readContract({ ...registering, functionName: "nameOf", args });
    const account = await client.readContract({ ...registering, functionName: "accountOf", args });
    const counts = row.account !== null && row.accountFrom! <= answer.tournament.round ? row.account : NOBODY;
    same(row.name, name, `${what}, name`);
    same(counts, account.toLowerCase(), `${what}, account`);
    same(row.base, model.base, `${what}, base`);
    same(row.earned, model.earned, `${what}, earned`);
    same(row.rent, model.rent, `${what}, rent`);
    same(row.bitmap, model.bitmap, `${what}, bitmap`);
    same(reserve, model.reserveTick, `${what}, reserve tick`);
    same(row.nextReserveTick, model.nextReserveTick, `${what}, next reserve tick`);
    same(row.space, quote.limit, `${what}, limit`);
    same(row.demand, quote.demand, `${what}, demand`);
    same(row.filled, quote.filled, `${what}, filled`);
    same(row.priceTick, quote.priceTick, `${what}, price tick`);
    same(row.rate, quote.rate, `${what}, rate`);
    for (const pool of row.pools.items) {
      const [assets, shares] = await client.readContract({
        ...read,
        functionName: "pool",
        args: [BigInt(row.id), pool.tick],
      });
      same(pool.assets, assets, `${what}, tick ${pool.tick}, assets`);
      same(pool.shares, shares, `${what}, tick ${pool.tick}, shares`);
    }
    for (const holder of accounts) {
      const held = answer.positions.items.filter(
        (position) => position.modelId === row.id && position.holder === holder.toLowerCase(),
      );
      for (const { tick } of row.pools.items) {
        const id = BigInt(row.id * 256 + tick);
        const shares = await client.readContract({ ...read, functionName: "balanceOf", args: [holder, id] });
        same(held.find((position) => position.tick === tick)?.shares ?? "0", shares, `${what}, ${holder} at ${tick}`);
      }
    }
  }

  for (const row of answer.rounds.items) {
    const args = [BigInt(row.id)] as const;
    const round = await client.readContract({ ...read, functionName: "roundRecord", args });
    same(row.outcome, OUTCOMES[round.outcome], `round ${row.id}, outcome`);
    same(row.parametersId, round.parametersId, `round ${row.id}, parameters`);
    if (row.outcome !== "Reported") continue;
    same(row.payoutFactor, round.payoutFactor, `round ${row.id}, payout factor`);
    same(row.maxScore, round.maxScore, `round ${row.id}, largest score`);
  }
  same(answer.rounds.items.at(-1)?.id, status.round, "last round listed");
  same(answer.rounds.items.at(-1)?.locksAt, status.locksAt, "lock of the open round");
  return compared;
}
