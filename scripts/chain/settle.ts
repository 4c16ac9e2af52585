import type { Signer } from "ethers";

import { MAX_ROUNDS_PER_ACTION, MAX_TICK } from "#twin";
import type { Deployment } from "./deployment.js";
import { GAS_PER_TRANSACTION } from "./gas.js";
import { type ModelLag, readLags, readModelIds } from "./modelViews.js";
import { send, type Sent } from "./send.js";
import { SILENT, type Talk } from "./talk.js";

/**
 * Ticks times rounds that one transaction settles. 16 rounds of a full book of 128 ticks always fit into the 2^24 gas
 * of a transaction, so this many do; what a round costs whatever its ticks counts as four more.
 */
const TICK_ROUNDS_PER_TRANSACTION = MAX_ROUNDS_PER_ACTION * (MAX_TICK + 1);
const TICKS_PER_ROUND = 4;
/** What a batch may be estimated at: what is settled may cost a little more when it is mined. */
const GAS_PER_BATCH = (GAS_PER_TRANSACTION * 85n) / 100n;

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
 * @param which Which ones, by their ids or as {@link modelsBehind} found them; every model that has stake unless named. A model
 * without stake stands where it should without being settled.
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
  which?: readonly number[] | ModelsBehind,
  talk: Talk = SILENT,
): Promise<SettledModels> {
  const { through, behind } = isFound(which) ? which : await readBehind(deployment, which);
  const { space } = deployment.as(signer);
  const transactions: Sent[] = [];
  for (const model of stepsOf(behind, through)) {
    const settle = () => space[IN_STEPS](model, MAX_ROUNDS_PER_ACTION);
    transactions.push(await send(`Settle model ${model}`, settle, talk));
  }
  let pace: bigint | undefined;
  for (let first = 0; first < behind.length;) {
    const batch = await nextBatch(deployment, signer, behind.slice(first), through, pace);
    ({ pace } = batch);
    const ids = behind.slice(first, first + batch.count).map(({ model }) => model);
    first += batch.count;
    // What was estimated is not estimated again.
    const overrides = batch.gasLimit === undefined ? {} : { gasLimit: batch.gasLimit };
    transactions.push(await send(whatSettles(ids), () => space[AT_ONCE](ids, overrides), talk));
  }
  return { through, models: behind.map(({ model }) => model), transactions };
}

/** A call of the stake space that settles models, encoded. */
export interface SettlementCall {
  /** What it does, e.g. `"Settle 3 models"`. */
  readonly what: string;
  readonly data: string;
}

/**
 * The calls that settle as {@link settleModels} does, for whoever sends them himself, in order. No node is asked what they
 * would cost, so that there may be more of them.
 *
 * @throws {StakespaceError} As {@link settleModels}.
 *
 * @example
 * import { deployStakespace, settlementCalls } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * await settlementCalls(deployment, []); // => []
 */
export async function settlementCalls(deployment: Deployment, ids?: readonly number[]): Promise<SettlementCall[]> {
  const { through, behind } = await readBehind(deployment, ids);
  const { interface: abi } = deployment.contracts.space;
  const calls = stepsOf(behind, through).map((model) => ({
    what: whatSettles([model]),
    data: abi.encodeFunctionData(IN_STEPS, [model, MAX_ROUNDS_PER_ACTION]),
  }));
  for (let first = 0; first < behind.length;) {
    const count = sureBatch(behind.slice(first), through);
    const batch = behind.slice(first, first + count).map(({ model }) => model);
    first += count;
    calls.push({ what: whatSettles(batch), data: abi.encodeFunctionData(AT_ONCE, [batch]) });
  }
  return calls;
}

/** Models whose closed rounds are not in their books yet. */
export interface ModelsBehind {
  /** The last closed round. */
  readonly through: number;
  readonly behind: readonly ModelLag[];
}

function isFound(which: readonly number[] | ModelsBehind | undefined): which is ModelsBehind {
  return which !== undefined && "behind" in which;
}

const IN_STEPS = "settle(uint256,uint256)";
const AT_ONCE = "settle(uint256[])";

