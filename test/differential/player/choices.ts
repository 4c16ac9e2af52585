import { ALL_SHARES, NO_HASH, toPositionId, WAD } from "#twin";
import type { Random } from "#lib";
import type { Action } from "../actions.js";
import type { Game } from "./game.js";

/** Ticks that are bid at: a few, so that books have depth, with both ends of the grid. */
const TICKS = [0, 1, 15, 16, 17, 40, 41, 63, 64, 80, 100, 126, 127];

/** 32 bytes by a number. */
export const hashOf = (number: number): string => `0x${(number + 1).toString(16).padStart(64, "0")}`;

/** A position: somebody's shares at a tick of a model. */
export interface Position {
  readonly modelId: number;
  readonly tick: number;
  readonly owner: string;
  readonly shares: bigint;
  readonly positionId: number;
}

/** Who acts, and on what: mostly on what there is, now and then on what there is not. */
export class Choices {
  private readonly random: Random;
  private readonly game: Game;
  /** Models left alone until a round, so that they fall far behind. */
  private readonly dormantUntil = new Map<number, number>();
  /** Models that were too far behind for an action when the round began. */
  private lost: readonly number[] = [];

  constructor(random: Random, game: Game) {
    this.random = random;
    this.game = game;
  }

  /** At the beginning of a round: leaves a model alone for some, now and then. */
  chooseDormant(): void {
    const { modelCount, round } = this.game.space.globals;
    const all = Array.from({ length: modelCount }, (_, index) => index + 1);
    this.lost = all.filter((modelId) => round - this.game.space.modelStatus(modelId).settledThrough > 17);
    if (!this.random.chance(0.12)) return;
    this.dormantUntil.set(this.random.integerBetween(1, modelCount), round + this.random.integerBetween(3, 28));
  }

  /** Any account. */
  account(): string {
    return this.random.pick(this.game.accounts);
  }

  /** Any other account. */
  otherThan(account: string): string {
    return this.random.pick(this.game.accounts.filter((other) => other !== account));
  }

  private ownerOf(modelId: number): string {
    return modelId >= 1 && modelId <= this.game.space.globals.modelCount
      ? this.game.space.modelStatus(modelId).owner
      : this.account();
  }

  /** Mostly the owner of a model. */
  ownerOrStranger(modelId: number): string {
    return this.random.chance(0.85) ? this.ownerOf(modelId) : this.account();
  }

  /** A model, mostly one that exists and is not left alone. */
  model(): number {
    const { modelCount, round } = this.game.space.globals;
    if (this.random.chance(0.03)) return this.random.pick([0, modelCount + 1]);
    const all = Array.from({ length: modelCount }, (_, index) => index + 1);
    const awake = all.filter((modelId) => (this.dormantUntil.get(modelId) ?? 0) <= round);
    // Now and then somebody stumbles over a model that is too far behind.
    if (this.lost.length > 0 && this.random.chance(0.05)) return this.random.pick(this.lost);
    return this.random.pick(awake.length > 0 ? awake : all);
  }

  /** A name that is free, or taken, or no name at all. */
  name(): string {
    const { random } = this;
    const { modelCount } = this.game.space.globals;
    if (random.chance(0.15)) return random.pick(["", "Model", "a b", "x".repeat(32), "é"]);
    if (random.chance(0.15)) return this.game.space.nameOf(random.integerBetween(1, modelCount));
    return `model-${modelCount + 1}`;
  }

  /** A seal, mostly of the open round, with one of a few roots. */
  sealing(): Action {
    const { random } = this;
    const round = this.game.space.globals.round + (random.chance(0.1) ? random.integerBetween(-1, 1) : 0);
    const root = random.chance(0.15) ? NO_HASH : hashOf(random.below(3));
    return { kind: "seal", caller: this.account(), round, root };
  }

  /** A tick, seldom one that is off the grid. */
  tick(): number {
    if (this.random.chance(0.03)) return this.random.pick([128, 255]);
    return this.random.chance(0.8) ? this.random.pick(TICKS) : this.random.below(128);
  }

  /** A position somebody holds, where there is one; or one nobody does. */
  position(): Position {
    const { random } = this;
    for (let tries = 0; tries < 12; ++tries) {
      const modelId = this.model();
      if (modelId === 0 || modelId > this.game.space.globals.modelCount) continue;
      const ticks = [...this.game.space.book(modelId).keys()];
      if (ticks.length === 0) continue;
      const tick = random.pick(ticks);
      const positionId = toPositionId(modelId, tick);
      const owners = this.game.accounts.filter((account) => this.game.space.balanceOf(account, positionId) > 0n);
      if (owners.length === 0) continue;
      const owner = random.pick(owners);
      return { modelId, tick, owner, shares: this.game.space.balanceOf(owner, positionId), positionId };
    }
    const [modelId, tick] = [this.model(), this.tick()];
    return { modelId, tick, owner: this.account(), shares: WAD, positionId: toPositionId(modelId, tick) };
  }

  /** All of some shares, a part, a sliver, none, or one too many. */
  part(shares: bigint): bigint {
    const { random } = this;
    if (random.chance(0.35)) return shares;
    if (random.chance(0.1)) return random.pick([0n, 1n, shares - 1n, shares + 1n, ALL_SHARES]);
    return random.belowBig(shares + 1n);
  }
}
