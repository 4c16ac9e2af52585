import { PHASES, type Parameters, type Phase } from "#twin";

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

/** A whole number as a library reads it: ethers as a bigint, viem as a number where it fits. */
export type Whole = bigint | number;

/** Parameters as the contract gives them. */
export type RawParameters = { readonly [Name in keyof Parameters]: Parameters[Name] extends bigint ? bigint : Whole };

/**
 * Parameters as the contract has them, in the twin's numbers, whatever library read them.
 *
 * @example
 * import { loadDeployment, toParameters } from "#chain";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const { baseLimit } = toParameters(await deployment.contracts.space.parametersById(1));
 */
export function toParameters(p: RawParameters): Parameters {
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

/** `roundStatus` as the contract gives it. */
export interface RawRoundStatus {
  readonly round: Whole;
  readonly phase: Whole;
  readonly opensAt: Whole;
  readonly locksAt: Whole;
  readonly reportFrom: Whole;
  readonly reportBy: Whole;
  readonly proposedAt: Whole;
  readonly missedRounds: Whole;
  readonly paused: boolean;
  readonly lastReported: Whole;
}

/** The open round at a block, whatever library read it. */
export function momentOf(status: RawRoundStatus, parameters: Parameters, block: BlockView): Moment {
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
