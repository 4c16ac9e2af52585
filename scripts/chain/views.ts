import { type Parameters, type Pool, PHASES, type Phase } from "#twin";
import { StakespaceError } from "#lib";
import type { Deployment } from "./deployment.js";

/** The open round; times in unix seconds. */
export interface RoundView {
  readonly round: number;
  readonly phase: Phase;
  readonly opensAt: number;
  readonly quietFrom: number;
  readonly locksAt: number;
  readonly reportFrom: number;
  readonly reportBy: number;
  /** When the pending report was proposed, 0 without one. */
  readonly proposedAt: number;
  /** When the pending report may be made final, 0 without one. */
  readonly finalFrom: number;
  readonly missedRounds: number;
  readonly paused: boolean;
  readonly lastReported: number;
  /** The chain's time. */
  readonly now: number;
}

/** One occupied tick of a model's book. Token wei. */
export interface PoolLine extends Pool {
  readonly tick: number;
  readonly filled: bigint;
}

/** A model as if it were settled through the last closed round. Token wei; rates in units of 1e-5. */
export interface ModelState {
  readonly model: number;
  readonly owner: string;
  readonly limit: bigint;
  readonly base: bigint;
  readonly earned: bigint;
  readonly rent: bigint;
  readonly demand: bigint;
  readonly filled: bigint;
  readonly priceTick: number;
  readonly rate: bigint;
  readonly reserveTick: number;
  readonly nextReserveTick: number;
  readonly settledThrough: number;
  /** Highest tick first. */
  readonly pools: readonly PoolLine[];
}

/** What an account has at one tick of a model. Token wei. */
export interface PositionState {
  readonly model: number;
  readonly tick: number;
  readonly shares: bigint;
  readonly assets: bigint;
  readonly filled: bigint;
}

/** What the contract holds and owes, and what waits for a round's gains. Token wei. */
export interface AccountsView {
  readonly held: bigint;
  readonly treasury: bigint;
  readonly burned: bigint;
  readonly rentOwed: bigint;
  readonly stakedModels: number;
}

/** Models read per call: a call has a gas limit, too. */
const MODELS_PER_CALL = 10;

/**
 * The parameters of the open round.
 *
 * @example
 * import { deployStakespace, readParameters } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const { baseLimit } = await readParameters(deployment); // token wei
 */
export async function readParameters({ contracts }: Deployment): Promise<Parameters> {
  const p = await contracts.space.parameters();
  return {
    baseLimit: p.baseLimit,
    maxLimit: p.maxLimit,
    minBid: p.minBid,
    registrationFee: p.registrationFee,
    newcomerShare: p.newcomerShare,
    limitGain: p.limitGain,
    limitDecay: p.limitDecay,
    tcClip: p.tcClip,
    returnClip: p.returnClip,
    ppfFloor: p.ppfFloor,
    rentFee: p.rentFee,
    biddingPeriod: Number(p.biddingPeriod),
    quietPeriod: Number(p.quietPeriod),
    livePeriod: Number(p.livePeriod),
    reportPeriod: Number(p.reportPeriod),
    challengePeriod: Number(p.challengePeriod),
    maxMissedRounds: Number(p.maxMissedRounds),
  };
}

/**
 * The open round.
 *
 * @example
 * import { deployStakespace, readRound } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const { round, phase } = await readRound(deployment);
 * phase; // => "Bidding"
 */
export async function readRound(deployment: Deployment): Promise<RoundView> {
  const [status, parameters, block] = await Promise.all([
    deployment.contracts.space.roundStatus(),
    readParameters(deployment),
    deployment.connection.ethers.provider.getBlock("latest"),
  ]);
  const locksAt = Number(status.locksAt);
  const phase = PHASES[Number(status.phase)]!;
  const proposedAt = Number(status.proposedAt);
  return {
    round: Number(status.round),
    phase,
    opensAt: Number(status.opensAt),
    quietFrom: phase === "Recess" ? locksAt : locksAt - parameters.quietPeriod,
    locksAt,
    reportFrom: Number(status.reportFrom),
    reportBy: Number(status.reportBy),
    proposedAt,
    finalFrom: proposedAt === 0 ? 0 : proposedAt + parameters.challengePeriod,
    missedRounds: Number(status.missedRounds),
    paused: status.paused,
    lastReported: Number(status.lastReported),
    now: block!.timestamp,
  };
}

