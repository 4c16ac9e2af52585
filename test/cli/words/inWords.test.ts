import { expect } from "chai";

import { decodeError } from "../../../scripts/chain/errors.js";
import { runAs } from "../../../scripts/cli/words/call.js";
import { inWords } from "../../../scripts/cli/words/inWords.js";
import { StakespaceError } from "../../../scripts/lib/errors.js";
import { StakeSpace__factory } from "../../../typechain-types/index.js";

const NMR = { symbol: "NMR", decimals: 18 };
const elsewhere = runAs({ network: "sepolia", from: "2" });

describe("errors in words", () => {
  it("name commands that go where the command went: of a contract's refusal", () => {
    const data = StakeSpace__factory.createInterface().encodeErrorResult("TreasuryShort", [2n, 1n]);
    const refusal = decodeError(Object.assign(new Error("reverted"), { data }));
    expect((inWords(refusal, NMR, elsewhere) as StakespaceError).hint).to.equal(
      "Add to it with: npx hardhat fund-treasury --amount AMOUNT --from 2 --network sepolia. Or report a lower payout factor.",
    );
  });

  it("name commands that go where the command went: of another wing's error", () => {
    const error = new StakespaceError("Model 1 is behind.", { code: "NOT_SETTLED" });
    expect(inWords(error, NMR, elsewhere)).to.include({
      message: "Model 1 is behind.",
      code: "NOT_SETTLED",
      hint: "Settle every model first: npx hardhat settle --from 2 --network sepolia",
    });
  });

  it("leave an error alone that has its hint, or that nobody knows", () => {
    for (const error of [
      new StakespaceError("No.", { code: "NOT_SETTLED", hint: "Try yes." }),
      new StakespaceError("No.", { code: "NEVER_HEARD_OF" }),
      new StakespaceError("No."),
      new TypeError("No."),
      "no",
    ]) {
      expect(inWords(error)).to.equal(error);
    }
  });
});
