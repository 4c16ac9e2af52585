import { PHASES, type Parameters, type Phase } from "#twin";
import { chainIdOf } from "./connection.js";
import type { Deployment } from "./deployment.js";
import { StakespaceError } from "#lib";

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

/** A block that was read. */
export interface BlockView {
  readonly number: number;
  readonly hash: string;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** The open round, its parameters and the block both were read at: read once by a command, and handed on. */
export interface Moment {
  readonly block: BlockView;
  readonly view: RoundView;
  readonly parameters: Parameters;
}

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
export async function readParameters(
  { contracts }: Deployment,
  blockTag: number | "latest" = "latest",
): Promise<Parameters> {
  return toParameters(await contracts.space.parameters({ blockTag }));
}

/**
 * Parameters as the contract has them, in the twin's numbers.
 *
 * @example
 * import { loadDeployment, toParameters } from "#chain";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const { baseLimit } = toParameters(await deployment.contracts.space.parametersById(1));
 */
export function toParameters(p: Record<keyof Parameters, bigint>): Parameters {
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
 * How the open round stood after a block. The phase is what it was at that block's time.
 *
 * @example
 * import { deployStakespace, readMoment } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const { view, parameters, block } = await readMoment(deployment); // all three of one block
 */
export async function readMoment(deployment: Deployment, blockTag: number | "latest" = "latest"): Promise<Moment> {
  const found = await deployment.connection.ethers.provider.getBlock(blockTag);
  const hash = found?.hash;
  if (!found || !hash) {
    throw new StakespaceError(`The node has no block ${blockTag}.`, {
      code: "BLOCK_MISSING",
      hint: "It may lag behind, or not keep blocks that old; ask another node.",
    });
  }
  const block = { number: found.number, hash, timestamp: found.timestamp };
  const [status, parameters] = await Promise.all([
    deployment.contracts.space.roundStatus({ blockTag: block.number }),
    readParameters(deployment, block.number),
  ]);
  const locksAt = Number(status.locksAt);
  const phase = PHASES[Number(status.phase)]!;
  const proposedAt = Number(status.proposedAt);
  const view: RoundView = {
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
    now: block.timestamp,
  };
  return { block, view, parameters };
}

/**
 * The open round as it stands now.
 *
 * @example
 * import { deployStakespace, readRoundView } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const { round, phase } = await readRoundView(deployment);
 * phase; // => "Bidding"
 */
export async function readRoundView(deployment: Deployment): Promise<RoundView> {
  return (await readMoment(deployment)).view;
}

/**
 * Whether the node is still on the deployment's chain.
 *
 * @throws {StakespaceError} `WRONG_CHAIN`.
 *
 * @example
 * import { deployStakespace, requireSameChain } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * await requireSameChain(deployment); // throws where the node is of another chain by now
 */
export async function requireSameChain({ connection, chainId }: Deployment): Promise<void> {
  const found = await chainIdOf(connection);
  if (found === chainId) return;
  throw new StakespaceError(`The deployment is on chain ${chainId}, the node answers for chain ${found}.`, {
    code: "WRONG_CHAIN",
    facts: { chainId, found },
  });
}
