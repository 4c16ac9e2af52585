import { expect } from "chai";

import { StakespaceError } from "../../../scripts/lib/errors.js";
import { toJson } from "../../../scripts/lib/json.js";
import {
  colorsFor,
  formatError,
  formatTable,
  printError,
  printJson,
  printTable,
  say,
} from "../../../scripts/cli/terminal/output.js";
import { Recorder } from "./recorder.js";

const RED = "\u001b[31m";
const plain = colorsFor(new Recorder(), {});

describe("colours", () => {
  it("appear on a terminal only", () => {
    expect(colorsFor(new Recorder(true), {}).red("x")).to.include(RED);
    expect(colorsFor(new Recorder(false), {}).red("x")).to.equal("x");
    expect(colorsFor(new Recorder(true), { TERM: "dumb" }).red("x")).to.equal("x");
  });

  it("obey NO_COLOR before FORCE_COLOR", () => {
    expect(colorsFor(new Recorder(true), { NO_COLOR: "1", FORCE_COLOR: "1" }).red("x")).to.equal("x");
    expect(colorsFor(new Recorder(true), { NO_COLOR: "" }).red("x")).to.include(RED);
    expect(colorsFor(new Recorder(false), { FORCE_COLOR: "1" }).red("x")).to.include(RED);
    expect(colorsFor(new Recorder(false), { FORCE_COLOR: "0" }).red("x")).to.equal("x");
  });
});

describe("JSON", () => {
  it("prints exactly one value", () => {
    const sink = new Recorder();
    printJson({ a: 1n }, sink);
    expect(JSON.parse(sink.text)).to.deep.equal({ a: "1" });
  });
});

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

describe("errors", () => {
  it("are one line and the hint", () => {
    const error = new StakespaceError("Round 3 is not open.", { hint: "Bid in round 4." });
    expect(formatError(error, plain)).to.equal("Error: Round 3 is not open.\nBid in round 4.");
    expect(formatError(new StakespaceError("Round 3 is not open."), plain)).to.equal("Error: Round 3 is not open.");
  });

  it("show the stack of what nobody expected", () => {
    expect(formatError(new TypeError("x is undefined"), plain)).to.match(
      /^Unexpected TypeError: x is undefined\n.*\n\s+at /,
    );
    expect(formatError("gone", plain)).to.equal("Unexpected: gone");
  });

  it("are red on a terminal", () => {
    const sink = new Recorder(true);
    const before = process.env["NO_COLOR"];
    delete process.env["NO_COLOR"];
    try {
      printError(new StakespaceError("No."), sink);
    } finally {
      if (before !== undefined) process.env["NO_COLOR"] = before;
    }
    expect(sink.text).to.include(`${RED}Error: No.`);
  });
});

describe("say", () => {
  it("writes one line", () => {
    const sink = new Recorder();
    say("Deploying …", sink);
    expect(sink.text).to.equal("Deploying …\n");
  });
});
