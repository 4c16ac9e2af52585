import {
  ALL_SHARES,
  MAX_HELD,
  maxScoreOf,
  type Parameters,
  RECESS,
  type ReportedScores,
  type ScoreRecord,
  type StakeSpaceTwin,
  toPositionId,
  UNLIMITED,
  WAD,
} from "#twin";
import type { Action, ActionKind } from "./actions.js";
import { randomParameters } from "./parameters.js";
import type { Random } from "../../scripts/lib/random.js";

/** What a player needs of the game it plays. */
export interface Game {
  /** The state the player looks at to choose what may well succeed. */
  readonly space: StakeSpaceTwin;
  /** The players' accounts. */
  readonly accounts: readonly string[];
  /** Does an action at a moment, on every side. */
  perform(action: Action, now: number): Promise<void>;
}

export interface PlayerOptions {
  /** How many actions a round has, about. */
  readonly actionsPerRound: number;
  /** Never registers more models than this. */
  readonly maxModels: number;
  /** Withdraw treasury and let it run short: then what is free depends on who settled when. */
  readonly scarceTreasury: boolean;
}

const DAY = 24 * 3_600;

/** How often each action is chosen for the open book; what ends a round is chosen by {@link Player.playRound}. */
const WEIGHTS: readonly (readonly [ActionKind, number])[] = [
  ["bid", 30],
  ["withdraw", 14],
  ["move", 14],
  ["transfer", 4],
  ["transferFrom", 4],
  ["approve", 2],
  ["setOperator", 1],
  ["register", 2],
  ["transferModel", 2],
  ["setReserve", 4],
  ["collectRent", 4],
  ["settleAll", 3],
  ["settle", 4],
  ["flushBurned", 1],
  ["fundTreasury", 2],
  ["queueParameters", 2],
  ["queueTreasuryWithdrawal", 1],
  ["setPaused", 2],
];

const TOTAL_WEIGHT = WEIGHTS.reduce((sum, [, weight]) => sum + weight, 0);

/** Ticks that are bid at: a few, so that books have depth, with both ends of the grid. */
const TICKS = [0, 1, 15, 16, 17, 40, 41, 63, 64, 80, 100, 126, 127];

/** Plays random rounds: mostly what the rules allow, often on the very boundary, now and then what they must refuse. */
export class Player {
  private readonly random: Random;
  private readonly game: Game;
  private readonly options: PlayerOptions;
  private now: number;
  /** Models left alone until a round, so that they fall far behind. */
  private readonly dormantUntil = new Map<number, number>();
  /** Models that were too far behind for an action when the round began. */
  private lost: readonly number[] = [];
  /** Rounds still to be missed in a row. */
  private drought = 0;

  constructor(random: Random, game: Game, now: number, options: PlayerOptions) {
    this.random = random;
    this.game = game;
    this.options = options;
    this.now = now;
  }

  /** Registers the first models and funds the treasury. */
  async begin(models: number): Promise<void> {
    for (let i = 0; i < models; ++i) await this.perform({ kind: "register", caller: this.account() });
    await this.perform({ kind: "fundTreasury", caller: this.account(), assets: 5_000n * WAD });
  }

  /** Plays the open round until the next one opens. */
  async playRound(): Promise<void> {
    const { random } = this;
    this.chooseDormant();
    if (this.space.globals.clock.locksAt === RECESS) await this.playRecess();
    const { quietFrom, locksAt, reportFrom } = this.space.times;
    const count = this.options.actionsPerRound;
    await this.playBook(count, quietFrom);
    await this.playBook(Math.ceil(count / 6), locksAt);
    await this.playBook(Math.ceil(count / 4), reportFrom);
    if (random.chance(0.2)) await this.perform(this.proposal());
    if (this.options.scarceTreasury || this.space.globals.paused) await this.liftPause();

    if (this.drought === 0 && random.chance(0.04)) this.drought = random.integerBetween(1, 4);
    if (this.drought > 0) {
      --this.drought;
      if (random.chance(0.4)) await this.proposeAndVeto();
      return this.expire();
    }
    if (random.chance(0.15)) await this.proposeAndVeto();
    await this.proposeAndClose();
  }

