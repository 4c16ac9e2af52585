import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { parquetWriteFile } from "hyparquet-writer";

import { Random, StakespaceError } from "#lib";
import { readTournament } from "../../scripts/simulation/data/read.js";
import { ownStakeReplayer, replay } from "../../scripts/simulation/data/replay.js";
import { tournamentOf } from "../../scripts/simulation/data/tournament.js";
import type { DataRow } from "../../scripts/simulation/data/types.js";
import { dataVerdict } from "../../scripts/simulation/data/verdict.js";
import { OWN_STAKE_SPECS } from "../../scripts/simulation/rules/index.js";

describe("simulation: own data", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stakespace-data-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const csv = (text: string): void => writeFileSync(join(folder, "tournament.csv"), text);

  async function refusal(): Promise<string> {
    try {
      await readTournament(folder);
    } catch (error) {
      if (error instanceof StakespaceError) return error.message;
      throw error;
    }
    return "nothing was refused";
  }

  it("is read from CSV: holes are no submission, a model without an account is its own", async () => {
    csv('round,model,account,stake,score,note\n1,a,x,10,0.02,"hi, there"\n1,b,,,0.01,\n2,a,x,12,,\n');
    expect(await readTournament(folder)).to.deep.equal([
      { round: 1, model: "a", account: "x", stake: 10, score: 0.02, tc: undefined },
      { round: 1, model: "b", account: "b", stake: 0, score: 0.01, tc: undefined },
      { round: 2, model: "a", account: "x", stake: 12, score: undefined, tc: undefined },
    ]);
  });

  it("is read from Parquet, which goes before CSV", async () => {
    csv("round,model,stake,score\n9,z,1,1\n");
    parquetWriteFile({
      filename: join(folder, "tournament.parquet"),
      columnData: [
        { name: "round", data: [3, 3], type: "INT32" },
        { name: "model", data: ["a", "b"], type: "STRING" },
        { name: "stake", data: [1.5, 2], type: "DOUBLE" },
        { name: "score", data: [0.5, NaN], type: "DOUBLE" },
        { name: "tc", data: [0.25, null], type: "DOUBLE", nullable: true },
      ],
    });
    expect(await readTournament(folder)).to.deep.equal([
      { round: 3, model: "a", account: "a", stake: 1.5, score: 0.5, tc: 0.25 },
      { round: 3, model: "b", account: "b", stake: 2, score: undefined, tc: undefined },
    ]);
  });

  it("is refused with file, column and row where it is wrong", async () => {
    expect(await refusal()).to.include("has neither tournament.parquet nor tournament.csv nor round folders");
    csv("round,model,stake\n1,a,1\n");
    expect(await refusal()).to.include('column "score"');
    csv("round,model,stake,score\n1,a,1,0.1\n1,a,1,0.1\n");
    expect(await refusal()).to.include('row 3: model "a" is in round 1 twice');
    csv("round,model,stake,score\n1,a,-1,0.1\n");
    expect(await refusal()).to.include('column "stake", row 2: -1 is negative');
    csv("round,model,stake,score\n1.5,a,1,0.1\n");
    expect(await refusal()).to.include('column "round", row 2: "1.5" is not a whole number');
    csv("round,model,stake,score\n1,a,1,lots\n");
    expect(await refusal()).to.include('column "score", row 2: "lots" is not a finite number');
    csv("round,model,stake,score\n1,,1,0.1\n");
    expect(await refusal()).to.include('column "model", row 2: is empty');
    csv("round,model,stake,score\n");
    expect(await refusal()).to.include("has no rows");
    writeFileSync(join(folder, "tournament.parquet"), "no parquet");
    expect(await refusal()).to.include("is not a readable Parquet file");
  });

  it("is weighed by what was known before the round, the lag included", () => {
    const rows = Array.from({ length: 6 }, (_, index): DataRow[] => [
      { round: index, model: "a", account: "a", stake: 1, score: index < 2 ? 0.1 : -0.1, tc: undefined },
      { round: index, model: "b", account: "b", stake: 3, score: 0, tc: undefined },
    ]).flat();
    const tournament = tournamentOf(rows);
    const linear = replay(tournament, ownStakeReplayer(OWN_STAKE_SPECS["M0"]!.rule), 1);
    expect(linear.scores).to.deep.equal([0.025, 0.025, -0.025, -0.025, -0.025, -0.025]);
    const metric = (lag: number) => replay(tournament, ownStakeReplayer(OWN_STAKE_SPECS["M4"]!.rule), lag).scores;
    // Nothing is known of the first round; then only the first model has done anything.
    expect(metric(1).slice(0, 3)).to.deep.equal([undefined, 0.1, -0.1]);
    expect(metric(3).slice(0, 4)).to.deep.equal([undefined, undefined, undefined, -0.1]);
  });

  it("shows that Stakespace follows skill that lasts, and keeps out what has no space", () => {
    const random = new Random("own data");
    const rows: DataRow[] = [];
    for (let round = 0; round < 60; round++) {
      for (let j = 0; j < 40; j++) {
        const skill = j < 20 ? 0.02 : 0;
        const score = skill + 0.02 * random.normal();
        rows.push({ round, model: `m${j}`, account: `a${j}`, stake: j < 20 ? 100 : 1_000, score, tc: undefined });
      }
    }
    const verdict = dataVerdict(rows, 1);
    expect(verdict.rules["M7"]!.t).to.be.above(4);
    expect(verdict.rules["M7-space"]!.t).to.be.above(4);
    expect(verdict.rules["M7"]!.displaced).to.be.above(0.3);
    expect(verdict.rules["M0"]!.minus_linear).to.equal(0);
    expect(Object.keys(verdict.left_out)).to.deep.equal(["M6", "M10", "M11", "M12"]);
  });
});
