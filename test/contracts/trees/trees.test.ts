import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { expect } from "chai";
import type { FunctionFragment, Interface } from "ethers";

import {
  ModelRegistry__factory,
  ParameterBounds__factory,
  ScoreOracle__factory,
  StakeSpace__factory,
  StakeSpaceLens__factory,
} from "../../../typechain-types/index.js";
import { readSuites, SuiteError } from "./suites.js";
import { isLeaf, leavesOf, parseTree, renderTree, TreeError, type TreeNode } from "./tree.js";

const CONTRACTS = join(import.meta.dirname, "..");

const INTERFACES: Record<string, Interface> = {
  ModelRegistry: ModelRegistry__factory.createInterface(),
  ParameterBounds: ParameterBounds__factory.createInterface(),
  ScoreOracle: ScoreOracle__factory.createInterface(),
  StakeSpace: StakeSpace__factory.createInterface(),
  StakeSpaceLens: StakeSpaceLens__factory.createInterface(),
};

/** The names of files with an extension in a folder, without it. */
function namesIn(folder: string, extension: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .map((name) => basename(name, extension));
}

function readTree(contract: string, name: string): TreeNode {
  return parseTree(readFileSync(join(CONTRACTS, contract, `${name}.tree`), "utf8"));
}

/** How a tree's root names a function: with its types where another has the same name. */
function rootOf(contract: string, fragment: FunctionFragment, all: readonly FunctionFragment[]): string {
  const isOverloaded = all.filter(({ name }) => name === fragment.name).length > 1;
  return `${contract}.${isOverloaded ? fragment.format("sighash") : fragment.name}`;
}

/** The external functions of a contract, and the names of its views. */
function functionsOf(contract: string): { roots: string[]; views: string[] } {
  const all: FunctionFragment[] = [];
  INTERFACES[contract]!.forEachFunction((fragment) => all.push(fragment));
  const isView = ({ stateMutability }: FunctionFragment): boolean => stateMutability === "view";
  return {
    roots: all.filter((fragment) => !isView(fragment)).map((fragment) => rootOf(contract, fragment, all)),
    views: all.filter(isView).map(({ name }) => name),
  };
}

describe("behaviour trees", () => {
  for (const contract of Object.keys(INTERFACES)) {
    const trees = new Map(namesIn(join(CONTRACTS, contract), ".tree").map((name) => [name, readTree(contract, name)]));

    describe(contract, () => {
      for (const [name, tree] of trees) {
        it(`${name}.tree has a test for each leaf, and no other`, () => {
          const path = join(CONTRACTS, contract, `${name}.test.ts`);
          const suites = readSuites(`${contract}/${name}.test.ts`, readFileSync(path, "utf8"));
          expect(suites.flatMap(leavesOf)).to.deep.equal(leavesOf(tree));
        });
      }

      it("has a tree for each file of tests", () => {
        expect(namesIn(join(CONTRACTS, contract), ".test.ts")).to.have.members([...trees.keys()]);
      });

      it("has a tree for each external function that can change something, and each view in one", () => {
        const { roots, views } = functionsOf(contract);
        const all = [...trees.values()];
        const ofViews = all.find(({ title }) => title === `${contract} views`);
        const pure = ofViews?.children.map(({ title }) => title) ?? [];
        const found = all.filter((tree) => tree !== ofViews).map(({ title }) => title);
        const isPureView = (root: string): boolean => pure.includes(root.slice(contract.length + 1));
        expect(found.filter((root) => root !== `${contract}.constructor`)).to.have.members(
          roots.filter((root) => !isPureView(root)),
        );
        expect(pure).to.include.members(views);
        expect(pure.filter((name) => INTERFACES[contract]!.getFunction(name) === null)).to.deep.equal([]);
      });

      it("says when and given of every branch", () => {
        const branches = (node: TreeNode): TreeNode[] =>
          isLeaf(node) ? [] : [node, ...node.children.flatMap((child) => branches(child))];
        for (const tree of trees.values()) {
          const tops = tree.title.endsWith(" views") ? tree.children : [tree];
          const titles = tops.flatMap((top) => branches(top).slice(1)).map(({ title }) => title);
          expect(
            titles.filter((title) => !/^(when|given) /.test(title)),
            tree.title,
          ).to.deep.equal([]);
        }
      });
    });
  }

  describe("the check itself", () => {
    const TREE =
      "A.f\n├── given x\n│   ├── it should do\n│   └── when y\n│       └── it should do\n└── it should end\n";
    const SUITE = `describe("A.f", () => {
      describe("given x", () => {
        it("it should do", async () => { await f(); });
        describe("when y", () => { it("it should do", () => f()); });
      });
      it("it should end", () => { f(); });
    });`;

    it("reads a tree and writes it again", () => {
      expect(renderTree(parseTree(TREE))).to.equal(TREE);
      expect(leavesOf(parseTree(TREE))).to.deep.equal([
        "A.f > given x > it should do",
        "A.f > given x > when y > it should do",
        "A.f > it should end",
      ]);
    });

    it("reads the same from tests", () => {
      expect(readSuites("a.test.ts", SUITE)).to.deep.equal([parseTree(TREE)]);
    });

    it("sees a missing and a surplus test", () => {
      const leaves = leavesOf(parseTree(TREE));
      const missing = readSuites("a.test.ts", SUITE.replace('it("it should end", () => { f(); });', ""));
      expect(missing.flatMap(leavesOf)).to.deep.equal(leaves.slice(0, 2));
      const surplus = readSuites("a.test.ts", SUITE.replace("});\n      it(", '});\n it("it should go on", f);\n it('));
      expect(surplus.flatMap(leavesOf)).to.have.length(4);
    });

    it("refuses tests that are skipped, run alone or have no written title", () => {
      for (const source of ['it.skip("x", f)', 'describe.only("x", f)', "it(name, f)", "it(`x ${y}`, f)"]) {
        expect(() => readSuites("a.test.ts", source), source).to.throw(SuiteError, "a.test.ts:1");
      }
    });

    it("refuses tests without a body, which Mocha would call pending", () => {
      const bodies = [
        "",
        ", undefined",
        ", () => {}",
        ", async () => {}",
        ", function () {}",
        ", () => { /* later */ }",
      ];
      for (const body of bodies) {
        const source = `describe("A.f", () => {\n  it("it should do"${body});\n});`;
        expect(() => readSuites("a.test.ts", source), source).to.throw(SuiteError, "a.test.ts:2");
      }
      expect(() => readSuites("a.test.ts", 'describe("A.f")'), "a suite").to.throw(SuiteError, "a.test.ts:1");
      expect(() => readSuites("a.test.ts", 'describe("A.f", () => {})'), "an empty suite").to.throw(SuiteError);
    });

    it("refuses trees of another shape", () => {
      const refused = {
        "a line without a branch": "A.f\n  it should do\n",
        "a branch below nothing": "A.f\n│   └── it should do\n",
        "a branch without a leaf": "A.f\n└── given x\n",
        "a leaf with a branch": "A.f\n└── it should do\n    └── it should do\n",
        "the same twice": "A.f\n├── it should do\n└── it should do\n",
        "the wrong corner": "A.f\n├── it should do\n",
      };
      for (const [what, text] of Object.entries(refused)) expect(() => parseTree(text), what).to.throw(TreeError);
    });
  });
});
