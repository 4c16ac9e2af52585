import type { Signer } from "ethers";

import { MAX_ROUNDS_PER_ACTION, MAX_TICK } from "#twin";
import type { Deployment } from "./deployment.js";
import { type ModelLag, readLags, readModelIds } from "./modelViews.js";
import { send, type Sent } from "./send.js";
import { SILENT, type Talk } from "./talk.js";

/**
 * Ticks times rounds that one transaction settles. 16 rounds of a full book of 128 ticks always fit into the 2^24 gas
 * of a transaction, so this many do; what a round costs whatever its ticks counts as four more.
 */
const TICK_ROUNDS_PER_TRANSACTION = MAX_ROUNDS_PER_ACTION * (MAX_TICK + 1);
const TICKS_PER_ROUND = 4;

/** What was settled. */
export interface SettledModels {
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
 * @param ids Which ones; every model that has stake unless named. A model without stake stands where it should without
 * being settled.
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
  ids?: readonly number[],
  talk: Talk = SILENT,
): Promise<SettledModels> {
  const through = Number((await deployment.contracts.space.roundStatus()).round) - 1;
  const lags = await readLags(deployment, ids ?? (await readModelIds(deployment)));
  const behind = lags.filter(
    ({ settledThrough, ticks }) => settledThrough < through && (ids !== undefined || ticks > 0),
  );
  const { space } = deployment.as(signer);
  const transactions: Sent[] = [];
  for (const { model, settledThrough } of behind) {
    for (let left = through - settledThrough; left > MAX_ROUNDS_PER_ACTION; left -= MAX_ROUNDS_PER_ACTION) {
      const settle = () => space["settle(uint256,uint256)"](model, MAX_ROUNDS_PER_ACTION);
      transactions.push(await send(`Settle model ${model}`, settle, talk));
    }
  }
  for (const batch of batches(behind, through)) {
    const what = batch.length === 1 ? `Settle model ${batch[0]!}` : `Settle ${batch.length} models`;
    transactions.push(await send(what, () => space["settle(uint256[])"](batch), talk));
  }
  return { through, models: behind.map(({ model }) => model), transactions };
}

function batches(models: readonly ModelLag[], through: number): number[][] {
  const made: number[][] = [];
  let room = 0;
  for (const { model, settledThrough, ticks } of models) {
    const rounds = Math.min(through - settledThrough, MAX_ROUNDS_PER_ACTION);
    const work = rounds * (ticks + TICKS_PER_ROUND);
    if (work > room) {
      made.push([]);
      room = TICK_ROUNDS_PER_TRANSACTION;
    }
    made.at(-1)!.push(model);
    room -= work;
  }
  return made;
}
