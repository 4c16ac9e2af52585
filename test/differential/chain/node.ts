import { toQuantity } from "ethers";
import type { EthereumProvider } from "hardhat/types/providers";

import { GAS_PER_TRANSACTION } from "#chain";
import type { Answer } from "../answers.js";
import { refusalIn } from "./refusal.js";

const GAS = toQuantity(GAS_PER_TRANSACTION);

/** Named so that the chain is not asked for one: 10 gwei, above the base fee of an idle chain. */
const GAS_PRICE = toQuantity(10n ** 10n);

export interface Transaction {
  readonly from: string;
  readonly to: string;
  readonly data: string;
}

/** A chain in this process, by its bare provider: ethers would estimate, wait and read receipts. */
export class ChainNode {
  private readonly provider: EthereumProvider;

  constructor(provider: EthereumProvider) {
    this.provider = provider;
  }

  /** The answer of a getter, encoded. */
  async call(to: string, data: string): Promise<string> {
    return String(await this.provider.request({ method: "eth_call", params: [{ to, data, gas: GAS }, "latest"] }));
  }

  /** Sends a transaction in a block at a moment, unix seconds. */
  async send({ from, to, data }: Transaction, now: number): Promise<Answer> {
    await this.provider.request({ method: "evm_setNextBlockTimestamp", params: [now] });
    try {
      await this.provider.request({
        method: "eth_sendTransaction",
        params: [{ from, to, data, gas: GAS, gasPrice: GAS_PRICE }],
      });
      return undefined;
    } catch (error) {
      return refusalIn(error);
    }
  }

  /** Sends what must not be refused. */
  async mustSend(transaction: Transaction, now: number): Promise<void> {
    const answer = await this.send(transaction, now);
    if (answer !== undefined) throw new Error(`The game could not go on: ${answer.name}.`);
  }
}
