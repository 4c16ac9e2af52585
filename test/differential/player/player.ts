import { DAY, RECESS, type StakeSpaceTwin, toPositionId, UNLIMITED, WAD } from "#twin";
import type { Random } from "#lib";
import type { Action } from "../actions.js";
import { BookActions } from "./bookActions.js";
import { Choices, hashOf } from "./choices.js";
import type { Game, PlayerOptions } from "./game.js";
import { Reports } from "./reports.js";

/** Plays random rounds: mostly what the rules allow, often on the very boundary, now and then what they must refuse. */
export class Player {
  private readonly random: Random;
  private readonly game: Game;
  private readonly options: PlayerOptions;
  private now: number;
  private readonly choices: Choices;
  private readonly book: BookActions;
  private readonly reports: Reports;
  /** Rounds still to be missed in a row. */
  private drought = 0;

  constructor(random: Random, game: Game, now: number, options: PlayerOptions) {
    this.random = random;
    this.game = game;
    this.options = options;
    this.now = now;
    this.choices = new Choices(random, game);
    this.book = new BookActions(random, game, this.choices, options);
    this.reports = new Reports(random, game, this.choices);
  }

  /** Registers the first models and funds the treasury. */
  async begin(models: number): Promise<void> {
    for (let i = 0; i < models; ++i) {
      const caller = this.choices.account();
      await this.perform({ kind: "register", caller, name: `first-${i}`, maxFee: UNLIMITED });
    }
    await this.perform({ kind: "fundTreasury", caller: this.choices.account(), assets: 5_000n * WAD });
  }

  /** Plays the open round until the next one opens. */
  async playRound(): Promise<void> {
    const { random } = this;
    this.choices.chooseDormant();
    if (this.space.globals.clock.locksAt === RECESS) await this.playRecess();
    const { quietFrom, locksAt, reportFrom } = this.space.times;
    const count = this.options.actionsPerRound;
    await this.playBook(count, quietFrom);
    // A round that nobody sealed cannot be reported.
    if (random.chance(0.95)) {
      const { round } = this.space.globals;
      await this.perform({ kind: "seal", caller: this.choices.account(), round, root: hashOf(random.below(3)) });
    }
    await this.playBook(Math.ceil(count / 6), locksAt);
    await this.playBook(Math.ceil(count / 4), reportFrom);
    if (random.chance(0.2)) await this.perform(this.reports.proposal());
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
      await this.perform({ kind: "expireRound", caller: this.choices.account() });
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
    await this.perform({ kind: "flushBurned", caller: this.choices.account() });
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
      await this.perform(this.book.next(this.now));
      if (this.random.chance(0.05)) await this.perform(this.misplaced());
    }
    this.advance(end);
  }

  private async playRecess(): Promise<void> {
    do {
      const end = this.now + this.random.integerBetween(2, 20 * DAY);
      await this.playBook(this.options.actionsPerRound, end);
      if (this.random.chance(0.3)) await this.perform({ kind: "expireRound", caller: this.choices.account() });
      if (this.random.chance(0.3)) await this.perform(this.reports.proposal());
    } while (this.random.chance(0.3));
    const { round } = this.space.globals;
    if (this.random.chance(0.5)) await this.perform({ kind: "resume" });
    else await this.perform({ kind: "resumeByQuorum", caller: this.choices.account(), round });
  }

  /** Proposes a report the rules allow, where the treasury can be made to cover it, inside the window. */
  private async propose(): Promise<void> {
    const { reportBy } = this.space.times;
    if (this.now < reportBy) this.advance(this.moment(reportBy));
    await this.perform(this.reports.proposal());
    const isSealed = this.space.sealOf(this.space.globals.round) !== undefined;
    while (isSealed && this.space.phase(this.now) === "Reporting") {
      await this.liftPause();
      await this.perform({ kind: "fundTreasury", caller: this.choices.account(), assets: 1_000n * WAD });
      await this.perform({ kind: "propose", caller: this.choices.account(), report: this.reports.goodReport() });
    }
  }

  private async proposeAndVeto(): Promise<void> {
    await this.propose();
    if (this.space.globals.clock.proposedAt === 0) return;
    const end = this.challengeEnd();
    await this.playBook(1, this.moment(end));
    const vetoed = this.reports.last;
    await this.perform(this.reports.veto());
    if (vetoed !== undefined && this.random.chance(0.5)) {
      await this.perform({ kind: "propose", caller: this.choices.account(), report: vetoed });
    }
  }

  private async proposeAndClose(): Promise<void> {
    await this.propose();
    const { round, clock } = this.space.globals;
    if (clock.proposedAt === 0) return this.expire();
    await this.playBook(Math.ceil(this.options.actionsPerRound / 6), this.challengeEnd() - 1);
    if (this.random.chance(0.2)) await this.perform({ kind: "finalize", caller: this.choices.account(), round });
    this.advance(this.challengeEnd());
    if (this.random.chance(0.2)) await this.perform(this.reports.veto());
    if (this.random.chance(0.2))
      await this.perform({ kind: "finalize", caller: this.choices.account(), round: round + 1 });
    if (this.random.chance(0.05)) return this.expire();
    if (this.random.chance(0.3)) this.advance(this.now + this.random.below(3 * DAY));
    await this.perform({ kind: "finalize", caller: this.choices.account(), round });
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
      await this.perform({ kind: "expireRound", caller: this.choices.account() });
    }
    this.advance(expirableFrom);
    if (this.random.chance(0.5)) await this.playBook(2, this.now + this.random.below(5 * DAY));
    if (this.random.chance(0.2)) await this.perform(this.reports.proposal());
    await this.perform({ kind: "expireRound", caller: this.choices.account() });
  }

  private async liftPause(): Promise<void> {
    if (this.space.globals.paused) await this.perform({ kind: "setPaused", paused: false });
  }

  /** What belongs to another phase, round or state than the present one. */
  private misplaced(): Action {
    const { round } = this.space.globals;
    const caller = this.choices.account();
    return this.random.pick<Action>([
      { kind: "expireRound", caller },
      { kind: "finalize", caller, round },
      this.reports.veto(),
      { kind: "resume" },
      { kind: "resumeByQuorum", caller, round: round + this.random.below(2) },
      this.reports.proposal(),
    ]);
  }
}
