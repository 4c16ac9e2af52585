import { MaxUint256 } from "ethers";

import { readParameters, readRoundView, chainTime } from "#chain";
import { fromPositionId, StakeSpaceTwin, toPositionId } from "#twin";
import type { LocalChain } from "./localChain.js";
import type { Population } from "./population.js";

/** Calls in one transaction: all of them stay below the gas a transaction may use. */
const CALLS_PER_TRANSACTION = 40;

/** An account in the tournament. */
export interface Player {
  readonly name: string;
  readonly address: string;
  /** What it began with, token wei. */
  readonly capital: bigint;
  /** Ids of the models it owns. */
  readonly models: readonly number[];
}

/** Stake of a player at one tick of a model. */
export interface Holding {
  readonly model: number;
  readonly tick: number;
  readonly shares: bigint;
  /** Token wei. */
  readonly assets: bigint;
}

/**
 * Where players act. Each action happens at once on the twin, which answers every question a player has, and is queued for
 * the chain; {@link settleUp} sends what a player has queued in few transactions. Both see the same calls in the same
 * order, and at the end of the tournament they are compared to the wei.
 */
export class Exchange {
  readonly players: readonly Player[];
  readonly twin: StakeSpaceTwin;
  /** Ids from 1 by model name. */
  readonly modelIds: ReadonlyMap<string, number>;
  private readonly chain: LocalChain;
  private readonly cash = new Map<string, bigint>();
  private readonly positions = new Map<string, Set<number>>();
  private readonly queue = new Map<string, string[]>();
  private now = 0;

  private constructor(chain: LocalChain, twin: StakeSpaceTwin, population: Population) {
    this.chain = chain;
    this.twin = twin;
    this.modelIds = new Map(population.models.map(({ name }, index) => [name, index + 1]));
    this.players = population.accounts.map(({ name, capital }, index) => {
      const models = population.models.flatMap(({ account }, place) => (account === name ? [place + 1] : []));
      return { name, address: chain.players[index]!, capital, models };
    });
    for (const { address, capital } of this.players) {
      this.cash.set(address, capital);
      this.positions.set(address, new Set());
      this.queue.set(address, []);
    }
  }

  /** Gives players their tokens, registers the models and funds the treasury, token wei. */
  static async open(chain: LocalChain, population: Population, treasury: bigint): Promise<Exchange> {
    const { deployment, operator } = chain;
    const { opensAt } = await readRoundView(deployment);
    const parameters = await readParameters(deployment);
    const exchange = new Exchange(chain, new StakeSpaceTwin(opensAt, parameters), population);
    await exchange.watchClock();

    const { token, registry, space } = deployment.contracts;
    const { addresses } = deployment;
    const approve = (spender: string): string => token.interface.encodeFunctionData("approve", [spender, MaxUint256]);
    for (const { address, capital, models } of exchange.players) {
      // Registration fees come on top: what a player can stake is what the population says.
      const tokens = capital + BigInt(models.length) * parameters.registrationFee;
      await chain.post(operator, addresses.token, token.interface.encodeFunctionData("mint", [address, tokens]));
      await chain.post(address, addresses.token, approve(addresses.registry));
      await chain.post(address, addresses.token, approve(addresses.space));
    }
    const owners = new Map(exchange.players.map(({ name, address }) => [name, address]));
    for (const { name, account } of population.models) {
      const owner = owners.get(account)!;
      await chain.post(
        owner,
        addresses.registry,
        registry.interface.encodeFunctionData("register", [name, "", MaxUint256]),
      );
      exchange.twin.register({ caller: owner, now: exchange.now });
    }
    await chain.post(operator, addresses.token, token.interface.encodeFunctionData("mint", [operator, treasury]));
    await chain.post(operator, addresses.token, approve(addresses.space));
    await chain.post(operator, addresses.space, space.interface.encodeFunctionData("fundTreasury", [treasury]));
    exchange.twin.fundTreasury(treasury);
    return exchange;
  }

  /** Takes over the chain's time, for the actions that follow. */
  async watchClock(): Promise<void> {
    this.now = await chainTime(this.chain.deployment.connection);
  }

  /** What a player has that is not staked, token wei. */
  cashOf(player: Player): bigint {
    return this.cash.get(player.address)!;
  }

  /** Where a player has stake, in order of model and tick. */
  holdingsOf({ address }: Player): Holding[] {
    return [...this.positions.get(address)!]
      .sort((a, b) => a - b)
      .map((id) => {
        const { modelId, tick } = fromPositionId(id);
        return {
          model: modelId,
          tick,
          shares: this.twin.balanceOf(address, id),
          assets: this.twin.positionAssets(address, modelId, tick),
        };
      });
  }

  bid(player: Player, model: number, tick: number, assets: bigint): void {
    this.twin.bid(this.call(player), model, tick, assets, player.address);
    this.positions.get(player.address)!.add(toPositionId(model, tick));
    this.pay(player, -assets);
    this.enqueue(player, "bid", [model, tick, assets, player.address]);
  }

  /** Takes all stake of a holding back. */
  withdraw(player: Player, { model, tick, shares }: Holding): void {
    this.pay(player, this.twin.withdraw(this.call(player), model, tick, shares, player.address));
    this.positions.get(player.address)!.delete(toPositionId(model, tick));
    this.enqueue(player, "withdraw", [model, tick, shares, player.address, player.address]);
  }

  /** Moves all stake of a holding to another tick. */
  move(player: Player, { model, tick, shares }: Holding, toTick: number): void {
    this.twin.move(this.call(player), model, tick, toTick, shares);
    this.positions.get(player.address)!.delete(toPositionId(model, tick));
    this.positions.get(player.address)!.add(toPositionId(model, toTick));
    this.enqueue(player, "move", [model, tick, toTick, shares]);
  }

  setReserve(player: Player, model: number, tick: number): void {
    this.twin.setReserve(this.call(player), model, tick);
    this.enqueue(player, "setReserve", [model, tick]);
  }

  collectRent(player: Player, model: number): void {
    this.pay(player, this.twin.collectRent(this.call(player), model));
    this.enqueue(player, "collectRent", [model]);
  }

  /** Sends what the players have queued, a player's calls together. */
  async settleUp(): Promise<void> {
    const { deployment } = this.chain;
    for (const [address, calls] of this.queue) {
      for (let start = 0; start < calls.length; start += CALLS_PER_TRANSACTION) {
        const batch = calls.slice(start, start + CALLS_PER_TRANSACTION);
        const data = deployment.contracts.space.interface.encodeFunctionData("multicall", [batch]);
        await this.chain.post(address, deployment.addresses.space, data);
      }
      calls.length = 0;
    }
  }

  private call({ address }: Player): { caller: string; now: number } {
    return { caller: address, now: this.now };
  }

  private pay({ address }: Player, assets: bigint): void {
    this.cash.set(address, this.cash.get(address)! + assets);
  }

  private enqueue(player: Player, name: string, values: readonly unknown[]): void {
    const { interface: space } = this.chain.deployment.contracts.space;
    this.queue.get(player.address)!.push(space.encodeFunctionData(name as "bid", values as never));
  }
}
