import {
  type ContractTransactionReceipt,
  type ContractTransactionResponse,
  isError,
  type TransactionReceipt,
} from "ethers";

import { StakespaceError, formatCount } from "#lib";
import { decodeError } from "./errors.js";
import { SILENT, type Talk } from "./talk.js";

/** A transaction that is on the chain. */
export interface Sent {
  readonly hash: string;
  readonly block: number;
  readonly gas: bigint;
  readonly receipt: TransactionReceipt;
}

/**
 * Sends a transaction, waits for its block and says so in one line: what, hash, block, gas.
 *
 * @param what What it does, for the line, e.g. `"Bid"`.
 * @param transaction Sends it, e.g. `() => deployment.as(signer).space.bid(…)`.
 * @throws {StakespaceError} A `ContractRefusal` when a contract refuses, `TRANSACTION_DROPPED` when the node lost it.
 *
 * @example
 * import { deployStakespace, send, signerFor } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const signer = await signerFor(deployment.connection);
 * const sent = await send("Mint", () => deployment.as(signer).token.mint(signer.address, 10n ** 18n));
 * sent.block; // the block it is in
 */
export async function send(
  what: string,
  transaction: () => Promise<ContractTransactionResponse>,
  talk: Talk = SILENT,
): Promise<Sent> {
  try {
    const response = await transaction();
    const receipt = await receiptOf(response);
    if (receipt === null) {
      throw new StakespaceError(`${what}: the transaction ${response.hash} was dropped by the node.`, {
        code: "TRANSACTION_DROPPED",
        hint: "Send it again.",
      });
    }
    const sent: Sent = { hash: receipt.hash, block: receipt.blockNumber, gas: receipt.gasUsed, receipt };
    talk.say(`${what}: ${sent.hash} in block ${sent.block}, gas ${formatCount(sent.gas)}`);
    return sent;
  } catch (error) {
    throw decodeError(error);
  }
}

/** Milliseconds: one that was in a block that the chain took back may never come again. */
const PATIENCE = 1_800_000;

async function receiptOf(response: ContractTransactionResponse): Promise<ContractTransactionReceipt | null> {
  try {
    return await response.wait(1, PATIENCE);
  } catch (error) {
    if (isError(error, "TIMEOUT")) return null;
    throw error;
  }
}
