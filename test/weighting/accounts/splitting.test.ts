import { expect } from "chai";
import {
  ACCOUNT_RECORDS,
  accountWeights,
  type AccountRecordName,
  type ModelRound,
} from "../../../scripts/weighting/accounts/index.js";
import { modelWeights } from "../../../scripts/weighting/models/index.js";
import { expectClose } from "../../scoring/close.js";

const ACCOUNTS = 10;
const MATURITY = 10;
const RECORDS = Object.keys(ACCOUNT_RECORDS) as AccountRecordName[];

/** Rounds of ten accounts with one model and one stake each, better from the first to the last; one is split in `parts`. */
function rowsOf(split: number, parts: number, rounds: number, splitSince = 1): ModelRound[] {
  const rows: ModelRound[] = [];
  for (let a = 0, model = 1; a < ACCOUNTS; a++) {
    for (let part = 0; part < (a === split ? parts : 1); part++, model++) {
      for (let round = 1; round <= rounds; round++) {
        const whole = a !== split || round < splitSince;
        if (whole && part > 0) continue;
        const stake = 100 / (whole ? 1 : parts);
        // The first address keeps the account's record. Powers of two, so that equal records tie to the last bit.
        const merit = a / 1024;
        rows.push({
          round,
          model,
          account: `${a}-${part}`,
          stake,
          score: merit,
          tc: merit,
          gain: stake * merit,
        });
      }
    }
  }
  return rows;
}

/** Share of all weight that the addresses of account `who` have after the last round. */
function shareOf(scheme: string, record: AccountRecordName, who: number, rows: readonly ModelRound[]): number {
  const now = Math.max(...rows.map(({ round }) => round));
  const weights = accountWeights(rows, now, { record, window: 20, maturityRounds: MATURITY });
  const models = rows
    .filter(({ round }) => round === now)
    .map(({ account, stake }) => ({ account, stake, accountWeight: weights.get(account)! }));
  const given = modelWeights(scheme, models);
  const total = (own: boolean): number =>
    models.reduce((sum, { account }, j) => sum + (!own || account.startsWith(`${who}-`) ? given[j]! : 0), 0);
  return total(true) / total(false);
}

describe("splitting an account over addresses with the same record", () => {
  for (const record of RECORDS) {
    for (const scheme of ["account", "two-factor"]) {
      it(`multiplies the best of ten accounts' share of the weight: ${scheme}, record ${record}`, () => {
        const measured = [1, 2, 5, 20].map((k) => shareOf(scheme, record, 9, rowsOf(9, k, 20)));
        expectClose(measured, [0.19, 0.3193, 0.5398, 0.8243], 5e-5);
        // By stake each of the k addresses stands at .95, where the one stood; the nine others add up to 4.05.
        expectClose(
          measured,
          [1, 2, 5, 20].map((k) => (0.95 * k) / (4.05 + 0.95 * k)),
          1e-12,
        );
      });

      it(`gains the worst of ten accounts as many times its weight, of which it has little: ${scheme}, record ${record}`, () => {
        const measured = [1, 2, 5, 20].map((k) => shareOf(scheme, record, 0, rowsOf(0, k, 20)));
        expectClose(
          measured,
          [1, 2, 5, 20].map((k) => (0.05 * k) / (4.95 + 0.05 * k)),
          1e-12,
        );
      });
    }

    it(`changes nothing under linear: record ${record}`, () => {
      const measured = [1, 2, 5, 20].map((k) => shareOf("linear", record, 9, rowsOf(9, k, 20)));
      expectClose(measured, [0.1, 0.1, 0.1, 0.1], 1e-15);
    });
  }

  it("gains by and by, as the new addresses mature", () => {
    const k = 5;
    const measured = [1, 5, MATURITY].map((rounds) => shareOf("account", "tc", 9, rowsOf(9, k, 30 + rounds, 31)));
    const expected = [1, 5, MATURITY].map((rounds) => {
      // The address that keeps the record counts in full from the first round on, the others by their maturity.
      const own = 0.95 * (1 + ((k - 1) * rounds) / MATURITY);
      return own / (4.05 + own);
    });
    expectClose(measured, expected, 1e-12);
    expectClose(expected, [0.2472, 0.413, 0.5398], 1e-4);
  });

  it("never lets one address weigh more than the best account did before", () => {
    for (const record of RECORDS) {
      for (const k of [1, 2, 5, 20]) {
        const weights = accountWeights(rowsOf(9, k, 20), 20, { record, window: 20, maturityRounds: MATURITY });
        for (const weight of weights.values()) expect(weight).to.be.at.most(0.95);
      }
    }
  });
});