  /** What is left in every book at the end: all models settled, all positions closed, all rent collected. */
  async leaveAll(): Promise<void> {
    await this.liftPause();
    if (!["Bidding", "Recess"].includes(this.space.phase(this.now))) {
      this.advance(this.space.times.expirableFrom);
      await this.perform({ kind: "expireRound", caller: this.account() });
    }
    const { modelCount, round } = this.space.globals;
    for (let modelId = 1; modelId <= modelCount; ++modelId) {
      const caller = this.space.modelStatus(modelId).owner;
      await this.perform({ kind: "settle", caller, modelId, maxRounds: round });
      for (const tick of this.space.book(modelId).keys()) {
        for (const owner of this.game.accounts) {
          const shares = this.space.balanceOf(owner, toPositionId(modelId, tick));
          if (shares === 0n) continue;
          await this.perform({ kind: "withdraw", caller: owner, modelId, tick, shares, receiver: owner, owner });
        }
      }
      await this.perform({ kind: "collectRent", caller, modelId });
    }
    await this.perform({ kind: "flushBurned", caller: this.account() });
  }

  private get space(): StakeSpaceTwin {
    return this.game.space;
  }

  private async perform(action: Action): Promise<void> {
    await this.game.perform(action, this.now);
  }

  /** Moves on to a moment, never back. */
  private advance(to: number): void {
    this.now = Math.max(this.now, to);
  }

  /** A moment before `end`: now, the last one before it, or any in between. */
  private moment(end: number): number {
    const left = end - this.now;
    if (left <= 1 || this.random.chance(0.2)) return this.now;
    // A recess has no end.
    return this.random.chance(0.1) ? end - 1 : this.now + this.random.below(Math.min(left, 2 ** 32));
  }

  /** Some actions on the book before `end`, then moves on to `end`. */
  private async playBook(count: number, end: number): Promise<void> {
    const moments = Array.from({ length: count }, () => this.moment(end)).sort((a, b) => a - b);
    for (const moment of moments) {
      this.advance(moment);
      await this.perform(this.bookAction());
      if (this.random.chance(0.05)) await this.perform(this.misplaced());
    }
    this.advance(end);
  }

  private async playRecess(): Promise<void> {
    do {
      const end = this.now + this.random.integerBetween(2, 20 * DAY);
      await this.playBook(this.options.actionsPerRound, end);
      if (this.random.chance(0.3)) await this.perform({ kind: "expireRound", caller: this.account() });
      if (this.random.chance(0.3)) await this.perform(this.proposal());
    } while (this.random.chance(0.3));
    const { round } = this.space.globals;
    if (this.random.chance(0.5)) await this.perform({ kind: "resume" });
    else await this.perform({ kind: "resumeByQuorum", caller: this.account(), round });
  }

  /** Proposes a report the rules allow, where the treasury can be made to cover it, inside the window. */
  private async propose(): Promise<void> {
    const { reportBy } = this.space.times;
    if (this.now < reportBy) this.advance(this.moment(reportBy));
    await this.perform(this.proposal());
    while (this.space.phase(this.now) === "Reporting") {
      await this.liftPause();
      await this.perform({ kind: "fundTreasury", caller: this.account(), assets: 1_000n * WAD });
      await this.perform({ kind: "propose", caller: this.account(), report: this.goodReport() });
    }
  }

  private async proposeAndVeto(): Promise<void> {
    await this.propose();
    if (this.space.globals.clock.proposedAt === 0) return;
    const end = this.challengeEnd();
    await this.playBook(1, this.moment(end));
    await this.perform({ kind: "veto", round: this.space.globals.round });
  }

