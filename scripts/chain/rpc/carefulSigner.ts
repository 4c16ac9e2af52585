import {
  AbstractSigner,
  keccak256,
  type Provider,
  type Signer,
  Transaction,
  type TransactionReceipt,
  type TransactionRequest,
  type TransactionResponse,
  type TypedDataDomain,
  type TypedDataField,
} from "ethers";

import { StakespaceError } from "#lib";
import { revertDataOf } from "../errors.js";
import { SILENT, type Talk } from "../talk.js";
import { sleep, type Pause } from "./backoff.js";
import { Journal, type Underway } from "./journal.js";

/** How a {@link CarefulSigner} sends. */
export interface Care {
  readonly journal?: Journal;
  readonly talk?: Talk;
  /** Milliseconds until a transaction that does not come is replaced by one with a higher fee. Default: 60,000. */
  readonly patience?: number;
  /** The most a unit of gas may cost, wei. Default: 500 gwei. */
  readonly mostPerGas?: bigint;
  /** Milliseconds between looks for the receipt. Default: 1,000. */
  readonly interval?: number;
  readonly pause?: Pause;
}

/** Nodes take the place of a pending transaction only for at least a tenth more; an eighth is taken everywhere. */
const RAISE_PERCENT = 113n;
/** A little more than estimated: what settles may have grown by a tick in between. Never above what a transaction may use. */
const GAS_MARGIN_PERCENT = 110n;
const MOST_GAS = 1n << 24n;
/** Milliseconds until the first look for a receipt: some nodes mine at once. */
const FIRST_LOOK = 25;
/** What the node says when it has the transaction, or one with its nonce was mined. */
const KNOWN =
  /already known|already imported|known transaction|nonce too low|nonce has already been used|ALREADY_EXISTS/i;
/** A replacement that is refused leaves the version before it in the pool, which is as good. */
const UNDERPRICED = /underpriced|fee too low|replacement/i;

/**
 * A signer whose transactions are on the chain when `sendTransaction` returns, once and once only: each is written down before
 * it is sent, sent again while it does not come, and replaced at a higher fee. Nonces come from one place, so that a
 * transaction of a program that was killed is finished first, by {@link CarefulSigner.recover}.
 *
 * @example
 * import { CarefulSigner, Journal, PatientProvider } from "#chain";
 * import { Wallet } from "ethers";
 *
 * const provider = new PatientProvider(["https://one.example"], 1);
 * const signer = new CarefulSigner(Wallet.createRandom(), provider, { journal: new Journal("build/journal") });
 * await signer.recover();
 */
export class CarefulSigner extends AbstractSigner {
  readonly #key: Signer;
  readonly #node: Provider;
  readonly #care: Required<Care>;
  #queue: Promise<unknown> = Promise.resolve();

