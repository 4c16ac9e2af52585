import { maxScoreOf, NO_HASH, type SignedReport, type ScoreRecord, WAD } from "#twin";
import type { Random } from "#lib";
import type { Action } from "../actions.js";
import { hashOf, type Choices } from "./choices.js";
import type { Game } from "./game.js";

/** What is reported of a round: anything a quorum could sign. */
export class Reports {
  private readonly random: Random;
  private readonly game: Game;
  private readonly choices: Choices;
  /** Reports proposed so far, and how many were made. */
  private readonly proposals: SignedReport[] = [];
  private made = 0;

  constructor(random: Random, game: Game, choices: Choices) {
    this.random = random;
    this.game = game;
    this.choices = choices;
  }

  /** A proposal that the rules allow, or one that breaks one of them. */
  proposal(): Action {
    const { random } = this;
    const good = this.goodReport();
    const report = random.pick<SignedReport>([
      good,
      good,
      good,
      good,
      good,
      { ...good, round: good.round + random.integerBetween(-1, 1) },
      { ...good, payoutFactor: WAD + 1n },
      { ...good, records: good.records.slice(0, Math.max(1, this.game.space.globals.highestStakedModel - 1)) },
      { ...good, records: [...good.records, { score: 1, growth: 1, weight: 1, baseShare: 1 }] },
      { ...good, maxScore: random.pick([0, 1, 65_535]) },
      { ...good, predictionsRoot: hashOf(9) },
      // Word for word what was proposed before, and may have been vetoed.
      this.last ?? good,
    ]);
    this.proposals.push(report);
    return { kind: "propose", caller: this.choices.account(), report };
  }

  /** A report that the rules allow. */
  goodReport(): SignedReport {
    const { random } = this;
    const { round, highestStakedModel } = this.game.space.globals;
    const covered = random.integerBetween(Math.max(1, highestStakedModel), this.game.space.modelCountAtLock);
    const records = Array.from({ length: covered }, () => this.record());
    const payoutFactor = random.chance(0.1) ? random.pick([0n, 1n]) : WAD - random.belowBig(WAD / 2n);
    const predictionsRoot = this.game.space.sealOf(round) ?? hashOf(0);
    this.made += 1;
    const digest = hashOf(this.made + 1_000);
    return { round, payoutFactor, maxScore: maxScoreOf(records), records, predictionsRoot, digest };
  }

  /** The report proposed last. */
  get last(): SignedReport | undefined {
    return this.proposals.at(-1);
  }

  /** A veto of the report proposed last, now and then of another or of none. */
  veto(): Action {
    const { round } = this.game.space.globals;
    const digest = this.game.space.proposedDigest(round) ?? NO_HASH;
    if (!this.random.chance(0.2)) return { kind: "veto", round, digest };
    return { kind: "veto", round, digest: this.proposals.at(-2)?.digest ?? hashOf(7) };
  }

  private record(): ScoreRecord {
    return {
      score: this.signed(10_000),
      growth: this.signed(8_000),
      weight: this.fraction(),
      baseShare: this.fraction(),
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
}
