import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { environment } from "../cli/tasks/runner.js";
import { missing, perform, shownIn } from "./console.js";
import { FILES, read, ROOT } from "./documents.js";
import { differences, run } from "./exampleRun.js";

const GUIDES = FILES.filter((file) => file.startsWith("docs/guides/"));
const { exports: parts } = JSON.parse(read("package.json")) as { exports: Record<string, { default: string }> };

/** A program of a page with the parts of the package taken from their sources. */
const fromSources = (program: string): string =>
  program.replaceAll(/"stakespace(\/\w+)"/g, (_, part: string) => {
    const source = parts[`.${part}`]!.default.replace("./dist/", "").replace(/\.js$/, ".ts");
    return JSON.stringify(new URL(source, `file://${ROOT}`).href);
  });

/** Runs a page's commands one after the other; gives what the page says and is not printed. */
async function replay(hre: HardhatRuntimeEnvironment, page: string): Promise<string[]> {
  const lies: string[] = [];
  for (const shown of shownIn(page)) {
    const printed = await perform(hre, shown.command);
    lies.push(...missing(shown, printed).map((line) => `${shown.command}: ${line}\nprinted was:\n${printed}`));
  }
  return lies;
}

describe("the guides", function () {
  this.timeout(120_000);

  it("are one each for stakers, owners, operators and builders, each with an example", () => {
    const names = ["builders", "operators", "owners", "stakers"].map((name) => `docs/guides/${name}.md`);
    expect(GUIDES.toSorted()).to.deep.equal(names);
    for (const guide of GUIDES) expect(read(guide), guide).to.match(/^```(console|typescript)$/m);
  });

  it("show stakers what is printed", async () => {
    const page = read("docs/guides/stakers.md");
    expect(shownIn(page).flatMap(({ lines }) => lines).length).to.be.greaterThan(20);
    expect(await replay(await environment(), page)).to.deep.equal([]);
  });

  it("show owners and operators what is printed, in one round", async () => {
    const [before, after] = read("docs/guides/owners.md").split("## After the round");
    const operators = read("docs/guides/operators.md");
    // A local chain's addresses are always the same: somebody may have bundles of his own there.
    const bundles = join(ROOT, "build/bundles");
    const kept = join(ROOT, `build/bundles-kept-${process.pid}`);
    if (existsSync(bundles)) renameSync(bundles, kept);
    try {
      const hre = await environment();
      for (const page of [before!, operators, after!]) {
        expect(shownIn(page)).to.have.length.above(2);
        expect(await replay(hre, page)).to.deep.equal([]);
      }
    } finally {
      rmSync(bundles, { recursive: true, force: true });
      if (existsSync(kept)) renameSync(kept, bundles);
    }
  });

  it("show builders what comes out", async () => {
    const programs = [...read("docs/guides/builders.md").matchAll(/^```typescript\n([\s\S]*?)^```$/gm)];
    expect(programs).to.have.length(3);
    for (const [, program] of programs) {
      const claims = await run(fromSources(program!));
      expect(claims).to.have.length.above(0);
      expect(differences(claims)).to.deep.equal([]);
    }
  });

  it("would be found out: a line that is not printed, or not in this order", () => {
    const shown = shownIn("```console\n$ npx hardhat status\none\n…\nthree\n```\n")[0]!;
    expect(shown.command).to.equal("npx hardhat status");
    expect(missing(shown, "one\ntwo\nthree\n")).to.deep.equal([]);
    expect(missing(shown, "three\none\n")).to.deep.equal(["three"]);
    expect(missing(shown, "one, nearly\nthree\n")).to.deep.equal(["one"]);
    expect(missing({ lines: ["gas … (all)"] }, "gas 5 (all)\n")).to.deep.equal([]);
    expect(missing({ lines: ["gas … (all)"] }, "gas 5 all\n")).to.deep.equal(["gas … (all)"]);
  });
});
