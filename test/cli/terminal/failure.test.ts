import { expect } from "chai";

import { formatError, printError } from "../../../scripts/cli/terminal/failure.js";
import { colorsFor } from "../../../scripts/cli/terminal/output.js";
import { StakespaceError } from "../../../scripts/lib/errors.js";
import { Recorder } from "./recorder.js";

const RED = "\u001b[31m";
const plain = colorsFor(new Recorder(), {});

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
