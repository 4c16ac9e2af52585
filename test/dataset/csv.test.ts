import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type CsvRecord, readCsv } from "../../scripts/dataset/csv.js";

async function recordsOf(text: string): Promise<CsvRecord[]> {
  const folder = mkdtempSync(join(tmpdir(), "stakespace-csv-"));
  try {
    const file = join(folder, "a.csv");
    writeFileSync(file, text);
    const records: CsvRecord[] = [];
    for await (const record of readCsv(file)) records.push(record);
    return records;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function refusalOf(text: string): Promise<string> {
  return recordsOf(text).then(
    () => "nothing was refused",
    (error: unknown) => (error as Error).message.replace(/^.*a\.csv/, "a.csv"),
  );
}

/** More than one piece of the file as it is read. */
const PIECE = 1 << 20;

describe("reading CSV", () => {
  it("names the line on which a record starts, behind empty lines and cells of several lines", async () => {
    expect(await recordsOf('a,b\n\n"1\n2",3\r\n\r\n4,"5\n\n6"\n7,8')).to.deep.equal([
      { line: 1, cells: ["a", "b"] },
      { line: 3, cells: ["1\n2", "3"] },
      { line: 6, cells: ["4", "5\n\n6"] },
      { line: 9, cells: ["7", "8"] },
    ]);
  });

  it("takes a quote inside an unquoted cell as it is", async () => {
    expect((await recordsOf('a,b\n5" disk,1\n'))[1]!.cells).to.deep.equal(['5" disk', "1"]);
  });

  it("refuses text behind a closing quote, saying where", async () => {
    expect(await refusalOf('a,b\n1,2\n"3"4,5\n6,7\n')).to.equal(
      "a.csv, row 3: text follows the closing quote of a cell",
    );
  });

  it("refuses a quote that is never closed, saying where", async () => {
    expect(await refusalOf('a,b\n1,2\n3,"4\n5,6\n')).to.equal("a.csv, row 3: a quoted cell is never closed");
  });

  it("joins what lies on both sides of the end of a piece: quotes, line ends, escaped quotes", async () => {
    for (const tail of ['"x,y"\r\n', '"x""y"\n', '"x" \n', "x\r\n", '"x\r\ny"\n']) {
      const whole = (await recordsOf(`a,b\n1,${tail}`))[1]!.cells[1];
      for (let cut = 1; cut <= tail.length; ++cut) {
        const filling = "f".repeat(PIECE - "a,b\n,".length - cut);
        const records = await recordsOf(`a,b\n${filling},${tail}1,2\n`);
        expect(records.map(({ cells }) => cells[1])).to.deep.equal(["b", whole, "2"], `${tail} cut at ${cut}`);
      }
    }
  });
});
