import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import { parquetWriteFile } from "hyparquet-writer";

import { loadRoundFolder, readJudgedRound, readSubmissions } from "../../scripts/dataset/index.js";
import { submissionHash, submissionTree } from "../../scripts/oracle/submissions.js";
import { messageOf } from "../../scripts/lib/errors.js";
import { columnOf } from "../../scripts/scoring/index.js";
import { SMALL, withFolder } from "../scoring/folder.js";

const MODELS = ["m1", "m2", "m3"];
/** m1 and m2 vary, m3 says of one stock something else than of the others. */
const GOOD = SMALL.predictions.replace("B,0.4,0.1,0.3", "B,0.4,0.1,0.2");

/** What is said of the submissions of a round with these predictions, and their hashes. */
async function judge(predictions: string) {
  return withFolder({ predictions }, async (round) => {
    const submissions = await readSubmissions(round, MODELS);
    const hashes = submissions.models.map((_, column) => submissionHash(submissions, column));
    return { refused: [...submissions.refused], hashes, models: submissions.models };
  });
}

describe("a submission that breaks a rule", () => {
  const cases: [string, string, string][] = [
    ["a NaN", GOOD.replace("0.9,0.3", "NaN,0.3"), 'row 4: "NaN" is not a finite number'],
    ["an infinity", GOOD.replace("0.9,0.3", "inf,0.3"), 'row 4: "inf" is not a finite number'],
    ["a number beyond all scores", GOOD.replace("0.9,0.3", "1e101,0.3"), "row 4: 1e101 is not a finite number of"],
    ["text", GOOD.replace("0.9,0.3", "high,0.3"), 'row 4: "high" is not a finite number'],
    ["an unknown id", `${GOOD}Z,,1,\n`, 'row 7: unknown id "Z"'],
    ["an id twice", `${GOOD}A,,0.7,\n`, 'row 7: id "A" has a prediction already'],
    [
      "too many holes",
      GOOD.replace("0.9,0.3", ",0.3").replace("D,0.2,0.4", "D,0.2,"),
      ": 2 of 5 predictions are missing, more than 20 %",
    ],
    ["no prediction at all", GOOD.replace(/^([A-E],[^,]*,)[^,]*/gm, "$1"), ": 5 of 5 predictions are missing"],
    ["nothing but one value", GOOD.replace(/^([A-E],[^,]*,)[^,]*/gm, "$10.5"), ": all predictions are 0.5, expected"],
  ];
  for (const [what, predictions, reason] of cases) {
    it(`counts as none for ${what}, with the reason, and no other model's does`, async () => {
      const good = await judge(GOOD);
      expect(good.refused).to.deep.equal([]);
      const { refused, hashes, models } = await judge(predictions);
      expect(models).to.deep.equal(MODELS);
      expect(refused.map(([model]) => model)).to.deep.equal(["m1"]);
      expect(refused[0]![1]).to.contain(`predictions.csv, column "m1"`).and.to.contain(reason);
      // Sealed is what was handed in, and the others' are what they were.
      expect(hashes[0]).not.to.equal(good.hashes[0]);
      expect(hashes.slice(1)).to.deep.equal(good.hashes.slice(1));
    });
  }

  it("is told in one line, however much is wrong, and does not depend on where the folder lies", async () => {
    const text = GOOD.replace("0.9,0.3", "NaN,0.3").replace("D,0.2,0.4", "D,0.2,x");
    const [one, other] = [await judge(text), await judge(text)];
    expect(one).to.deep.equal(other);
    expect(one.refused[0]![1]).to.equal(
      'predictions.csv, column "m1", row 3: "x" is not a finite number, and 1 more like it',
    );
  });

  it("is told in a short line that a terminal only shows, whatever was written", async () => {
    const [long, obeyed] = [
      await judge(`${GOOD}${"Z".repeat(1_000_000)},,1,\n`),
      await judge(`${GOOD}\u001b[2JZ\u202e,,1,\n`),
    ];
    expect(long.refused[0]![1]).to.match(/^predictions\.csv, column "m1", row 7: unknown id "Z+…$/);
    expect(long.refused[0]![1].length).to.be.below(400);
    expect(obeyed.refused[0]![1]).to.contain('unknown id "\\u{1b}[2JZ\\u{202e}"');
  });

  for (const [what, written, counts] of [
    ["digits of another alphabet", "٠.٩,0.3", false],
    ["full-width digits", "0．9,0.3", false],
    ["a minus of typesetters", "\u22120.9,0.3", false],
    ["a comma for the point, in quotes", '"0,9",0.3', false],
    ["a number with an underscore", "0_9,0.3", false],
    ["a big integer", "9n,0.3", false],
    ["a space that does not break", "\u00a00.9\u00a0,0.3", true],
    ["an exponent", "9E-1,0.3", true],
  ] as const) {
    it(`${counts ? "is none" : "is one"} where a number has ${what}`, async () => {
      const { refused } = await judge(GOOD.replace("0.9,0.3", written));
      expect(refused.map(([model]) => model)).to.deep.equal(counts ? [] : ["m1"]);
    });
  }

  it("is none where another system wrote the file: byte order mark, ends of lines", async () => {
    const { refused, hashes } = await judge(`\uFEFF${GOOD.replaceAll("\n", "\r\n")}`);
    expect(refused).to.deep.equal([]);
    expect(hashes).to.deep.equal((await judge(GOOD)).hashes);
  });

  it("has another hash for every change of what cannot be read, too", async () => {
    const texts = ["NaN", "nan", "inf", " NaN", "x"].map((text) => GOOD.replace("0.9,0.3", `${text},0.3`));
    const unknown = [`${GOOD}Z,,1,\n`, `${GOOD}Y,,1,\n`, `${GOOD}Z,,2,\n`, `${GOOD}Z,,1,\nY,,1,\n`];
    const hashes = await Promise.all([GOOD, ...texts, ...unknown].map(async (text) => (await judge(text)).hashes[0]));
    expect(new Set(hashes).size).to.equal(hashes.length);
  });

  it("is left out of the round that is scored, and the rest is what it is without it", async () => {
    const broken = GOOD.replace("0.9,0.3", "NaN,0.3");
    const without = GOOD.replace(/^(\w+,[^,]*),[^,]*/gm, "$1");
    const [left, never] = await Promise.all(
      [broken, without].map((predictions) =>
        withFolder({ predictions }, async (round) => (await loadRoundFolder(round, MODELS)).data),
      ),
    );
    expect(left!.models).to.deep.equal(["m2", "m3"]);
    expect([...left!.predictions.data]).to.deep.equal([...never!.predictions.data]);
  });

  it("is judged before there are targets and never again, however many of its holes are scored", async () => {
    // Of ten stocks the model leaves out two, which is allowed; five have a target, and both holes are among them.
    const ids = Array.from({ length: 10 }, (_, row) => String.fromCharCode(65 + row));
    const file = (header: string, cell: (id: string, row: number) => string): string =>
      `${header}\n${ids.map((id, row) => `${id},${cell(id, row)}\n`).join("")}`;
    await withFolder(
      {
        exposures: file("id,beta", (_, row) => String(row % 3)),
        predictions: file("id,m1", (_, row) => (row < 2 ? "" : String(row))),
        targets: file("id,target", (_, row) => (row < 8 ? String(row) : "")),
      },
      async (round) => {
        const submissions = await readSubmissions(round, MODELS);
        expect(submissions.refused.size).to.equal(0);
        const { predictions, models } = await readJudgedRound(round, submissions);
        expect(models).to.deep.equal(["m1"]);
        expect([...columnOf(predictions, 0)].slice(0, 2)).to.deep.equal([0.5, 0.5]);
      },
    );
  });

  it("is the same in a Parquet file", async () => {
    await withFolder({}, async (round) => {
      rmSync(join(round, "predictions.csv"));
      parquetWriteFile({
        filename: join(round, "predictions.parquet"),
        columnData: [
          { name: "id", data: ["A", "B", "C", "D", "E", "Z", "A"], type: "STRING" },
          { name: "m1", data: [1, 2, 3, 4, 5, null, null], type: "DOUBLE" },
          { name: "m2", data: [1, 2, Number.NaN, 4, 5, null, null], type: "DOUBLE" },
          { name: "m3", data: [1, 2, 3, 4, 5, 6, 7], type: "DOUBLE" },
        ],
      });
      const { refused, models } = await readSubmissions(round, MODELS);
      expect(models).to.deep.equal(MODELS);
      expect([...refused]).to.deep.equal([
        ["m2", 'predictions.parquet, column "m2", row 3: NaN is not a finite number'],
        ["m3", 'predictions.parquet, column "m3", row 6: unknown id "Z", and 1 more like it'],
      ]);
    });
  });

  it("may have any name a model can have", async () => {
    const names = ["constructor", "__proto__", "m3"];
    const predictions = GOOD.replace("id,m2,m1,m3", "id,__proto__,constructor,m3").replace("0.9,0.3", "NaN,0.3");
    await withFolder({ predictions }, async (round) => {
      const submissions = await readSubmissions(round, names);
      expect([...submissions.refused.keys()]).to.deep.equal(["constructor"]);
      expect((await readJudgedRound(round, submissions)).models).to.deep.equal(["__proto__", "m3"]);
    });
  });

  it("may be one that never became a column: its hash is sealed, its reason kept", async () => {
    const hash = `0x${"12".repeat(32)}`;
    const predictions = GOOD.replace(/,[^,\n]*$/gm, "");
    await withFolder({ predictions }, async (round) => {
      const write = (entries: unknown): void => {
        writeFileSync(join(round, "refused.json"), JSON.stringify(entries));
      };
      const plain = submissionTree(await readSubmissions(round, MODELS), MODELS)!;
      write([{ model: "m3", hash, reason: "it is no CSV" }]);
      const submissions = await readSubmissions(round, MODELS);
      expect([...submissions.refused]).to.deep.equal([["m3", "it is no CSV"]]);
      const tree = submissionTree(submissions, MODELS)!;
      expect(tree.root).not.to.equal(plain.root);
      expect(tree.proofOf(3)?.submission).to.equal(hash);
      expect(Object.keys((await loadRoundFolder(round, MODELS)).files)).to.include("refused.json");
      for (const [entries, message] of [
        [[{ model: "m9", hash, reason: "x" }], 'unknown model "m9"'],
        [[{ model: "m1", hash, reason: "x" }], 'model "m1" has another submission'],
        [[{ model: "m3", hash: "0x12", reason: "x" }], "0.hash: expected keccak256"],
        [{}, "expected a list"],
      ] as const) {
        write(entries);
        const failure = await readSubmissions(round, MODELS).then(() => "no error", messageOf);
        expect(failure).to.contain("refused.json").and.to.contain(message);
      }
    });
  });

  it("does not stop what is no model's fault from being refused", async () => {
    for (const [predictions, message] of [
      [GOOD.replace("id,", "name,"), "the column is missing"],
      [GOOD.replace("m1", "m9"), "unknown model"],
      [`${GOOD}F,1,1,1,1\n`, "expected 4 cells"],
    ] as const) {
      expect(await judge(predictions).then(() => "no error", messageOf)).to.contain(message);
    }
  });
});
