import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { sumTotals } from "../../../scripts/dev/hardhat/testTotals/totals.js";

const REPORTER = new URL("../../../scripts/dev/hardhat/testTotals/countingReporter.ts", import.meta.url).href;

/** Runs a Mocha suite in a process of its own: the counts of this one belong to the run that is under way. */
function totalsOf(suite: string): unknown {
  const program = `
    import Mocha from "mocha";
    import { CountingReporter, mochaTotals } from ${JSON.stringify(REPORTER)};
    const atStart = mochaTotals();
    const mocha = new Mocha({ reporter: CountingReporter, ui: "bdd" });
    mocha.suite.emit("pre-require", globalThis, null, mocha);
    ${suite}
    mocha.run(() => process.stdout.write("\\n" + JSON.stringify({ atStart, atEnd: mochaTotals() })));`;
  const { stdout } = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], {
    cwd: fileURLToPath(new URL("../../..", import.meta.url)),
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  return JSON.parse(stdout.slice(stdout.lastIndexOf("\n"))) as unknown;
}

describe("the totals of a test run", () => {
  it("count a skipped test as skipped, and none behind a failed hook as passed", () => {
    const suite = `
      describe("a", () => {
        it("passes", () => {});
        it("fails", () => { throw new Error("no"); });
        it.skip("is skipped", () => {});
        describe("behind a failed hook", () => {
          before(() => { throw new Error("no"); });
          it("never runs", () => {});
          it("never runs either", () => {});
        });
      });`;
    expect(totalsOf(suite)).to.deep.equal({ atEnd: { passed: 1, failed: 2, skipped: 1 } });
  });

  it("add up over the runners", () => {
    const parts = [
      { passed: 3, failed: 0, skipped: 1 },
      { passed: 4, failed: 2, skipped: 0 },
    ];
    expect(sumTotals(parts)).to.deep.equal({ passed: 7, failed: 2, skipped: 1 });
    expect(sumTotals([])).to.deep.equal({ passed: 0, failed: 0, skipped: 0 });
  });
});
