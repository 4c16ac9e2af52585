import { createWalletClient, encodeFunctionData, type Hex, http } from "viem";

import { modelRegistryAbi, stakeSpaceAbi } from "../lib/abi.ts";
import type { Game } from "./harness.ts";

type Address = `0x${string}`;

/** Somebody who acts on a game's chain by hand, beside the tournament that is played there. */
export class Hand {
  readonly #game: Game;
  readonly #from: Address;

  constructor(game: Game, account: number) {
    this.#game = game;
    this.#from = game.started.accounts[account]!;
  }

  async register(name: string, uri = ""): Promise<void> {
    const { registry } = this.#game.started.record.addresses;
    const args = [name, uri, 2n ** 128n] as const;
    await this.send(registry, encodeFunctionData({ abi: modelRegistryAbi, functionName: "register", args }));
  }

  /** Gives a model away, or to himself; and takes one on. */
  async giveModel(modelId: number, receiver: Address): Promise<void> {
    const args = [this.#from, receiver, BigInt(modelId)] as const;
    const { registry } = this.#game.started.record.addresses;
    await this.send(registry, encodeFunctionData({ abi: modelRegistryAbi, functionName: "transferFrom", args }));
  }

  async accept(modelId: number): Promise<void> {
    const { registry } = this.#game.started.record.addresses;
    const args = [BigInt(modelId)] as const;
    await this.send(registry, encodeFunctionData({ abi: modelRegistryAbi, functionName: "accept", args }));
  }

  async bid(modelId: number, tick: number, assets: bigint): Promise<void> {
    const args = [BigInt(modelId), tick, assets, this.#from] as const;
    const { space } = this.#game.started.record.addresses;
    await this.send(space, encodeFunctionData({ abi: stakeSpaceAbi, functionName: "bid", args }));
  }

  async give(modelId: number, tick: number, shares: bigint, receiver: Address): Promise<void> {
    const args = [receiver, BigInt(modelId * 256 + tick), shares] as const;
    const { space } = this.#game.started.record.addresses;
    await this.send(space, encodeFunctionData({ abi: stakeSpaceAbi, functionName: "transfer", args }));
  }

  async send(to: Address, data: Hex): Promise<void> {
    const wallet = createWalletClient({ account: this.#from, transport: http(this.#game.started.rpc) });
    await wallet.sendTransaction({ chain: null, to, data, gas: 16_000_000n });
  }

  /** The block that the chain is at. */
  async block(): Promise<number> {
    return Number(await this.#game.request("eth_blockNumber"));
  }
}
