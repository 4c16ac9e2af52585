import type { ContractTransactionResponse } from "ethers";

import type { Parameters } from "#twin";
import type { Contracts } from "../contracts.js";
import type { Deployment } from "../deployment.js";

/** A call that only a role may make. */
export interface GovernedCall {
  /** Who makes it. */
  readonly role: "governor" | "guardian";
  /** What it does, for a line: `"Pause"`. */
  readonly what: string;
  /** As it goes to its contract. */
  readonly to: string;
  readonly data: string;
  /** Makes it at once, with contracts that a signer calls. */
  send(contracts: Contracts): Promise<ContractTransactionResponse>;
}

/**
 * The calls of governor and guardian on a deployment.
 *
 * @example
 * import { deployStakespace, governedCalls } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * governedCalls(deployment).setPaused(true).role; // => "guardian"
 */
export function governedCalls({ addresses, contracts }: Deployment) {
  const { space: to, oracle } = addresses;
  const { interface: spaceAbi } = contracts.space;
  const { interface: oracleAbi } = contracts.oracle;
  return {
    /** A pause stops bids, moves, registrations and proposals; nothing that leaves. */
    setPaused: (paused: boolean): GovernedCall => ({
      role: "guardian",
      what: paused ? "Pause" : "Lift the pause",
      to,
      data: spaceAbi.encodeFunctionData("setPaused", [paused]),
      send: ({ space }) => space.setPaused(paused),
    }),
    /** @param digest Of the report that is pending, so that no other is hit. */
    veto: (round: number, digest: string): GovernedCall => ({
      role: "guardian",
      what: `Veto the report of round ${round}`,
      to: oracle,
      data: oracleAbi.encodeFunctionData("veto", [round, digest]),
      send: (as) => as.oracle.veto(round, digest),
    }),
    /** Ends a recess: the round locks a full bidding period later. */
    resume: (): GovernedCall => ({
      role: "governor",
      what: "Resume",
      to,
      data: spaceAbi.encodeFunctionData("resume"),
      send: ({ space }) => space.resume(),
    }),
    /** In force from the opening of the next round on. */
    queueParameters: (parameters: Parameters): GovernedCall => ({
      role: "governor",
      what: "Queue parameters",
      to,
      data: spaceAbi.encodeFunctionData("queueParameters", [parameters]),
      send: ({ space }) => space.queueParameters(parameters),
    }),
    /** In force from the opening of the next round on. */
    setReporters: (reporters: readonly string[], quorum: number): GovernedCall => ({
      role: "governor",
      what: "Set reporters",
      to: oracle,
      data: oracleAbi.encodeFunctionData("setReporters", [[...reporters], quorum]),
      send: (as) => as.oracle.setReporters([...reporters], quorum),
    }),
    /** Paid when the next round opens, as far as the treasury is free then. Token wei. */
    queueTreasuryWithdrawal: (assets: bigint, receiver: string): GovernedCall => ({
      role: "governor",
      what: "Queue a treasury withdrawal",
      to,
      data: spaceAbi.encodeFunctionData("queueTreasuryWithdrawal", [assets, receiver]),
      send: ({ space }) => space.queueTreasuryWithdrawal(assets, receiver),
    }),
  };
}
