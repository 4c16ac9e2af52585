import { MAX_HELD, UNLIMITED, WAD } from "#twin";
import type { Random } from "#lib";
import type { Action, ActionKind } from "../actions.js";
import type { Choices } from "./choices.js";
import type { Game, PlayerOptions } from "./game.js";
import { randomParameters } from "./parameters.js";

/** How often each action is chosen for the open book; what ends a round is chosen by the player. */
const WEIGHTS: readonly (readonly [ActionKind, number])[] = [
  ["bid", 30],
  ["withdraw", 14],
  ["move", 14],
  ["transfer", 4],
  ["transferFrom", 4],
  ["approve", 2],
  ["setOperator", 1],
  ["register", 2],
  ["accept", 2],
  ["seal", 2],
  ["requireRound", 1],
  ["transferModel", 2],
  ["setReserve", 4],
  ["collectRent", 4],
  ["settleAll", 3],
  ["settle", 4],
  ["flushBurned", 1],
  ["fundTreasury", 2],
  ["queueParameters", 2],
  ["queueTreasuryWithdrawal", 3],
  ["setPaused", 2],
];

const TOTAL_WEIGHT = WEIGHTS.reduce((sum, [, weight]) => sum + weight, 0);

/** What is done on the book: mostly what the rules allow, now and then what they must refuse. */
export class BookActions {
  private readonly random: Random;
  private readonly game: Game;
  private readonly choices: Choices;
  private readonly options: PlayerOptions;

  constructor(random: Random, game: Game, choices: Choices, options: PlayerOptions) {
    this.random = random;
    this.game = game;
    this.choices = choices;
    this.options = options;
  }

  /** One action, at a moment. */
  next(now: number): Action {
    if (this.game.space.globals.paused && this.random.chance(0.3)) return { kind: "setPaused", paused: false };
    if (this.game.space.globals.paused && this.random.chance(0.1)) return this.registration();
    let left = this.random.below(TOTAL_WEIGHT);
    const kind = WEIGHTS.find(([, weight]) => (left -= weight) < 0)?.[0] ?? "bid";
    return this.actionOf(kind, now);
  }

  private actionOf(kind: ActionKind, now: number): Action {
    const { random } = this;
    const caller = this.choices.account();
    const modelId = this.choices.model();
    switch (kind) {
      case "withdraw":
        return this.withdrawal();
      case "move":
        return this.movement(now);
      case "transfer": {
        const { owner, positionId, shares } = this.choices.position();
        return { kind, caller: owner, receiver: caller, positionId, shares: this.choices.part(shares) };
      }
      case "transferFrom": {
        const { owner, positionId, shares } = this.choices.position();
        const amount = this.choices.part(shares);
        return { kind, caller, holder: owner, receiver: this.choices.account(), positionId, shares: amount };
      }
      case "approve": {
        const { owner, positionId, shares } = this.choices.position();
        const allowance = random.chance(0.3) ? UNLIMITED : this.choices.part(shares);
        return { kind, caller: owner, spender: caller, positionId, shares: allowance };
      }
      case "setOperator":
        return { kind, caller, operator: this.choices.otherThan(caller), approved: random.chance(0.5) };
      case "register":
        if (this.game.space.globals.modelCount >= this.options.maxModels && !this.game.space.globals.paused)
          return this.actionOf("settleAll", now);
        return this.registration();
      case "accept":
        return { kind, caller: this.choices.ownerOrStranger(modelId), modelId };
      case "seal":
        return this.choices.sealing();
      case "requireRound": {
        const round = this.game.space.globals.round + (random.chance(0.2) ? 1 : 0);
        return { kind, caller, round, deadline: now + random.integerBetween(-1, 1) };
      }
      case "transferModel":
        return { kind, caller: this.choices.ownerOrStranger(modelId), modelId, receiver: caller };
      case "setReserve":
        return { kind, caller: this.choices.ownerOrStranger(modelId), modelId, tick: this.choices.tick() };
      case "collectRent":
        return { kind, caller: this.choices.ownerOrStranger(modelId), modelId };
      case "settleAll":
        return {
          kind,
          caller,
          modelIds: Array.from({ length: random.integerBetween(1, 4) }, () => this.choices.model()),
        };
      case "settle":
        return { kind, caller, modelId, maxRounds: random.pick([0, 1, 2, 5, 20, 1_000]) };
      case "flushBurned":
        return { kind, caller };
      case "fundTreasury":
        return { kind, caller, assets: random.chance(0.1) ? random.pick([0n, MAX_HELD]) : random.belowBig(800n * WAD) };
      case "queueParameters":
        return { kind, parameters: randomParameters(random) };
      case "queueTreasuryWithdrawal": {
        if (!this.options.scarceTreasury) return this.actionOf("settle", now);
        const assets = random.chance(0.1) ? MAX_HELD + 1n : random.belowBig(4_000n * WAD);
        return { kind, assets, receiver: caller };
      }
      case "setPaused":
        return { kind, paused: random.chance(0.5) };
      default:
        return this.bid();
    }
  }

  private registration(): Action {
    const { random } = this;
    const { registrationFee } = this.game.space.parameters;
    const maxFee = random.chance(0.1) && registrationFee > 0n ? registrationFee - 1n : registrationFee;
    return { kind: "register", caller: this.choices.account(), name: this.choices.name(), maxFee };
  }

  private bid(): Action {
    const { random } = this;
    const caller = this.choices.account();
    const { minBid } = this.game.space.parameters;
    // The deposit cap, and what is below it but buys more shares than a pool can have.
    const edges = [minBid, minBid - 1n, 0n, minBid + 1n, MAX_HELD, MAX_HELD / 2n];
    const assets = random.chance(0.15) ? random.pick(edges) : minBid + random.belowBig(400n * WAD);
    const receiver = random.chance(0.85) ? caller : this.choices.account();
    return { kind: "bid", caller, modelId: this.choices.model(), tick: this.choices.tick(), assets, receiver };
  }

  private withdrawal(): Action {
    const { modelId, tick, owner, shares } = this.choices.position();
    const caller = this.random.chance(0.8) ? owner : this.choices.account();
    const receiver = this.random.chance(0.8) ? caller : this.choices.account();
    return { kind: "withdraw", caller, modelId, tick, shares: this.choices.part(shares), receiver, owner };
  }

  private movement(now: number): Action {
    const { modelId, tick, owner, shares } = this.choices.position();
    // Between the lock and the close only idle ticks may be left and reached: the lowest.
    const frozen = now >= this.game.space.globals.clock.locksAt;
    const toTick = frozen && this.random.chance(0.6) ? this.random.below(Math.max(1, tick + 2)) : this.choices.tick();
    return { kind: "move", caller: owner, modelId, fromTick: tick, toTick, shares: this.choices.part(shares) };
  }
}
