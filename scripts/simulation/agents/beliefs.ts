/** Memory of the public estimate, and rounds of the average score it begins with. */
const MEMORY = 0.98;
const DOUBT = 20;

/**
 * What everybody can know of models before a round: the mean of their published scores, drawn towards the mean of all models.
 * It does not depend on the rule: scores are published for every model, staked or not.
 */
export class PublicRecord {
  private readonly rounds: Float64Array;
  private readonly total: Float64Array;
  /** Scores of the last three rounds. */
  private readonly last: Float64Array[] = [];
  private overallRounds = 0;
  private overallTotal = 0;

  constructor(models: number) {
    this.rounds = new Float64Array(models);
    this.total = new Float64Array(models);
  }

  /** Expected score of each model. */
  estimate(): Float64Array {
    const typical = this.typical();
    return this.total.map((total, j) => (total + DOUBT * typical) / (this.rounds[j]! + DOUBT));
  }

  /** The same, drawn towards 0: a record that has to be earned. */
  fromNothing(): Float64Array {
    return this.total.map((total, j) => total / (this.rounds[j]! + DOUBT));
  }

  /** Mean score of the last three rounds. */
  recent(): Float64Array {
    const count = Math.max(1, this.last.length);
    return this.total.map((_, j) => this.last.reduce((sum, scores) => sum + scores[j]!, 0) / count);
  }

  /** Mean score of all models so far; a cautious guess before the first round. */
  typical(): number {
    return this.overallRounds === 0 ? 0.01 : this.overallTotal / this.overallRounds;
  }

  learn(scores: Float64Array, present: Uint8Array): void {
    this.last.push(scores);
    if (this.last.length > 3) this.last.shift();
    for (let j = 0; j < scores.length; j++) {
      this.rounds[j]! *= MEMORY;
      this.total[j]! *= MEMORY;
      if (present[j] === 0) continue;
      this.rounds[j]! += 1;
      this.total[j]! += scores[j]!;
      this.overallRounds += 1;
      this.overallTotal += scores[j]!;
    }
  }
}
