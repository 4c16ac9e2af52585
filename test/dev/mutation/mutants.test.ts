import { createRequire } from "node:module";

import { expect } from "chai";

import { mutantsOf, type Mutant } from "../../../scripts/dev/mutation/mutants.js";
import { scoreOf, survivorsOf, type Judged } from "../../../scripts/dev/mutation/report.js";
import { sampleOf } from "../../../scripts/dev/mutation/run.js";
import type { SyntaxNode } from "../../../scripts/dev/mutation/syntax.js";

const { compile } = createRequire(import.meta.url)("solc") as { compile: (input: string) => string };

/** The mutants of a contract's function, as the changed line; `below` the contract may stand what it uses. */
function changes(body: string, below = ""): string[] {
  const source = `// SPDX-License-Identifier: MIT\n// ── not ASCII\npragma solidity 0.8.37;\ncontract C {\n    uint256 s;\n    event E();\n    modifier m() { _; }\n${body}\n}\n${below}`;
  const input = {
    language: "Solidity",
    sources: { "C.sol": { content: source } },
    settings: { outputSelection: { "*": { "": ["ast"] } } },
  };
  const output = JSON.parse(compile(JSON.stringify(input))) as { sources: Record<string, { ast: SyntaxNode }> };
  return mutantsOf("C.sol", source, output.sources["C.sol"]!.ast).map(({ before, after, source: changed }) => {
    // The two lines and the two sources differ in the same place.
    expect(changed.replaceAll(/\s+/g, " ")).to.contain(after);
    expect(source.replaceAll(/\s+/g, " ")).to.contain(before);
    return after;
  });
}

function judged(name: string, verdict: Judged["verdict"]): Judged {
  const mutant: Mutant = { file: "A.sol", line: 1, operator: "o", before: name, after: `${name}!`, source: "" };
  return { mutant, verdict };
}

describe("mutants", () => {
  it("swap operators, change literals and take results and negations away", () => {
    expect(changes("function f(uint256 a) external pure returns (uint256) { return a + 3; }")).to.have.members([
      "function f(uint256 a) external pure returns (uint256) { return 0; }",
      "function f(uint256 a) external pure returns (uint256) { return a - 3; }",
      "function f(uint256 a) external pure returns (uint256) { return a + 4; }",
    ]);
    expect(changes("function f(bool a) external pure returns (bool) { return !a; }")).to.deep.equal([
      "function f(bool a) external pure returns (bool) { return a; }",
    ]);
  });

  it("fix conditions, remove statements and modifiers", () => {
    const found = changes("function f(uint256 a) external m {\n        if (a < 5) s = a;\n        emit E();\n    }");
    expect(found).to.have.members([
      "function f(uint256 a) external {",
      "if (true) s = a;",
      "if (false) s = a;",
      "if (a <= 5) s = a;",
      "if (a >= 5) s = a;",
      "if (a < 6) s = a;",
      "if (a < 5) {}",
      "{}",
    ]);
  });

  it("reach into assembly", () => {
    const found = changes(
      'function f() external pure returns (uint256 x) {\n        assembly ("memory-safe") {\n            x := add(2, x)\n        }\n    }',
    );
    expect(found).to.have.members(["x := sub(2, x)", "x := add(3, x)", ""]);
  });

  it("read a number that is written in groups of digits", () => {
    expect(changes("function f() external pure { uint256 a = 500_000 gwei; }")).to.deep.equal([
      "function f() external pure { uint256 a = 500001 gwei; }",
    ]);
  });

  it("leave members alone that are called like what every JavaScript object has", () => {
    const body = "function f(S.T t) external pure returns (bytes memory) { return S.toString(t); }";
    const library = "library S { type T is uint256; function toString(T) external pure returns (bytes memory r) {} }";
    expect(changes(body, library)).to.deep.equal([]);
  });

  it("are sampled the same way for a seed, a larger sample beginning with a smaller one", () => {
    const mutants = ["a", "b", "c", "d", "e"].map((name) => judged(name, { verdict: "invalid" }).mutant);
    expect(sampleOf(mutants, 3, "x")).to.deep.equal(sampleOf(mutants, 5, "x").slice(0, 3));
    expect(sampleOf(mutants, 9, "x")).to.have.members(mutants);
  });

  it("count by their verdicts; those that no test could tell do not count", () => {
    const all = [
      judged("a", { verdict: "killed", by: "test/contracts", late: false }),
      judged("b", { verdict: "survived" }),
      judged("c", { verdict: "invalid" }),
      judged("d", { verdict: "same code" }),
    ];
    expect(scoreOf(all)).to.deep.equal({ killed: 1, survived: 1, invalid: 1, sameCode: 1, share: 0.5 });
    const reason = { file: "A.sol", before: "b", after: "b!", reason: "none" };
    expect(survivorsOf(all, [reason])).to.deep.equal([reason]);
    expect(survivorsOf(all, [{ ...reason, after: "other" }])[0]!.reason).to.equal("");
  });
});
