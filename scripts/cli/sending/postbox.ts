import { keccak256, type TransactionRequest } from "ethers";

import type { Account, Connection } from "#chain";
import { feeFields, type Fees } from "./fees.js";
import type { Memory, Remembered } from "./remembered.js";
import type { Tried } from "./trial.js";

/** Which command a transaction is of. */
export interface Purpose {
  readonly intent: string;
  /** Whether it is the command's last. */
  readonly last: boolean;
}

/**
 * Hands signed transactions to the node, and remembers each before it can be on the chain: with a key at hand before it leaves
 * this program, with a node that signs as soon as the node has said its hash.
 */
export class Postbox {
  readonly #connection: Connection;
  readonly #signer: Account;
  readonly #memory: Memory;

  constructor(connection: Connection, signer: Account, memory: Memory) {
    this.#connection = connection;
    this.#signer = signer;
    this.#memory = memory;
  }

  /** Sends a step for the first time. */
  async send({ what, to, data, gas }: Tried, purpose: Purpose, fees: Fees): Promise<Remembered> {
    const nonce = await this.#connection.ethers.provider.getTransactionCount(this.#signer.address, "pending");
    const remembered = {
      ...purpose,
      what,
      to,
      data,
      nonce,
      sentAt: Date.now(),
      gas: String(gas),
      mostPerGas: String(fees.most),
    };
    return this.#post(remembered, [], fees);
  }

  /** Sends it again at a higher fee; whichever version is mined, the others can't be. */
  raise(remembered: Remembered, fees: Fees): Promise<Remembered> {
    return this.#post(remembered, remembered.versions, fees);
  }

  async #post(
    before: Omit<Remembered, "versions">,
    versions: readonly Remembered["versions"][number][],
    fees: Fees,
  ): Promise<Remembered> {
    const { to, data, nonce } = before;
    const request = { to, data, nonce, gasLimit: BigInt(before.gas), value: 0n, ...feeFields(fees) };
    const known = (hash: string): Remembered => ({
      ...before,
      versions: [...versions, { hash, fee: String(fees.perGas) }],
    });
    if (!("signingKey" in this.#signer)) {
      const { hash } = await this.#signer.sendTransaction(request);
      const after = known(hash);
      this.#memory.put(after);
      return after;
    }
    const { provider } = this.#connection.ethers;
    const { chainId } = await provider.getNetwork();
    const raw = await this.#signer.signTransaction({ ...request, chainId } satisfies TransactionRequest);
    const after = known(keccak256(raw));
    this.#memory.put(after);
    try {
      await provider.broadcastTransaction(raw);
    } catch (error) {
      // The node has it all the same, or has had one with its nonce.
      if (isKnown(error)) return after;
      // What never left is nothing to look for.
      if (versions.length === 0) await this.#memory.forget(after);
      else this.#memory.put({ ...before, versions: [...versions] });
      throw error;
    }
    return after;
  }
}

/** Whether a node says that it has the transaction already. */
function isKnown(error: unknown): boolean {
  return (
    error instanceof Error && /already known|already imported|known transaction|ALREADY_EXISTS/i.test(error.message)
  );
}