  private async proposeAndClose(): Promise<void> {
    await this.propose();
    const { round, clock } = this.space.globals;
    if (clock.proposedAt === 0) return this.expire();
    await this.playBook(Math.ceil(this.options.actionsPerRound / 6), this.challengeEnd() - 1);
    if (this.random.chance(0.2)) await this.perform({ kind: "finalize", caller: this.account(), round });
    this.advance(this.challengeEnd());
    if (this.random.chance(0.2)) await this.perform({ kind: "veto", round });
    if (this.random.chance(0.2)) await this.perform({ kind: "finalize", caller: this.account(), round: round + 1 });
    if (this.random.chance(0.05)) return this.expire();
    if (this.random.chance(0.3)) this.advance(this.now + this.random.below(3 * DAY));
    await this.perform({ kind: "finalize", caller: this.account(), round });
  }

  private challengeEnd(): number {
    return this.space.globals.clock.proposedAt + this.space.parameters.challengePeriod;
  }

  private async expire(): Promise<void> {
    const { expirableFrom } = this.space.times;
    // A round that opened in recess in the meantime never expires.
    if (expirableFrom === RECESS) return;
    if (this.random.chance(0.3) && this.now < expirableFrom - 1) {
      this.advance(expirableFrom - 1);
      await this.perform({ kind: "expireRound", caller: this.account() });
    }
    this.advance(expirableFrom);
    if (this.random.chance(0.5)) await this.playBook(2, this.now + this.random.below(5 * DAY));
    if (this.random.chance(0.2)) await this.perform(this.proposal());
    await this.perform({ kind: "expireRound", caller: this.account() });
  }

  private async liftPause(): Promise<void> {
    if (this.space.globals.paused) await this.perform({ kind: "setPaused", paused: false });
  }

  // ------------------------------------------------------------------------------------------------------- Book actions

  private bookAction(): Action {
    if (this.space.globals.paused && this.random.chance(0.3)) return { kind: "setPaused", paused: false };
    let left = this.random.below(TOTAL_WEIGHT);
    const kind = WEIGHTS.find(([, weight]) => (left -= weight) < 0)?.[0] ?? "bid";
    return this.actionOf(kind);
  }

  private actionOf(kind: ActionKind): Action {
    const { random } = this;
    const caller = this.account();
    const modelId = this.model();
    switch (kind) {
      case "withdraw":
        return this.withdrawal();
      case "move":
        return this.movement();
      case "transfer": {
        const { owner, positionId, shares } = this.position();
        return { kind, caller: owner, receiver: caller, positionId, shares: this.part(shares) };
      }
      case "transferFrom": {
        const { owner, positionId, shares } = this.position();
        const amount = this.part(shares);
        return { kind, caller, holder: owner, receiver: this.account(), positionId, shares: amount };
      }
      case "approve": {
        const { owner, positionId, shares } = this.position();
        const allowance = random.chance(0.3) ? UNLIMITED : this.part(shares);
        return { kind, caller: owner, spender: caller, positionId, shares: allowance };
      }
      case "setOperator":
        return { kind, caller, operator: this.otherThan(caller), approved: random.chance(0.5) };
      case "register":
        if (this.space.globals.modelCount >= this.options.maxModels && !this.space.globals.paused)
          return this.actionOf("settleAll");
        return { kind, caller };
      case "transferModel":
        return { kind, caller: this.ownerOrStranger(modelId), modelId, receiver: caller };
      case "setReserve":
        return { kind, caller: this.ownerOrStranger(modelId), modelId, tick: this.tick() };
      case "collectRent":
        return { kind, caller: this.ownerOrStranger(modelId), modelId };
      case "settleAll":
        return { kind, caller, modelIds: Array.from({ length: random.integerBetween(1, 4) }, () => this.model()) };
      case "settle":
        return { kind, caller, modelId, maxRounds: random.pick([0, 1, 2, 5, 20, 1_000]) };
      case "flushBurned":
        return { kind, caller };
      case "fundTreasury":
        return { kind, caller, assets: random.chance(0.1) ? random.pick([0n, MAX_HELD]) : random.belowBig(800n * WAD) };
      case "queueParameters":
        return { kind, parameters: randomParameters(random) };
      case "queueTreasuryWithdrawal": {
        if (!this.options.scarceTreasury) return this.actionOf("settle");
        const assets = random.chance(0.1) ? MAX_HELD + 1n : random.belowBig(4_000n * WAD);
        return { kind, assets, receiver: caller };
      }
      case "setPaused":
        return { kind, paused: random.chance(0.5) };
      default:
        return this.bid();
    }
  }