async function readBehind(
  deployment: Deployment,
  ids?: readonly number[],
  blockTag: number | "latest" = "latest",
): Promise<ModelsBehind> {
  const through = Number((await deployment.contracts.space.roundStatus({ blockTag })).round) - 1;
  // No model is behind where no round has closed; one that is named is still looked for.
  if (through === 0 && ids === undefined) return { through, behind: [] };
  const lags = await readLags(deployment, ids ?? (await readModelIds(deployment, blockTag)), blockTag);
  const behind = lags.filter(
    ({ settledThrough, ticks }) => settledThrough < through && (ids !== undefined || ticks > 0),
  );
  return { through, behind };
}

/** Models far behind, each as often as it takes a step of its own before one of a batch. */
function stepsOf(behind: readonly ModelLag[], through: number): number[] {
  return behind.flatMap(({ model, settledThrough }) => {
    const steps = Math.ceil((through - settledThrough) / MAX_ROUNDS_PER_ACTION) - 1;
    return Array.from({ length: Math.max(steps, 0) }, () => model);
  });
}

function whatSettles(models: readonly number[]): string {
  return models.length === 1 ? `Settle model ${models[0]!}` : `Settle ${models.length} models`;
}

/**
 * Models with stake whose closed rounds are not in their books yet.
 *
 * @param blockTag As of this block.
 *
 * @example
 * import { deployStakespace, modelsBehind } from "#chain";
 * import { network } from "hardhat";
 *
 * const { behind } = await modelsBehind(await deployStakespace(await network.create()));
 * behind; // => []
 */
export function modelsBehind(deployment: Deployment, blockTag: number | "latest" = "latest"): Promise<ModelsBehind> {
  return readBehind(deployment, undefined, blockTag);
}

/** The models that the next transaction settles. */
interface Batch {
  readonly count: number;
  /** None where the node did not estimate it. */
  readonly gasLimit?: bigint | undefined;
  /** Gas a unit of work, by the last estimate. */
  readonly pace: bigint | undefined;
}

/**
 * As many models as their gas, by the node's estimate, allows; by what a unit of work cost in the batch before, so that one
 * estimate a batch is enough. Where the node does not estimate so much, or does so wrongly, a number that always fits.
 */
async function nextBatch(
  { contracts }: Deployment,
  signer: Signer,
  behind: readonly ModelLag[],
  through: number,
  pace: bigint | undefined,
): Promise<Batch> {
  const from = await signer.getAddress();
  const estimated = async (count: number): Promise<Batch | undefined> => {
    const models = behind.slice(0, count);
    try {
      const ids = models.map(({ model }) => model);
      const gas = await contracts.space[AT_ONCE].estimateGas(ids, { from });
      if (gas > GAS_PER_BATCH) return undefined;
      const work = models.reduce((sum, lag) => sum + workOf(lag, through), 0);
      const limit = (gas * 115n) / 100n;
      return { count, gasLimit: limit, pace: gas / BigInt(work) + 1n };
    } catch {
      return undefined;
    }
  };
  const sure = sureBatch(behind, through);
  if (sure === behind.length) return { count: sure, pace };
  const known = pace === undefined ? await estimated(sure) : { count: 0, pace };
  if (known?.pace !== undefined) {
    const count = batchOf(behind, through, Number(GAS_PER_BATCH / known.pace));
    const more = count <= known.count ? undefined : await estimated(count);
    if (more !== undefined) return more;
  }
  return known !== undefined && known.count > 0 ? known : { count: sure, pace: undefined };
}

/** How many models fit into a transaction whatever is in their books. */
function sureBatch(models: readonly ModelLag[], through: number): number {
  return batchOf(models, through, TICK_ROUNDS_PER_TRANSACTION);
}

/** How many of the first models come to at most so much work; at least one. */
function batchOf(models: readonly ModelLag[], through: number, most: number): number {
  let work = 0;
  const past = models.findIndex((lag, place) => {
    work += workOf(lag, through);
    return place > 0 && work > most;
  });
  return past < 0 ? models.length : past;
}

/** What a model's settlement takes, in ticks times rounds. */
function workOf({ settledThrough, ticks }: ModelLag, through: number): number {
  return Math.min(through - settledThrough, MAX_ROUNDS_PER_ACTION) * (ticks + TICKS_PER_ROUND);
}