/**
 * What the contract holds and owes.
 *
 * @example
 * import { deployStakespace, readAccounts } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const { treasury } = await readAccounts(deployment);
 * treasury; // => 0n
 */
export async function readAccounts({ contracts }: Deployment): Promise<AccountsView> {
  const a = await contracts.space.accounts();
  return {
    held: a.held,
    treasury: a.treasury,
    burned: a.burned,
    rentOwed: a.rentOwed,
    stakedModels: Number(a.stakedModels),
  };
}

/**
 * Every model id there is, from 1.
 *
 * @example
 * import { deployStakespace, readModelIds } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * await readModelIds(deployment); // => []
 */
export async function readModelIds({ contracts }: Deployment): Promise<number[]> {
  const count = Number(await contracts.registry.modelCount());
  return Array.from({ length: count }, (_, index) => index + 1);
}

/**
 * The models with their books, in the order asked for.
 *
 * @throws {StakespaceError} `UnknownModel` for an id that was not registered.
 *
 * @example
 * import { deployStakespace, readModelIds, readModels } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const states = await readModels(deployment, await readModelIds(deployment));
 * states.length; // => 0
 */
export async function readModels({ contracts, addresses }: Deployment, ids: readonly number[]): Promise<ModelState[]> {
  const models: ModelState[] = [];
  for (let start = 0; start < ids.length; start += MODELS_PER_CALL) {
    const views = await contracts.lens.models(addresses.space, ids.slice(start, start + MODELS_PER_CALL));
    for (const { modelId, owner, status, quote, pools } of views) {
      if (/^0x0+$/.test(owner)) throw unknownModel(Number(modelId), Number(await contracts.registry.modelCount()));
      models.push({
        model: Number(modelId),
        owner,
        limit: quote.limit,
        base: status.base,
        earned: status.earned,
        rent: status.rent,
        demand: quote.demand,
        filled: quote.filled,
        priceTick: Number(quote.priceTick),
        rate: quote.rate,
        reserveTick: Number(status.reserveTick),
        nextReserveTick: Number(status.nextReserveTick),
        settledThrough: Number(status.settledThrough),
        pools: pools.map(({ tick, assets, shares, filled }) => ({ tick: Number(tick), assets, shares, filled })),
      });
    }
  }
  return models;
}

/**
 * One model; see {@link readModels}.
 *
 * @example
 * import { loadDeployment, readModel } from "#chain";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const { limit, filled } = await readModel(deployment, 1); // token wei
 */
export async function readModel(deployment: Deployment, id: number): Promise<ModelState> {
  return (await readModels(deployment, [id]))[0]!;
}

/**
 * What an account has on the models, tick by tick.
 *
 * @example
 * import { loadDeployment, readPositions, signerFor } from "#chain";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const holder = await signerFor(connection);
 * const positions = await readPositions(deployment, holder.address, [1, 2]);
 */
export async function readPositions(
  { contracts, addresses }: Deployment,
  holder: string,
  ids: readonly number[],
): Promise<PositionState[]> {
  const positions: PositionState[] = [];
  for (let start = 0; start < ids.length; start += MODELS_PER_CALL) {
    const found = await contracts.lens.positions(addresses.space, holder, ids.slice(start, start + MODELS_PER_CALL));
    for (const { modelId, tick, shares, assets, filled } of found) {
      positions.push({ model: Number(modelId), tick: Number(tick), shares, assets, filled });
    }
  }
  return positions;
}

function unknownModel(id: number, count: number): StakespaceError {
  return new StakespaceError(
    `There is no model ${id}; ${count === 0 ? "none is registered yet" : `ids go from 1 to ${count}`}.`,
    {
      code: "UnknownModel",
      hint: "npx hardhat status lists the models; register one with: npx hardhat register --uri URI",
    },
  );
}