  private bid(): Action {
    const { random } = this;
    const caller = this.account();
    const { minBid } = this.space.parameters;
    // The deposit cap, and what is below it but buys more shares than a pool can have.
    const edges = [minBid, minBid - 1n, 0n, minBid + 1n, MAX_HELD, MAX_HELD / 2n];
    const assets = random.chance(0.15) ? random.pick(edges) : minBid + random.belowBig(400n * WAD);
    const receiver = random.chance(0.85) ? caller : this.account();
    return { kind: "bid", caller, modelId: this.model(), tick: this.tick(), assets, receiver };
  }

  private withdrawal(): Action {
    const { modelId, tick, owner, shares } = this.position();
    const caller = this.random.chance(0.8) ? owner : this.account();
    const receiver = this.random.chance(0.8) ? caller : this.account();
    return { kind: "withdraw", caller, modelId, tick, shares: this.part(shares), receiver, owner };
  }

  private movement(): Action {
    const { modelId, tick, owner, shares } = this.position();
    // Between the lock and the close only idle ticks may be left and reached: the lowest.
    const frozen = this.now >= this.space.globals.clock.locksAt;
    const toTick = frozen && this.random.chance(0.6) ? this.random.below(Math.max(1, tick + 2)) : this.tick();
    return { kind: "move", caller: owner, modelId, fromTick: tick, toTick, shares: this.part(shares) };
  }

  /** What belongs to another phase, round or state than the present one. */
  private misplaced(): Action {
    const { round } = this.space.globals;
    const caller = this.account();
    return this.random.pick<Action>([
      { kind: "expireRound", caller },
      { kind: "finalize", caller, round },
      { kind: "veto", round },
      { kind: "resume" },
      { kind: "resumeByQuorum", caller, round: round + this.random.below(2) },
      this.proposal(),
    ]);
  }

  // ------------------------------------------------------------------------------------------------------------ Reports

  private proposal(): Action {
    const { random } = this;
    const good = this.goodReport();
    const report = random.pick<ReportedScores>([
      good,
      good,
      good,
      good,
      good,
      { ...good, round: good.round + random.integerBetween(-1, 1) },
      { ...good, payoutFactor: WAD + 1n },
      { ...good, records: good.records.slice(0, Math.max(1, this.space.globals.highestStakedModel - 1)) },
      { ...good, records: [...good.records, { score: 1, tc: 1, weight: 1, uniqueness: 1 }] },
      { ...good, maxScore: random.pick([0, 1, 65_535]) },
    ]);
    return { kind: "propose", caller: this.account(), report };
  }

  private goodReport(): ReportedScores {
    const { random } = this;
    const { round, modelCount, highestStakedModel } = this.space.globals;
    const covered = random.integerBetween(Math.max(1, highestStakedModel), modelCount);
    const records = Array.from({ length: covered }, () => this.record());
    const payoutFactor = random.chance(0.1) ? random.pick([0n, 1n]) : WAD - random.belowBig(WAD / 2n);
    return { round, payoutFactor, maxScore: maxScoreOf(records), records };
  }

