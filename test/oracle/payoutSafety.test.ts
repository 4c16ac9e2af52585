import { expect } from "chai";
import fc from "fast-check";

import {
  payoutFactor,
  type PayoutTerms,
  treasuryShort,
  treasuryShortFor,
  wantedFactor,
} from "../../scripts/oracle/payoutFactor.js";
import { requirePayoutFactor } from "../../scripts/oracle/payoutSafety.js";
import type { PreparedReport } from "../../scripts/oracle/prepare.js";
import { inWords } from "../../scripts/cli/words/inWords.js";
import { StakespaceError } from "../../scripts/lib/errors.js";
import { WAD } from "../../scripts/twin/units.js";

/** A report as far as its payout factor goes: 70 tokens filled, 5 % at most to gain. */
function prepared(treasury: bigint, threshold = "10000"): PreparedReport {
  const bundle = {
    config: { payoutThreshold: threshold },
    decimals: 18,
    reserve: { bound: String(100n * WAD), treasury: String(treasury), returnClip: String(WAD / 20n) },
    models: [{ stake: String(70n * WAD) }],
  };
  const terms: PayoutTerms = {
    threshold: BigInt(threshold) * WAD,
    filled: 70n * WAD,
    bound: 100n * WAD,
    treasury,
    maxScore: 4_000,
    returnClip: WAD / 20n,
  };
  return { bundle, report: { maxScore: 4_000, payoutFactor: payoutFactor(terms) } } as unknown as PreparedReport;
}

/** What a person is told of it. */
function refusal(report: PreparedReport, minimum: bigint): StakespaceError | undefined {
  try {
    requirePayoutFactor(report, minimum);
    return undefined;
  } catch (thrown) {
    const error = inWords(thrown);
    if (error instanceof StakespaceError) return error;
    throw error;
  }
}

describe("the lowest payout factor that is proposed", () => {
  it("lets what reaches it pass, and the next below it not", () => {
    // 4 % of 100 takes 4 tokens; a tenth of that 0.4.
    expect(refusal(prepared(4n * WAD), WAD)).to.equal(undefined);
    expect(refusal(prepared((4n * WAD) / 10n), WAD / 10n)).to.equal(undefined);
    expect(refusal(prepared((4n * WAD) / 10n - 1_000n), WAD / 10n)?.code).to.equal("PAYOUT_FACTOR_LOW");
    expect(refusal(prepared(0n), 0n)).to.equal(undefined);
  });

  it("says what to fund for it and for all, with the command", () => {
    const { message, hint } = refusal(prepared(WAD / 10n), WAD / 2n)!;
    expect(message).to.contain("below the 0.5 that is asked for: the free treasury of 0.1 is 1.9 too small");
    expect(hint).to.equal(
      "Give it enough for that: npx hardhat fund-treasury --amount 2. For payment in full: npx hardhat fund-treasury --amount 4. To propose it as it is: --accept-low-payout.",
    );
  });

  it("says that no treasury helps where the stake is the reason", () => {
    const { message, hint } = refusal(prepared(100n * WAD, "1"), WAD / 10n)!;
    expect(message).to.contain("the filled stake of 70 is so far above the threshold of 1");
    expect(hint).to.match(/^No treasury would change that; payoutThreshold in the settings would\./);
  });

  it("names an amount that is enough, and a wei less is not", () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 24n });
    fc.assert(
      fc.property(amount, amount, amount, amount, fc.integer({ min: 0, max: 32_767 }), amount, (...given) => {
        const [threshold, filled, idle, treasury, maxScore, part] = given;
        const terms = { threshold, filled, bound: filled + idle, treasury, maxScore, returnClip: WAD / 20n };
        const minimum = part % (WAD + 1n);
        const lack = treasuryShortFor(terms, minimum);
        const wanted = wantedFactor(terms) < minimum ? wantedFactor(terms) : minimum;
        expect(payoutFactor({ ...terms, treasury: treasury + lack }) >= wanted).to.equal(true);
        if (lack > 0n) {
          expect(payoutFactor({ ...terms, treasury: treasury + lack - 1n }) < wanted).to.equal(true);
        }
        expect(lack <= treasuryShort(terms)).to.equal(true);
      }),
    );
  });
});