  /** @param key Signs here, as a `Wallet` does: a node that signs would also send. */
  constructor(key: Signer, provider: Provider, care: Care = {}) {
    super(provider);
    this.#key = key;
    this.#node = provider;
    this.#care = {
      journal: new Journal(),
      talk: SILENT,
      patience: 60_000,
      mostPerGas: 500_000_000_000n,
      interval: 1_000,
      pause: sleep,
      ...care,
    };
  }

  getAddress(): Promise<string> {
    return this.#key.getAddress();
  }

  connect(provider: Provider): CarefulSigner {
    return new CarefulSigner(this.#key, provider, this.#care);
  }

  signTransaction(transaction: TransactionRequest): Promise<string> {
    return this.#key.signTransaction(transaction);
  }

  signMessage(message: string | Uint8Array): Promise<string> {
    return this.#key.signMessage(message);
  }

  signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<string> {
    return this.#key.signTypedData(domain, types, value);
  }

  /**
   * Brings what a program before this one had signed to an end: on the chain, or replaced by somebody else's use of the nonce.
   *
   * @returns What came of it, the hash of each transaction that is on the chain.
   */
  recover(): Promise<string[]> {
    return this.#inTurn(async () => {
      const mined: string[] = [];
      for (const underway of this.#care.journal.underway) {
        this.#care.talk.say(`${underway.what}: looking for the transaction with nonce ${underway.nonce}, sent before.`);
        const receipt = await this.#untilMined(underway.nonce);
        if (receipt !== undefined) mined.push(receipt.hash);
      }
      return mined;
    });
  }

  /** @throws What the contract refuses, before anything is signed; `NONCE_TAKEN`, `TRANSACTION_DROPPED`. */
  override sendTransaction(request: TransactionRequest): Promise<TransactionResponse> {
    return this.#inTurn(async () => {
      const address = await this.getAddress();
      const gas = request.gasLimit ?? (await this.#estimate({ ...request, from: address }));
      const [nonce, fees, { chainId }] = await Promise.all([
        this.#node.getTransactionCount(address, "latest"),
        this.#fees(),
        this.#node.getNetwork(),
      ]);
      const wanted = (BigInt(gas) * GAS_MARGIN_PERCENT) / 100n;
      const transaction: TransactionRequest = {
        to: request.to ?? null,
        data: request.data ?? "0x",
        value: request.value ?? 0n,
        gasLimit: wanted > MOST_GAS ? MOST_GAS : wanted,
        nonce,
        chainId,
        type: 2,
        ...fees,
      };
      const what = `Call ${request.data?.slice(0, 10) ?? "without data"}`;
      await this.#write(nonce, what, transaction);
      const receipt = await this.#untilMined(nonce);
      if (receipt === undefined) {
        throw new StakespaceError(`Nonce ${nonce} of ${address} was used by another transaction.`, {
          code: "NONCE_TAKEN",
          hint: "Let only one program send from this account; run the same command again.",
        });
      }
      const found = await this.#node.getTransaction(receipt.hash);
      if (found !== null) return found;
      throw new StakespaceError(`${what}: the transaction ${receipt.hash} was in a block that the chain took back.`, {
        code: "TRANSACTION_DROPPED",
        hint: "Run the same command again.",
      });
    });
  }

  /** One after the other: two at once would take the same nonce. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(work, work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** By the pool, where the node looks into it: what somebody else has sent already is not paid twice. */
  async #estimate(request: TransactionRequest): Promise<bigint> {
    try {
      return await this.#node.estimateGas({ ...request, blockTag: "pending" });
    } catch (error) {
      if (revertDataOf(error) !== undefined) throw error;
      return this.#node.estimateGas(request);
    }
  }

  async #fees(): Promise<{ maxFeePerGas: bigint; maxPriorityFeePerGas: bigint }> {
    const found = await this.#node.getFeeData();
    const tip = found.maxPriorityFeePerGas ?? 1_000_000_000n;
    return this.#capped(found.maxFeePerGas ?? (found.gasPrice ?? 0n) * 2n + tip, tip);
  }

  #capped(maxFeePerGas: bigint, tip: bigint): { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint } {
    const { mostPerGas } = this.#care;
    const fee = maxFeePerGas > mostPerGas ? mostPerGas : maxFeePerGas;
    return { maxFeePerGas: fee, maxPriorityFeePerGas: tip > fee ? fee : tip };
  }

  async #write(nonce: number, what: string, transaction: TransactionRequest): Promise<void> {
    const raw = await this.#key.signTransaction(transaction);
    this.#care.journal.sign(nonce, what, keccak256(raw), raw);
  }

  /** The receipt of whichever version is mined; undefined when another transaction took the nonce. */
  async #untilMined(nonce: number): Promise<TransactionReceipt | undefined> {
    const { journal, interval, patience, pause } = this.#care;
    const address = await this.getAddress();
    // What was signed is sent at once, and again, at a higher fee, each time patience ends.
    let [elapsed, wait, sent] = [patience, FIRST_LOOK, false];
    for (;;) {
      const underway = this.#underway(nonce);
      const receipt = await this.#receiptOf(underway);
      if (receipt !== undefined) {
        journal.done(nonce);
        return receipt;
      }
      if ((await this.#node.getTransactionCount(address, "latest")) > nonce) {
        // A node may know the nonce a moment before the receipt.
        await pause(interval);
        const late = await this.#receiptOf(underway);
        journal.done(nonce);
        return late;
      }
      if (elapsed >= patience) {
        if (sent) await this.#raise(underway);
        await this.#broadcast(this.#underway(nonce));
        [elapsed, wait, sent] = [0, FIRST_LOOK, true];
      }
      await pause(wait);
      elapsed += wait;
      wait = Math.min(2 * wait, interval);
    }
  }

  #underway(nonce: number): Underway {
    return this.#care.journal.underway.find((each) => each.nonce === nonce)!;
  }

  async #receiptOf({ versions }: Underway): Promise<TransactionReceipt | undefined> {
    for (const { hash } of versions) {
      const receipt = await this.#node.getTransactionReceipt(hash);
      if (receipt !== null) return receipt;
    }
    return undefined;
  }

  async #raise({ nonce, what, versions }: Underway): Promise<void> {
    const before = Transaction.from(versions.at(-1)!.raw);
    const raise = (fee: bigint | null): bigint => ((fee ?? 0n) * RAISE_PERCENT) / 100n + 1n;
    const now = await this.#fees();
    const fee = raise(before.maxFeePerGas);
    const fees = this.#capped(now.maxFeePerGas > fee ? now.maxFeePerGas : fee, raise(before.maxPriorityFeePerGas));
    if (fees.maxFeePerGas <= (before.maxFeePerGas ?? 0n)) return;
    this.#care.talk.say(`${what}: not mined yet; raising the fee.`);
    const { to, data, value, gasLimit, chainId } = before;
    await this.#write(nonce, what, { to, data, value, gasLimit, nonce, chainId, type: 2, ...fees });
  }

  async #broadcast({ versions }: Underway): Promise<void> {
    try {
      await this.#node.broadcastTransaction(versions.at(-1)!.raw);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (!KNOWN.test(message) && !UNDERPRICED.test(message)) throw error;
    }
  }
}
