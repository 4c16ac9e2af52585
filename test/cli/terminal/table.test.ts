import { expect } from "chai";

import { formatTable, printTable } from "../../../scripts/cli/terminal/table.js";
import { Recorder } from "./recorder.js";

const RED = "\u001b[31m";

describe("tables", () => {
  it("set numbers to the right and words to the left", () => {
    const table = formatTable(
      ["model", "stake", "share"],
      [
        ["7", "1,000.50", "12.5 %"],
        ["momentum", "3", "-"],
      ],
    );
    expect(table.split("\n")).to.deep.equal([
      "model        stake   share",
      "────────  ────────  ──────",
      "7         1,000.50  12.5 %",
      "momentum         3       -",
    ]);
  });

  it("do not count colours as width", () => {
    const red = `${RED}ab\u001b[39m`;
    expect(formatTable(["x", "y"], [[red, "1"]]).split("\n")[2]).to.equal(`${red}  1`);
  });

  it("stand with their titles alone when there are no rows", () => {
    expect(formatTable(["a", "b"], [])).to.equal("a  b\n─  ─");
  });

  it("go to the given sink with a newline at the end", () => {
    const sink = new Recorder();
    printTable(["a"], [["x"]], sink);
    expect(sink.text).to.equal("a\n─\nx\n");
  });
});
