import { formatUnits, type TransactionReceipt } from "ethers";

import { decodeError, type Sent } from "#chain";
import { formatCount, formatDuration, formatTime, StakespaceError } from "#lib";
import type { LiveLine } from "../terminal/liveLine.js";
import { arrivalOf, sentOf } from "./arrival.js";
import { autopsy } from "./autopsy.js";
import type { Desk } from "./desk.js";
import { type Fees, raised, readFees } from "./fees.js";
import type { Interruption } from "./interruption.js";
import { type Purpose, Postbox } from "./postbox.js";
import type { Memory, Remembered } from "./remembered.js";
import type { Tried } from "./trial.js";

/** What a {@link Dispatch} works with, besides the sender's desk. */
interface Means {
  readonly memory: Memory;
  readonly interruption: Interruption;
  readonly line: LiveLine;
  /** Milliseconds until a higher fee is offered. */
  readonly patience: number;
  /** Whether nobody is asked. */
  readonly unattended: boolean;
}

/** Sends transactions one after the other, and waits for each: hash at once, progress, a higher fee where it does not come. */
export class Dispatch {
  readonly #desk: Desk;
  readonly #means: Means;
  readonly #postbox: Postbox;
  /** What is on the chain already of this command. */
  readonly #done: string[] = [];

  constructor(desk: Desk, means: Means) {
    this.#desk = desk;
    this.#means = means;
    this.#postbox = new Postbox(desk.connection, desk.signer, means.memory);
  }

  /** Sends a step and waits for its block. `rest` names what comes after it. */
  async send(step: Tried, purpose: Purpose, fees: Fees, rest: readonly string[]): Promise<Sent> {
    let remembered: Remembered;
    try {
      remembered = await this.#means.interruption.whole(async () => {
        const sent = await this.#postbox.send(step, purpose, fees);
        this.#underway(sent, rest);
        return sent;
      });
    } catch (thrown) {
      throw this.#withRest(decodeError(thrown), step.what, rest);
    }
    this.#say(`${step.what}: ${remembered.versions[0]!.hash} sent`);
    return this.arrive(remembered, rest);
  }

  /** Waits for the block of what was sent, by this program or one before it. */
  async arrive(remembered: Remembered, rest: readonly string[] = []): Promise<Sent> {
    this.#underway(remembered, rest);
    const { memory, line } = this.#means;
    let receipt: TransactionReceipt;
    try {
      receipt = await arrivalOf(this.#desk.connection.ethers.provider, this.#desk.signer.address, remembered, {
        patience: this.#means.patience,
        waits: (time) => line.show(`${remembered.what}: waiting for its block, ${formatDuration(time)}`),
        late: (late) => this.#late(late, rest),
      });
    } catch (error) {
      if (error instanceof StakespaceError) await memory.forget(remembered);
      throw this.#withRest(error, remembered.what, rest);
    } finally {
      line.clear();
    }
    await memory.forget(remembered);
    if (receipt.status === 0) {
      throw this.#withRest(await autopsy(this.#desk.connection, remembered.what, receipt), remembered.what, rest);
    }
    const sent = sentOf(receipt);
    this.#say(`${remembered.what}: ${sent.hash} in block ${sent.block}, gas ${formatCount(sent.gas)}`);
    this.#done.push(`${remembered.what} (block ${sent.block})`);
    this.#means.interruption.state = `${this.#doneText()}${unsent(rest)}${goesOn(rest)}`;
    return sent;
  }

  /** What to do about a transaction that does not come: raise its fee, if that is wanted. */
  async #late(remembered: Remembered, rest: readonly string[]): Promise<Remembered> {
    const { what, versions, mostPerGas, sentAt } = remembered;
    const { line, interruption, unattended } = this.#means;
    line.clear();
    const paid = BigInt(versions.at(-1)!.fee);
    const now = await readFees(this.#desk.connection.ethers.provider);
    const fees = raised(now, paid, BigInt(mostPerGas));
    const since = `since ${formatTime(Math.floor(sentAt / 1000))}`;
    if (fees === undefined) {
      this.#say(`${what}: still waiting ${since}; its fee is already the most that was agreed to.`);
      return remembered;
    }
    const offer = `${what}: not in a block ${since}. Raise its fee from ${gwei(paid)} to ${gwei(fees.perGas)} gwei?`;
    if (!unattended && !(await this.#desk.agree(offer))) return remembered;
    if (unattended)
      this.#say(`${what}: not in a block ${since}; raising its fee from ${gwei(paid)} to ${gwei(fees.perGas)} gwei.`);
    try {
      return await interruption.whole(async () => {
        const next = await this.#postbox.raise(remembered, fees);
        this.#underway(next, rest);
        this.#say(`${what}: ${next.versions.at(-1)!.hash} sent instead`);
        return next;
      });
    } catch (error) {
      // It may just have been mined; the next look shows. And what was sent before is still there.
      const reason = error instanceof Error ? error.message.split("\n", 1)[0]! : String(error);
      this.#say(`${what}: the node did not take the higher fee (${reason}); still waiting.`);
      return remembered;
    }
  }

  #underway({ what, versions }: Remembered, rest: readonly string[]): void {
    this.#means.interruption.state = `${this.#doneText()}${what} was sent (${versions.at(-1)!.hash}) and may still come.${unsent(rest)} The same command again waits for it${rest.length === 0 ? "" : " and goes on"}.`;
  }

  #doneText(): string {
    return this.#done.length === 0 ? "" : `Done: ${this.#done.join(", ")}. `;
  }

  /** An error that comes when part of the command is done says so. */
  #withRest(error: unknown, what: string, rest: readonly string[]): unknown {
    if (this.#done.length > 0) {
      this.#say(
        `${this.#doneText()}Not done: ${[what, ...rest].join(", ")}. The same command again goes on from there.`,
      );
    }
    return error;
  }

  #say(line: string): void {
    this.#means.line.clear();
    this.#desk.talk.say(line);
  }
}

function unsent(rest: readonly string[]): string {
  return rest.length === 0 ? "" : ` Not sent: ${rest.join(", ")}.`;
}

function goesOn(rest: readonly string[]): string {
  return rest.length === 0 ? "" : " The same command again goes on from there.";
}

/** Gwei, with three digits after the point where it has them. */
function gwei(wei: bigint): string {
  return formatUnits(wei, "gwei").replace(/(\.\d{3})\d+$/, "$1");
}
