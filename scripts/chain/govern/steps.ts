import type { ContractTransactionResponse, Signer } from "ethers";

import type { Deployment } from "../deployment.js";
import { send, type Sent } from "../send.js";
import { SILENT, type Talk } from "../talk.js";
import type { GovernedCall } from "./calls.js";

/** What can be done about a call: make it, have it wait out its delay, make it after that, or take it back before. */
export type GovernedStep = "call" | "schedule" | "execute" | "cancel";

/** A transaction as anybody can send it, such as a multi-signature wallet. */
export interface RawCall {
  readonly to: string;
  readonly data: string;
}

/**
 * A step as a transaction.
 *
 * @param caller Who scheduled it, to take it back.
 *
 * @example
 * import { deployStakespace, governedCalls, rawStep, signerFor } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const { address } = await signerFor(deployment.connection);
 * rawStep(deployment, governedCalls(deployment).resume(), "schedule", address).to === deployment.addresses.manager; // => true
 */
export function rawStep(
  { addresses, contracts }: Deployment,
  { to, data }: GovernedCall,
  step: GovernedStep,
  caller: string,
): RawCall {
  const { interface: abi } = contracts.manager;
  switch (step) {
    case "call":
      return { to, data };
    case "schedule":
      // As early as the delay allows.
      return { to: addresses.manager, data: abi.encodeFunctionData("schedule", [to, data, 0]) };
    case "execute":
      return { to: addresses.manager, data: abi.encodeFunctionData("execute", [to, data]) };
    case "cancel":
      return { to: addresses.manager, data: abi.encodeFunctionData("cancel", [caller, to, data]) };
  }
}

const NAMES: Record<GovernedStep, (what: string) => string> = {
  call: (what) => what,
  schedule: (what) => `Schedule: ${what}`,
  execute: (what) => `Execute: ${what}`,
  cancel: (what) => `Cancel: ${what}`,
};

/**
 * What a step does, for a line.
 *
 * @example
 * import { deployStakespace, governedCalls, stepName } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * stepName(governedCalls(deployment).resume(), "schedule"); // => "Schedule: Resume"
 */
export function stepName({ what }: GovernedCall, step: GovernedStep): string {
  return NAMES[step](what);
}

/**
 * Sends a step.
 *
 * @throws {StakespaceError} A `ContractRefusal` when a contract refuses.
 *
 * @example
 * import { deployStakespace, governedCalls, sendStep, signerFor } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const guardian = await signerFor(deployment.connection);
 * const sent = await sendStep(deployment, guardian, governedCalls(deployment).setPaused(true), "call");
 * sent.block; // the block it is in
 */
export async function sendStep(
  deployment: Deployment,
  signer: Signer,
  call: GovernedCall,
  step: GovernedStep,
  talk: Talk = SILENT,
): Promise<Sent> {
  const contracts = deployment.as(signer);
  const { manager } = contracts;
  const caller = await signer.getAddress();
  const transactions: Record<GovernedStep, () => Promise<ContractTransactionResponse>> = {
    call: () => call.send(contracts),
    schedule: () => manager.schedule(call.to, call.data, 0),
    execute: () => manager.execute(call.to, call.data),
    cancel: () => manager.cancel(caller, call.to, call.data),
  };
  return send(stepName(call, step), transactions[step], talk);
}
