import type { Signer } from "ethers";

import { send, type Sent } from "./send.js";
import type { Deployment } from "./deployment.js";
import { SILENT, type Talk } from "./talk.js";
import { readModels, readRound, type ModelState } from "./views.js";

/** No call settles more rounds of a model than this. */
const MAX_ROUNDS_PER_CALL = 16;
/**
 * Ticks times rounds that one transaction settles. 16 rounds of a full book of 128 ticks always fit into the 2^24 gas
 * of a transaction, so this many do; what a round costs whatever its ticks counts as four more.
 */
const TICK_ROUNDS_PER_TRANSACTION = MAX_ROUNDS_PER_CALL * 128;
const TICKS_PER_ROUND = 4;

/** What was settled. */
export interface Settled {
  /** The last closed round, which every model named is settled through now. */
  readonly through: number;
  /** The models that were behind. */
  readonly models: readonly number[];
  readonly transactions: readonly Sent[];
}

/**
 * Brings models up to the last closed round, in as few transactions as their gas allows. Those that are up to date
 * cost nothing.
 *
 * @throws {StakespaceError} `UnknownModel` for an id that was not registered.
 *
 * @example
 * import { deployStakespace, settleModels, signerFor } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const signer = await signerFor(deployment.connection);
 * const { through } = await settleModels(deployment, signer, []);
 * through; // => 0
 */
export async function settleModels(
  deployment: Deployment,
  signer: Signer,
  ids: readonly number[],
  talk: Talk = SILENT,
): Promise<Settled> {
  const through = (await readRound(deployment)).round - 1;
  const behind = (await readModels(deployment, ids)).filter((model) => model.settledThrough < through);
  const { space } = deployment.as(signer);
  const transactions: Sent[] = [];
  for (const model of behind) {
    for (let left = through - model.settledThrough; left > MAX_ROUNDS_PER_CALL; left -= MAX_ROUNDS_PER_CALL) {
      const settle = () => space["settle(uint256,uint256)"](model.model, MAX_ROUNDS_PER_CALL);
      transactions.push(await send(`Settle model ${model.model}`, settle, talk));
    }
  }
  for (const batch of batches(behind, through)) {
    const what = batch.length === 1 ? `Settle model ${batch[0]!}` : `Settle ${batch.length} models`;
    transactions.push(await send(what, () => space["settle(uint256[])"](batch), talk));
  }
  return { through, models: behind.map((model) => model.model), transactions };
}

function batches(models: readonly ModelState[], through: number): number[][] {
  const made: number[][] = [];
  let room = 0;
  for (const { model, settledThrough, pools } of models) {
    const rounds = Math.min(through - settledThrough, MAX_ROUNDS_PER_CALL);
    const cost = rounds * (pools.length + TICKS_PER_ROUND);
    if (cost > room) {
      made.push([]);
      room = TICK_ROUNDS_PER_TRANSACTION;
    }
    made.at(-1)!.push(model);
    room -= cost;
  }
  return made;
}
