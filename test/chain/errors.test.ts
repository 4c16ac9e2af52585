import { ContractRefusal } from "../../scripts/lib/index.js";
import { expect } from "chai";
import type { Interface } from "ethers";

import { decodeError, knownErrors, revertDataOf } from "../../scripts/chain/errors.js";
import { hasWords, inWords } from "../../scripts/cli/words/inWords.js";
import { StakespaceError } from "../../scripts/lib/errors.js";
import {
  ModelRegistry__factory,
  ParameterBounds__factory,
  ScoreOracle__factory,
  StakeSpace__factory,
} from "../../typechain-types/index.js";

const space = StakeSpace__factory.createInterface();
const token = { symbol: "NMR", decimals: 18 };

function decode(contract: Interface, name: string, args: readonly unknown[]): StakespaceError {
  const data = contract.encodeErrorResult(name, args);
  const refusal = decodeError(Object.assign(new Error("execution reverted"), { data }));
  expect(refusal).to.be.instanceOf(ContractRefusal);
  const error = inWords(refusal, token);
  expect(error).to.be.instanceOf(StakespaceError);
  return error as StakespaceError;
}

describe("decodeError", () => {
  /** Errors of OpenZeppelin's that only a mistake in these contracts could raise have no words of their own. */
  const OPEN_ZEPPELIN =
    /^(AccessManage|Address|ECDSA|ERC\d|Failed|Invalid(Account|Short)|SafeE|SafeC|String|InsufficientBalance|Create2)/;

  it("has words for every error of the project's contracts", () => {
    const own = [...knownErrors().keys()].filter((name) => !OPEN_ZEPPELIN.test(name));
    expect(own).to.include.members(["BiddingClosed", "SharesOverflow", "ParameterOutOfBounds", "QuorumNotReached"]);
    expect(own.filter((name) => !hasWords(name))).to.deep.equal([]);
  });

  it("fills every argument in, whatever the error", () => {
    for (const [name, contract] of knownErrors()) {
      const args = contract.getError(name)!.inputs.map(({ type }) => {
        if (type === "address") return "0x000000000000000000000000000000000000dEaD";
        if (type === "bytes32") return `0x${"ab".repeat(32)}`;
        if (type === "bytes4") return "0x01020304";
        if (type === "bytes" || type === "string") return "0x";
        return type === "bool" ? true : 12;
      });
      const { message, hint, code } = decode(contract, name, args);
      expect(code).to.equal(name);
      expect(message, name).not.to.match(/undefined|NaN|\[object/);
      expect(hint, name).to.be.a("string");
    }
  });

  it("writes both sides of a comparison with their units", () => {
    expect(decode(space, "TreasuryShort", [1_500_000_000_000_000_001n, 10n ** 18n]).message).to.equal(
      "The report needs a reserve of 1.500000000000000001 NMR, the free treasury has 1.00 NMR.",
    );
    expect(decode(space, "QuietPeriod", [1_700_000_000, 1_700_003_600]).message).to.contain(
      "began at 2023-11-14 22:13:20 UTC (the chain's time is 2023-11-14 23:13:20 UTC)",
    );
    expect(decode(space, "TooEarly", [1_700_003_600, 1_700_000_000]).message).to.contain("(1 h 00 min to go)");
    expect(decode(space, "TooEarly", [2n ** 40n - 1n, 1_700_000_000]).message).to.contain("possible from never on");
    expect(decode(space, "StakeLocked", [3, 40, 32]).message).to.contain(
      "stake at tick 40 (0.096 %) is not below the price, tick 32 (0.064 %)",
    );
    expect(decode(space, "PositionBelowMinBid", [(3n << 8n) | 40n, 1n, 10n ** 18n]).message).to.contain(
      "The position of model 3 at tick 40 (0.096 %) would be worth 0.000000000000000001 NMR",
    );
    const name = `0x${Buffer.from("limitGain * tcClip").toString("hex").padEnd(64, "0")}`;
    expect(
      decode(ParameterBounds__factory.createInterface(), "ParameterOutOfBounds", [name, 3, 0, 2]).message,
    ).to.equal("The parameter limitGain * tcClip is 3, outside 0 to 2.");
  });

  it("finds errors of the registry, the oracle and OpenZeppelin", () => {
    const oracle = ScoreOracle__factory.createInterface();
    expect(decode(oracle, "QuorumNotReached", [1, 2]).message).to.equal("The report has 1 signatures, it needs 2.");
    const registry = ModelRegistry__factory.createInterface();
    expect(decode(registry, "ERC721NonexistentToken", [9]).message).to.equal("There is no model 9.");
    const someone = "0x000000000000000000000000000000000000dEaD";
    expect(decode(space, "ERC6909InvalidReceiver", [someone]).message).to.equal(
      `The contract refused: ERC6909InvalidReceiver (receiver ${someone}).`,
    );
  });

  it("keeps what a contract said, and no words of its own", () => {
    const data = space.encodeErrorResult("QuietPeriod", [1_700_000_000, 1_700_003_600]);
    const refusal = decodeError({ data }) as ContractRefusal;
    expect(refusal.code).to.equal("QuietPeriod");
    expect(refusal.error).to.equal("QuietPeriod");
    expect(refusal.args).to.deep.equal({ quietFrom: 1_700_000_000n, timestamp: 1_700_003_600n });
    expect(refusal.hint).to.equal(undefined);
    expect(refusal.message).to.equal("QuietPeriod(quietFrom 1700000000, timestamp 1700003600)");
    expect((inWords(refusal) as StakespaceError).cause).to.equal(refusal);
    const other = new Error("other");
    expect(inWords(other)).to.equal(other);
  });

  it("finds revert data however deep it is wrapped", () => {
    const data = space.encodeErrorResult("Paused", []);
    expect(revertDataOf({ info: { error: { data: { data } } } })).to.equal(data);
    expect(revertDataOf({ cause: { data } })).to.equal(data);
    expect(revertDataOf(new Error("nothing"))).to.equal(undefined);
    expect(revertDataOf("text")).to.equal(undefined);
  });

  it("says so when nobody knows the error, and leaves alone what is none", () => {
    const unknown = decodeError({ data: "0x12345678" }) as StakespaceError;
    expect(unknown.code).to.equal("UNKNOWN_REVERT");
    expect(unknown.message).to.contain("0x12345678");
    const defect = new TypeError("x is not a function");
    expect(decodeError(defect)).to.equal(defect);
    const ours = new StakespaceError("ours");
    expect(decodeError(ours)).to.equal(ours);
    const gas = decodeError(new Error("sender doesn't have enough funds to send tx")) as StakespaceError;
    expect(gas.code).to.equal("INSUFFICIENT_FUNDS");
  });
});
