import { expect } from "chai";
import type { FunctionFragment, Interface, ParamType } from "ethers";

import { deployedOnUnrulyToken, ethers, loadFixture, tokens } from "../../helpers/contracts.js";

/** What is not guarded, what a token that calls it hears instead, and why that is no danger. */
const UNGUARDED = new Map([
  // Positions move no tokens, and nothing else of the space is written with them.
  ["approve", "ERC6909InvalidSpender"],
  ["setOperator", "ERC6909InvalidSpender"],
  ["transfer", "ERC6909InvalidReceiver"],
  ["transferFrom", "ERC6909InvalidSender"],
  // Guarded, but only for the oracle, by way of which `Reentrancy.t.sol` calls them.
  ["holdReport", "NotOracle"],
  ["dropReport", "NotOracle"],
  ["closeRound", "NotOracle"],
  ["resumeByQuorum", "NotOracle"],
  // The governor's and the guardian's: no payment writes back what it read before it.
  ["resume", "AccessManagedUnauthorized"],
  ["queueParameters", "AccessManagedUnauthorized"],
  ["queueTreasuryWithdrawal", "AccessManagedUnauthorized"],
  ["setPaused", "AccessManagedUnauthorized"],
  ["setAuthority", "AccessManagedUnauthorized"],
]);

/** Zero of any type, empty for arrays. */
function zeroOf(type: ParamType): unknown {
  if (type.baseType === "array") return [];
  if (type.baseType === "tuple") return type.components!.map(zeroOf);
  if (type.baseType === "address") return ethers.ZeroAddress;
  if (type.baseType === "bool") return false;
  if (type.baseType === "bytes32") return ethers.ZeroHash;
  return 0;
}

describe("a token that calls back into the space in the middle of a payment", () => {
  it("S1 it should be refused by every function that changes anything, but for those named", async () => {
    const { space, token, alice } = await loadFixture(deployedOnUnrulyToken);
    const abi: Interface = space.interface;
    const changing: FunctionFragment[] = [];
    abi.forEachFunction((f) => {
      if (!f.constant) changing.push(f);
    });
    const unseen = new Set(UNGUARDED.keys());
    for (const f of changing) {
      const args = f.inputs.map(zeroOf);
      // It delegates: what it calls is guarded.
      if (f.name === "multicall") args[0] = [abi.encodeFunctionData("flushBurned")];
      await token.setCallback(space, abi.encodeFunctionData(f, args));
      await expect(space.connect(alice).fundTreasury(tokens(2)), f.format()).to.be.revertedWithCustomError(
        space,
        UNGUARDED.get(f.name) ?? "ReentrantCall",
      );
      unseen.delete(f.name);
    }
    expect([...unseen], "functions that are no more").to.deep.equal([]);
  });
});
