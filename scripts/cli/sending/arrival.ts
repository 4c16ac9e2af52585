import type { Provider, TransactionReceipt } from "ethers";

import type { Sent } from "#chain";
import { StakespaceError } from "#lib";
import type { Remembered } from "./remembered.js";

/** How a transaction is waited for. */
export interface Vigil {
  /** Milliseconds until {@link Vigil.late} is asked what to do. */
  readonly patience: number;
  /** Told now and then how long it has been, in milliseconds. */
  waits(milliseconds: number): void;
  /** The transaction as it is from then on: at a higher fee, or as it was. */
  late(remembered: Remembered): Promise<Remembered>;
}

/** The first look: some nodes mine at once. Then each wait is twice as long, up to the longest. */
const FIRST_LOOK = 20;
const LONGEST_WAIT = 1_000;
/** A node that does not know a transaction so often, so many milliseconds after it was sent, has lost it or never had it. */
const LOOKS_UNTIL_LOST = 8;
const LOST_AFTER = 30_000;

/**
 * Waits until one version of a transaction is on the chain.
 *
 * @throws {StakespaceError} `TRANSACTION_DROPPED` when the node has lost it, `NONCE_TAKEN` when another transaction took its place.
 */
export async function arrivalOf(
  provider: Provider,
  sender: string,
  first: Remembered,
  waiting: Vigil,
): Promise<TransactionReceipt> {
  let [remembered, wait, unknown] = [first, FIRST_LOOK, 0];
  const began = Date.now();
  let asked = began;
  for (;;) {
    // Asked before the receipt: what is mined in between has one.
    const used = await provider.getTransactionCount(sender, "latest");
    const receipt = await receiptOf(provider, remembered);
    if (receipt !== undefined) return receipt;
    const isTaken = used > remembered.nonce;
    unknown = isTaken || !(await isPending(provider, remembered)) ? unknown + 1 : 0;
    if (unknown >= LOOKS_UNTIL_LOST && (isTaken || Date.now() - remembered.sentAt > LOST_AFTER)) {
      throw lost(remembered, isTaken);
    }
    if (Date.now() - asked >= waiting.patience) {
      remembered = await waiting.late(remembered);
      asked = Date.now();
    }
    waiting.waits(Date.now() - began);
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(2 * wait, LONGEST_WAIT);
  }
}

/** A transaction's place on the chain, as commands tell it. */
export function sentOf(receipt: TransactionReceipt): Sent {
  return {
    hash: receipt.hash,
    block: receipt.blockNumber,
    gas: receipt.gasUsed,
    receipt,
  };
}

async function isPending(provider: Provider, { versions }: Remembered): Promise<boolean> {
  for (const { hash } of versions.toReversed()) if ((await provider.getTransaction(hash)) !== null) return true;
  return false;
}

async function receiptOf(provider: Provider, { versions }: Remembered): Promise<TransactionReceipt | undefined> {
  for (const { hash } of versions.toReversed()) {
    const receipt = await provider.getTransactionReceipt(hash);
    if (receipt !== null) return receipt;
  }
  return undefined;
}

function lost({ what, nonce, versions }: Remembered, taken: boolean): StakespaceError {
  const { hash } = versions.at(-1)!;
  if (taken) {
    return new StakespaceError(
      `${what}: another transaction of the account took the place of ${hash} (nonce ${nonce}).`,
      {
        code: "NONCE_TAKEN",
        hint: "Nothing of this one has happened. Run the same command again, if it is still wanted.",
      },
    );
  }
  return new StakespaceError(`${what}: the node does not know the transaction ${hash} any more.`, {
    code: "TRANSACTION_DROPPED",
    hint: "Run the same command again to send it anew.",
  });
}
