import type { Signer } from "ethers";

import { type Deployment, send, type Sent, settleModels, SILENT, type Talk } from "#chain";

/** The contract settles so many rounds of a model in one call; what is further behind takes calls of its own. */
const MAX_ROUNDS_AT_ONCE = 16;
/** Ticks times rounds in one transaction, counting a round itself as four: well below the gas a transaction may use. */
const WORK_PER_TRANSACTION = 1_000;
const WORK_PER_ROUND = 4;

/** What was settled. */
export interface SettledAll {
  readonly models: readonly number[];
  readonly transactions: readonly Sent[];
}

interface Behind {
  readonly model: number;
  readonly rounds: number;
  readonly ticks: number;
}

/**
 * Brings every model that has stake up to the last closed round. A model without stake stands where it should without being
 * settled.
 *
 * Reads only what says how far a model is behind, not its book: the job does this every round, for every model.
 */
export async function settleAll(deployment: Deployment, signer: Signer, talk: Talk = SILENT): Promise<SettledAll> {
  const behind = await modelsBehind(deployment);
  const late = behind.filter(({ rounds }) => rounds > MAX_ROUNDS_AT_ONCE).map(({ model }) => model);
  const { transactions } =
    late.length === 0 ? { transactions: [] } : await settleModels(deployment, signer, late, talk);
  const sent: Sent[] = [...transactions];
  const { space } = deployment.as(signer);
  for (const batch of batches(behind.filter(({ rounds }) => rounds <= MAX_ROUNDS_AT_ONCE))) {
    const what = `Settle ${batch.length} ${batch.length === 1 ? "model" : "models"}`;
    sent.push(await send(what, () => space["settle(uint256[])"](batch), talk));
  }
  return { models: behind.map(({ model }) => model), transactions: sent };
}

async function modelsBehind({ contracts }: Deployment): Promise<Behind[]> {
  const closed = Number((await contracts.space.roundStatus()).round) - 1;
  const models = Number(await contracts.registry.modelCount());
  const behind: Behind[] = [];
  for (let model = 1; model <= models; model++) {
    const { bitmap, settledThrough } = await contracts.space.modelStatus(model);
    const rounds = closed - Number(settledThrough);
    if (bitmap !== 0n && rounds > 0) behind.push({ model, rounds, ticks: bitsOf(bitmap) });
  }
  return behind;
}

function batches(models: readonly Behind[]): number[][] {
  const made: number[][] = [];
  let room = 0;
  for (const { model, rounds, ticks } of models) {
    const work = rounds * (ticks + WORK_PER_ROUND);
    if (work > room) {
      made.push([]);
      room = WORK_PER_TRANSACTION;
    }
    made.at(-1)!.push(model);
    room -= work;
  }
  return made;
}

function bitsOf(bitmap: bigint): number {
  return bitmap.toString(2).replaceAll("0", "").length;
}