  private record(): ScoreRecord {
    return {
      score: this.signed(10_000),
      tc: this.signed(8_000),
      weight: this.fraction(),
      uniqueness: this.fraction(),
    };
  }

  private signed(size: number): number {
    if (this.random.chance(0.1)) return this.random.pick([-32_768, 32_767, 0, -1, 1]);
    return this.random.integerBetween(-size, size);
  }

  private fraction(): number {
    if (this.random.chance(0.2)) return this.random.pick([0, 1, 10_000, 10_001, 65_535]);
    return this.random.integerBetween(2_000, 10_000);
  }

  // ------------------------------------------------------------------------------------------------------------ Choices

  private chooseDormant(): void {
    const { modelCount, round } = this.space.globals;
    const all = Array.from({ length: modelCount }, (_, index) => index + 1);
    this.lost = all.filter((modelId) => round - this.space.modelStatus(modelId).settledThrough > 17);
    if (!this.random.chance(0.12)) return;
    this.dormantUntil.set(this.random.integerBetween(1, modelCount), round + this.random.integerBetween(3, 28));
  }

  private account(): string {
    return this.random.pick(this.game.accounts);
  }

  private otherThan(account: string): string {
    return this.random.pick(this.game.accounts.filter((other) => other !== account));
  }

  private ownerOf(modelId: number): string {
    return modelId >= 1 && modelId <= this.space.globals.modelCount
      ? this.space.modelStatus(modelId).owner
      : this.account();
  }

  private ownerOrStranger(modelId: number): string {
    return this.random.chance(0.85) ? this.ownerOf(modelId) : this.account();
  }

  /** A model, mostly one that exists and is not left alone. */
  private model(): number {
    const { modelCount, round } = this.space.globals;
    if (this.random.chance(0.03)) return this.random.pick([0, modelCount + 1]);
    const all = Array.from({ length: modelCount }, (_, index) => index + 1);
    const awake = all.filter((modelId) => (this.dormantUntil.get(modelId) ?? 0) <= round);
    // Now and then somebody stumbles over a model that is too far behind.
    if (this.lost.length > 0 && this.random.chance(0.05)) return this.random.pick(this.lost);
    return this.random.pick(awake.length > 0 ? awake : all);
  }

  private tick(): number {
    if (this.random.chance(0.03)) return this.random.pick([128, 255]);
    return this.random.chance(0.8) ? this.random.pick(TICKS) : this.random.below(128);
  }

  /** A position somebody holds, where there is one; or one nobody does. */
  private position(): { modelId: number; tick: number; owner: string; shares: bigint; positionId: number } {
    const { random } = this;
    for (let tries = 0; tries < 12; ++tries) {
      const modelId = this.model();
      if (modelId === 0 || modelId > this.space.globals.modelCount) continue;
      const ticks = [...this.space.book(modelId).keys()];
      if (ticks.length === 0) continue;
      const tick = random.pick(ticks);
      const positionId = toPositionId(modelId, tick);
      const owners = this.game.accounts.filter((account) => this.space.balanceOf(account, positionId) > 0n);
      if (owners.length === 0) continue;
      const owner = random.pick(owners);
      return { modelId, tick, owner, shares: this.space.balanceOf(owner, positionId), positionId };
    }
    const [modelId, tick] = [this.model(), this.tick()];
    return { modelId, tick, owner: this.account(), shares: WAD, positionId: toPositionId(modelId, tick) };
  }

  /** All of some shares, a part, a sliver, none, or one too many. */
  private part(shares: bigint): bigint {
    const { random } = this;
    if (random.chance(0.35)) return shares;
    if (random.chance(0.1)) return random.pick([0n, 1n, shares - 1n, shares + 1n, ALL_SHARES]);
    return random.belowBig(shares + 1n);
  }
}

/** The parameters a game begins with. */
export function firstParameters(defaults: Parameters): Parameters {
  return { ...defaults, baseLimit: 400n * WAD, maxLimit: 3_000n * WAD };
}
