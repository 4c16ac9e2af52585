import { expect } from "chai";

import { errorData, formatError, printError } from "../../../scripts/cli/terminal/failure.js";
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

  it("show the stack of what nobody expected to who asks for it, with what it came from", () => {
    const defect = new TypeError("x is undefined", { cause: new Error("the node said so") });
    expect(formatError(defect, plain)).to.equal(
      "Unexpected TypeError: x is undefined\nIf it comes again, add --trace and report what it prints.",
    );
    expect(formatError(defect, plain, true)).to.match(
      /^Unexpected TypeError: x is undefined\n.*\n\s+at [\s\S]*\nbecause of Error: the node said so\n\s+at /,
    );
    expect(formatError("gone", plain)).to.equal("Unexpected: gone");
    const refused = new StakespaceError("No.", { cause: defect });
    expect(formatError(refused, plain)).to.equal("Error: No.");
    expect(formatError(refused, plain, true)).to.match(
      /^Error: No\.\nStakespaceError: No\.\n\s+at [\s\S]*because of TypeError/,
    );
  });

  it("show what somebody else wrote, and do not obey it", () => {
    const error = new StakespaceError("The node says \u001b[2J\u202eevil", { hint: "Look at \u0007." });
    expect(formatError(error, plain)).to.equal("Error: The node says \\u{1b}[2J\\u{202e}evil\nLook at \\u{7}.");
  });

  it("are data for programs, with code and hint", () => {
    expect(errorData(new StakespaceError("No.", { code: "NO", hint: "Ask again." }))).to.deep.equal({
      error: { code: "NO", message: "No.", hint: "Ask again." },
    });
    expect(errorData(new TypeError("x"))).to.have.nested.property("error.code", "UNEXPECTED");
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
