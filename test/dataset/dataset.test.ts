import { expect } from "chai";
import { parquetWriteFile } from "hyparquet-writer";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { modelsFileOf, readModels, readRound } from "../../scripts/dataset/round.js";
import { columnOf } from "../../scripts/scoring/index.js";
import { expectClose } from "../scoring/close.js";
import { type FolderFiles, SMALL, withFolder } from "../scoring/folder.js";

const MODELS = ["m1", "m2", "m3"];

async function messageFor(files: Partial<FolderFiles>): Promise<string> {
  try {
    await withFolder(files, async (round) => {
      const models = await readModels(modelsFileOf(round));
      await readRound(
        round,
        models.map(({ model }) => model),
      );
    });
  } catch (error) {
    return (error as Error).message;
  }
  return "no error";
}

describe("reading a round folder", () => {
  it("sorts stocks by id and models by seniority, whatever the files' order", async () => {
    const round = await withFolder({}, (dir) => readRound(dir, MODELS));
    expect(round.ids).to.deep.equal(["A", "B", "C", "D", "E"]);
    expect(round.models).to.deep.equal(MODELS);
    expectClose(columnOf(round.predictions, 0), [0.7, 0.1, 0.9, 0.4, 0.5], 0);
    expectClose(columnOf(round.predictions, 1), [0.9, 0.4, 0.3, 0.2, 0.1], 0);
    expectClose(round.target, [0.1, -0.2, 0.3, 0, -0.1], 0);
    expect(round.exposures.names).to.deep.equal(["beta", "sector=x", "sector=y"]);
    expectClose(round.exposures.matrix.data, [1, 2, 3, 5, 4, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0], 0);
  });

  it("reads the file's own order of models where none is given", async () => {
    const round = await withFolder({}, (dir) => readRound(dir));
    expect(round.models).to.deep.equal(["m2", "m1", "m3"]);
  });

  it("reads Parquet as it reads CSV, integers and nulls included", async () => {
    const round = await withFolder({}, async (dir) => {
      rmSync(join(dir, "predictions.csv"));
      parquetWriteFile({
        filename: join(dir, "predictions.parquet"),
        columnData: [
          { name: "id", data: ["E", "D", "C", "B", "A"], type: "STRING" },
          { name: "m1", data: [5, 4, null, 1, 7], type: "INT32" },
          { name: "m2", data: [5n, 4n, 9n, 1n, 7n], type: "INT64" },
          { name: "m3", data: [0.5, 0.25, 1, 2, 3], type: "DOUBLE" },
        ],
      });
      return readRound(dir, MODELS);
    });
    // One hole of five: ranks of the other four, and the middle for the hole.
    expectClose(columnOf(round.predictions, 0), [0.875, 0.125, 0.5, 0.375, 0.625], 1e-15);
    expectClose(columnOf(round.predictions, 1), [7, 1, 9, 4, 5], 0);
    expectClose(columnOf(round.predictions, 2), [3, 2, 1, 0.25, 0.5], 0);
  });

  it("leaves out models that did not submit", async () => {
    const round = await withFolder({}, (dir) => readRound(dir, ["m3", "absent", "m1", "m2"]));
    expect(round.models).to.deep.equal(["m3", "m1", "m2"]);
  });

  it("drops a stock without target from all columns", async () => {
    const round = await withFolder({ targets: SMALL.targets.replace("C,0.3", "C,") }, (dir) => readRound(dir, MODELS));
    expect(round.ids).to.deep.equal(["A", "B", "D", "E"]);
    expectClose(columnOf(round.predictions, 0), [0.7, 0.1, 0.4, 0.5], 0);
  });

  it("fills an id that the predictions lack with the middle rank", async () => {
    const predictions = SMALL.predictions.replace("C,0.3,0.9,0.3\n", "");
    const round = await withFolder({ predictions }, (dir) => readRound(dir, MODELS));
    expectClose(columnOf(round.predictions, 0), [0.875, 0.125, 0.5, 0.375, 0.625], 1e-15);
  });

  it("reads quoted cells, carriage returns and a byte order mark", async () => {
    const models = '\uFEFFmodel,account,family,stake_nmr\r\n"m1","a ""b"", c",x,1e2\r\nm2,"two\nlines",,50\r\n';
    await withFolder({ models }, async (round) => {
      expect(await readModels(modelsFileOf(round))).to.deep.equal([
        { model: "m1", account: 'a "b", c', family: "x", stake: 100 },
        { model: "m2", account: "two\nlines", family: "", stake: 50 },
      ]);
    });
  });

  it("reads a quoted cell over many lines, empty ones too", async () => {
    const text = Array.from({ length: 5000 }, (_, i) => (i % 7 === 0 ? "" : `line ${i}, ""${i}""`)).join("\n");
    await withFolder({ models: `model,account,stake_nmr\nm1,"${text}",1\nm2,b,2\n` }, async (round) => {
      const [first, second] = await readModels(modelsFileOf(round));
      expect(first!.account).to.equal(text.replaceAll('""', '"'));
      expect(second).to.include({ model: "m2", account: "b", stake: 2 });
    });
  });

  it("finds a quote that is never closed in time that grows with the file, and stops at a limit", async () => {
    const seconds = async (lines: number, expected: string): Promise<number> => {
      const models = `model,account,stake_nmr\nm0,"a,1\n${"m1,b,1.000\n".repeat(lines)}`;
      const start = process.cpuUsage().user;
      expect(await messageFor({ models }))
        .to.include("models.csv, row 2: a quoted cell is")
        .and.to.include(expected);
      return (process.cpuUsage().user - start) / 1e6;
    };
    // Rescanning all lines before would take minutes for a hundred thousand.
    expect(await seconds(100_000, "never closed")).to.be.below(5);
    expect(await seconds(2_000_000, "not closed within 16777216 characters")).to.be.below(20);
  });

  it("refuses a line without end", async () => {
    const message = await messageFor({ models: `model,account,stake_nmr\nm0,${"a".repeat((1 << 24) + (1 << 21))}` });
    expect(message).to.include("models.csv, row 2: the line is longer than 16777216 characters");
  });

  it("reads optional columns for the weighting schemes", async () => {
    const models = "model,account,stake_nmr,account_weight,metric\nm1,a,1,0.5,\n";
    await withFolder({ models }, async (round) => {
      expect(await readModels(modelsFileOf(round))).to.deep.equal([
        { model: "m1", account: "a", family: "", stake: 1, accountWeight: 0.5 },
      ]);
    });
  });

  const bad: [string, Partial<FolderFiles>, string[]][] = [
    ["a missing column", { targets: "id,return\nA,1\n" }, ["targets.csv", '"target"', "missing", "found id, return"]],
    ["a missing id column", { predictions: "name,m1\nA,1\n" }, ["predictions.csv", '"id"', "missing"]],
    ["a column that occurs twice", { predictions: "id,m1,m1\nA,1,2\n" }, ['"m1"', "twice"]],
    ["an unknown model", { predictions: "id,m9\nA,1\n" }, ["predictions.csv", '"m9"', "unknown model"]],
    ["an unknown id", { predictions: `${SMALL.predictions}Z,1,1,1\n` }, ["row 7", 'unknown id "Z"']],
    [
      "a duplicate id in the predictions",
      { predictions: `${SMALL.predictions}A,1,1,1\n` },
      ["row 7", "already in row 6"],
    ],
    ["a duplicate id in the targets", { targets: `${SMALL.targets}A,1\n` }, ["row 7", '"A" occurs twice']],
    ["a duplicate id in the exposures", { exposures: `${SMALL.exposures}A,1,x\n` }, ["row 7", "already in row 2"]],
    [
      "a missing exposure row",
      { exposures: SMALL.exposures.replace("C,3,x\n", "") },
      ["exposures.csv", 'id "C" is missing'],
    ],
    ["a hole in an exposure", { exposures: SMALL.exposures.replace("C,3,x", "C,,x") }, ['"beta"', "row 4", "missing"]],
    ["a hole in a group", { exposures: SMALL.exposures.replace("C,3,x", "C,3,") }, ['"sector"', "row 4", "missing"]],
    ["text among numbers", { exposures: SMALL.exposures.replace("C,3,x", "C,high,x") }, ['"beta"', "row 4", '"high"']],
    ["a NaN", { predictions: SMALL.predictions.replace("0.9,0.3", "NaN,0.3") }, ['"m1"', "row 4", '"NaN"']],
    ["an infinity", { predictions: SMALL.predictions.replace("0.9,0.3", "1e999,0.3") }, ['"m1"', "row 4", "finite"]],
    [
      "a hexadecimal number after a space",
      { predictions: SMALL.predictions.replace("0.9,0.3", " 0x1f,0.3") },
      ['" 0x1f"'],
    ],
    ["a hexadecimal number", { predictions: SMALL.predictions.replace("0.9,0.3", "0x1f,0.3") }, ['"0x1f"']],
    ["too many cells", { predictions: `${SMALL.predictions}F,1,1,1,1\n` }, ["row 7", "expected 4 cells", "got 5"]],
    [
      "too many holes",
      { predictions: SMALL.predictions.replace("0.9,0.3", ",0.3").replace("0.7", "") },
      ['"m1"', "2 of 5", "20 %"],
    ],
    ["too many holes in the targets", { targets: "id,target\nA,1\nB,\nC,\n" }, ["2 of 3", "20 %"]],
    ["a target that does not vary", { targets: SMALL.targets.replace(/,.*\d$/gm, ",0.5") }, ["all 5 targets are 0.5"]],
    ["a target file without rows", { targets: "id,target\n" }, ["no row"]],
    ["an empty file", { targets: "" }, ["targets.csv", "empty"]],
    [
      "a quote that is never closed",
      { models: 'model,account,stake_nmr\n"m1,a,1\n' },
      ["models.csv", "row 2", "never closed"],
    ],
    ["a negative stake", { models: "model,account,stake_nmr\nm1,a,-1\n" }, ["row 2", '"stake_nmr"', "-1"]],
    ["a stake that is missing", { models: "model,account,stake_nmr\nm1,a,\n" }, ["row 2", '"stake_nmr"']],
    [
      "a weight of an account that is not a share",
      { models: "model,account,stake_nmr,account_weight\nm1,a,1,0.5\nm2,b,1,7\n" },
      ['"account_weight"', "row 3", "from 0 to 1, got 7"],
    ],
    [
      "two weights of one account",
      { models: "model,account,stake_nmr,account_weight\nm1,a,1,0.5\nm2,a,1,0.6\n" },
      ['"account_weight"', "row 3", "account a has the weight 0.6, but 0.5 in row 2"],
    ],
    ["a model listed twice", { models: "model,account,stake_nmr\nm1,a,1\nm1,a,1\n" }, ["row 3", "m1 occurs twice"]],
    ["a model without a name", { models: "model,account,stake_nmr\n,a,1\n" }, ["row 2", "no name"]],
  ];
  const huge: [string, Partial<FolderFiles>, string[]][] = (["1e101", "-1e101", "1e999"] as const).flatMap((text) => [
    [
      `${text} as a prediction`,
      { predictions: SMALL.predictions.replace("0.9,0.3", `${text},0.3`) },
      ['predictions.csv, column "m1", row 4', text],
    ],
    [
      `${text} as a target`,
      { targets: SMALL.targets.replace("C,0.3", `C,${text}`) },
      ['targets.csv, column "target", row 4', text],
    ],
    [
      `${text} as an exposure`,
      { exposures: SMALL.exposures.replace("C,3", `C,${text}`) },
      ['exposures.csv, column "beta", row 4', text],
    ],
    [
      `${text} as a stake`,
      { models: SMALL.models.replace("alice,tree,100", `alice,tree,${text}`) },
      ['models.csv, column "stake_nmr", row 2', text],
    ],
  ]);
  for (const [what, files, parts] of [...bad, ...huge]) {
    it(`refuses ${what}, saying where`, async () => {
      const message = await messageFor(files);
      for (const part of parts) expect(message).to.include(part);
    });
  }

  for (const word of ["nan", "NaN", "inf", "-Infinity", "NA", "n/a", "null", "None", "#N/A"]) {
    it(`refuses ${word} in the first row of a numeric exposure, and as the name of a group`, async () => {
      const first = await messageFor({ exposures: SMALL.exposures.replace("A,1,x", `A,${word},x`) });
      expect(first).to.include('exposures.csv, column "beta", row 2').and.to.include(`"${word}"`);
      const group = await messageFor({ exposures: SMALL.exposures.replace("D,5,y", `D,5,${word}`) });
      expect(group).to.include('exposures.csv, column "sector", row 5').and.to.include(`"${word}"`);
    });
  }

  it("refuses text before numbers as it does text after them", async () => {
    const message = await messageFor({ exposures: SMALL.exposures.replace("A,1,x", "A,high,x") });
    expect(message).to.include('column "beta", row 2: "high" is not a finite number');
  });

  it("refuses a text column in which every stock is a group of its own", async () => {
    const message = await messageFor({ exposures: "id,name\nA,a\nB,b\nC,c\nD,d\nE,e\n" });
    expect(message).to.include('column "name"').and.to.include("each of the 5 stocks has a group of its own");
  });

  it("refuses exposures that leave nothing of any prediction, and takes one fewer", async () => {
    const exposures = "id,a,b,c,d\nA,1,0,2,1\nB,0,1,5,0\nC,3,1,0,2\nD,4,4,1,7\nE,0,2,2,3\n";
    expect(await messageFor({ exposures })).to.include(
      "exposures.csv: the exposures explain any prediction of 5 stocks",
    );
    expect(await messageFor({ exposures: exposures.replace(/,\w$/gm, "") })).to.equal("no error");
  });

  it("reads a column of codes that only look like numbers as groups", async () => {
    const exposures = "id,code\nA,0x1f\nB,0x20\nC,0x1f\nD,0x20\nE,0x1f\n";
    const round = await withFolder({ exposures }, (dir) => readRound(dir, MODELS));
    expect(round.exposures.names).to.deep.equal(["code=0x1f", "code=0x20"]);
  });

  it("refuses a prediction of a Parquet file that is too large to score, saying where", async () => {
    const failure = await withFolder({}, (dir) => {
      rmSync(join(dir, "predictions.csv"));
      parquetWriteFile({
        filename: join(dir, "predictions.parquet"),
        columnData: [
          { name: "id", data: ["A", "B", "C", "D", "E"], type: "STRING" },
          { name: "m1", data: [1, 2, 1e101, 4, 5], type: "DOUBLE" },
        ],
      });
      return readRound(dir, MODELS);
    }).then(
      () => "no error",
      (error: unknown) => (error as Error).message,
    );
    expect(failure).to.include('predictions.parquet, column "m1", row 3: 1e+101 is not a finite number');
  });

  it("accepts the largest number there is a score for", async () => {
    const predictions = SMALL.predictions.replace("0.9,0.3", "1e100,0.3");
    expect(await messageFor({ predictions })).to.equal("no error");
  });

  it("refuses a missing folder, a missing file and two prediction files", async () => {
    await withFolder({}, async (round) => {
      const failure = async (dir: string) =>
        readRound(dir).then(
          () => "",
          (error: unknown) => (error as Error).message,
        );
      expect(await failure(join(round, "none"))).to.include("no such folder");
      writeFileSync(join(round, "predictions.parquet"), "PAR1");
      expect(await failure(round)).to.include("both predictions.parquet and predictions.csv");
      rmSync(join(round, "predictions.csv"));
      expect(await failure(round)).to.include("not a readable Parquet file");
      rmSync(join(round, "predictions.parquet"));
      expect(await failure(round)).to.include("neither");
      rmSync(join(round, "targets.csv"));
      expect(await failure(round)).to.include("the file is missing");
    });
  });
});
