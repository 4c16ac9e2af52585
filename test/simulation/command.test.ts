import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { StakespaceError } from "#lib";
import { main } from "../../scripts/cli/simulate/simulate.js";

async function refusal(...args: string[]): Promise<string> {
  try {
    await main(args);
  } catch (error) {
    if (error instanceof StakespaceError) return `${error.message} ${error.hint ?? ""}`;
    throw error;
  }
  return "nothing was refused";
}

describe("simulation: npm run simulate", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stakespace-simulate-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("wants to know where to write", async () => {
    expect(await refusal("--quick")).to.include("--out");
  });

  it("says what is wrong with a part, and that merge takes none", async () => {
    expect(await refusal("--out", folder, "--shard", "9/4")).to.include("Parts go from 1 to 4");
    expect(await refusal("merge", "--out", folder, "--shard", "1/4")).to.include("--shard names one");
    expect(await refusal("--out", folder, "--threads", "0")).to.include("1 to 256");
  });

  it("merges nothing where nothing was played", async () => {
    expect(await refusal("merge", "--quick", "--out", folder)).to.match(/runs are missing/);
  });

  it("writes what each rule would have done to a table of stakes and scores", async () => {
    const lines = ["round,model,account,stake,score"];
    for (let round = 1; round <= 12; round++) {
      for (let j = 0; j < 6; j++) lines.push(`${round},m${j},a${j},${100 * (j + 1)},${(0.01 * (5 - j)).toFixed(2)}`);
    }
    writeFileSync(join(folder, "tournament.csv"), `${lines.join("\n")}\n`);
    await main(["--data", folder, "--out", folder]);
    const verdict = JSON.parse(readFileSync(join(folder, "verdict.json"), "utf8")) as {
      rules: Record<string, { score: number; minus_linear: number }>;
    };
    // The worst model has most stake: whoever looks at records does better.
    expect(verdict.rules["M4"]!.minus_linear).to.be.above(0.005);
    expect(verdict.rules["M7"]!.minus_linear).to.be.above(0);
    const page = readFileSync(join(folder, "report.html"), "utf8");
    expect(page)
      .to.include("<svg")
      .and.not.match(/NaN|undefined|<script/);
    expect(readFileSync(join(folder, "rules.csv"), "utf8").split("\n")[0]).to.include("minus_linear");
  });

  it("names the table that is not there", async () => {
    expect(await refusal("--data", folder, "--out", folder)).to.include("tournament.csv");
  });
});
