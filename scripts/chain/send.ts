import type { ContractTransactionReceipt, ContractTransactionResponse } from "ethers";

import { StakespaceError, formatCount } from "#lib";
import { say, type TextSink } from "#cli";
import { decodeError } from "./errors.js";
import type { Stakespace } from "./stakespace.js";

/** A transaction that is on the chain. */
export interface Sent {
  readonly hash: string;
  readonly block: number;
  readonly gas: bigint;
  readonly receipt: ContractTransactionReceipt;
}

/**
 * Sends a transaction, waits for its block and says so in one line: what, hash, block, gas.
 *
 * @param what What it does, for the line, e.g. `"Bid"`.
 * @param transaction Sends it, e.g. `() => stakespace.as(signer).space.bid(…)`.
 * @param sink Where the line goes: stderr, because stdout carries data. `null` says nothing.
 * @throws {StakespaceError} In plain words, when a contract refuses.
 */
export async function send(
  stakespace: Pick<Stakespace, "token">,
  what: string,
  transaction: () => Promise<ContractTransactionResponse>,
  sink: TextSink | null = process.stderr,
): Promise<Sent> {
  try {
    const response = await transaction();
    const receipt = await response.wait();
    if (receipt === null) {
      throw new StakespaceError(`${what}: the transaction ${response.hash} was dropped by the node.`, {
        code: "TRANSACTION_DROPPED",
        hint: "Send it again.",
      });
    }
    const sent: Sent = { hash: receipt.hash, block: receipt.blockNumber, gas: receipt.gasUsed, receipt };
    if (sink !== null) say(`${what}: ${sent.hash} in block ${sent.block}, gas ${formatCount(sent.gas)}`, sink);
    return sent;
  } catch (error) {
    throw decodeError(error, stakespace.token);
  }
}

/** Reads from the chain; a refusal comes in plain words. */
export async function read<T>(stakespace: Pick<Stakespace, "token">, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw decodeError(error, stakespace.token);
  }
}
