/** Memory of the record, about 20 rounds, and rounds until a record counts in full. */
const MEMORY = 0.95;
const MATURITY = 10;

/**
 * Weight of accounts in [0, 1] as the oracle gives it (mechanism, section 10): maturity times the percentile, by stake, of the
 * stake-weighted score.
 */
export class AccountWeights {
  private readonly stake: Float64Array;
  private readonly scored: Float64Array;
  private readonly played: Float64Array;

  constructor(accounts: number) {
    this.stake = new Float64Array(accounts);
    this.scored = new Float64Array(accounts);
    this.played = new Float64Array(accounts);
  }

  /** Takes in a round: stake at risk on the accounts' models and its product with the score. */
  learn(stake: Float64Array, stakeTimesScore: Float64Array): void {
    for (let a = 0; a < stake.length; a++) {
      this.stake[a] = MEMORY * this.stake[a]! + stake[a]!;
      this.scored[a] = MEMORY * this.scored[a]! + stakeTimesScore[a]!;
      if (stake[a]! > 0) this.played[a]! += 1;
    }
  }

  /** Weight of each account before the next round. */
  weights(): Float64Array {
    const result = new Float64Array(this.stake.length);
    const record = this.scored.map((scored, a) => (this.stake[a]! > 0 ? scored / this.stake[a]! : 0));
    const order = Array.from(result.keys()).filter((a) => this.stake[a]! > 1e-9);
    order.sort((a, b) => record[a]! - record[b]! || a - b);
    let all = 0;
    for (const a of order) all += this.stake[a]!;
    let below = 0;
    for (const a of order) {
      const percentile = (below + this.stake[a]! / 2) / all;
      below += this.stake[a]!;
      result[a] = Math.min(1, this.played[a]! / MATURITY) * percentile;
    }
    return result;
  }
}
