import { settlement, WAD, type ScoreRecord } from "#twin";

/** What an unknown model is taken to earn a round, as a share of filled stake. */
const PRIOR = 0.004;
/** Weight of the latest round in the running mean. */
const NEWS = 0.3;

/**
 * What everybody can know of the models: the running mean of what a filled token earned on each in the rounds so far, rent
 * aside, from published sheets.
 */
export class Beliefs {
  private readonly means: number[];

  constructor(models: number) {
    this.means = Array.from({ length: models }, () => PRIOR);
  }

  /** Expected return of a model a round. */
  of(model: number): number {
    return this.means[model - 1]!;
  }

  /** Takes in a round's sheet. */
  learn(terms: settlement.Terms, records: readonly ScoreRecord[]): void {
    for (const [index, record] of records.entries()) {
      const earned = Number(settlement.returnOf(terms, record)) / Number(WAD);
      this.means[index] = (1 - NEWS) * this.means[index]! + NEWS * earned;
    }
  }
}
