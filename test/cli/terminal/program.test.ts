import { expect } from "chai";

import { program, readOptions, wholeNumber } from "../../../scripts/cli/terminal/program.js";
import { StakespaceError } from "../../../scripts/lib/errors.js";
import { Recorder } from "./recorder.js";

const CALL = "npm run cook --";

function cook() {
  return program(CALL, "Cooks a meal.")
    .option("--guests <N>", "how many", wholeNumber("--guests", 1, 12, CALL))
    .option("--dish <NAME>", "what", "soup")
    .option("--hot", "with pepper");
}

function refusalOf(...args: string[]): StakespaceError {
  try {
    readOptions(cook(), args, new Recorder());
  } catch (error) {
    if (error instanceof StakespaceError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("options of npm's programs", () => {
  it("are read with their types and defaults", () => {
    expect(readOptions(cook(), ["--guests", "12", "--hot"])).to.deep.equal({ guests: 12, dish: "soup", hot: true });
    expect(readOptions(cook(), [])).to.deep.equal({ dish: "soup" });
  });

  for (const flag of ["--help", "-h"]) {
    it(`are explained by ${flag}, and nothing else is done`, () => {
      const out = new Recorder();
      expect(readOptions(cook(), [flag, "--guests", "3"], out)).to.equal(undefined);
      expect(out.text).to.match(/^Usage: npm run cook -- \[options\]\n\nCooks a meal\.\n/);
      for (const option of ["--guests <N>", "--dish <NAME>", "--hot", "--help"]) expect(out.text).to.contain(option);
    });
  }

  it("that are none are refused with the nearest there is", () => {
    expect(refusalOf("--guest", "3")).to.include({
      code: "USAGE",
      message: "Unknown option '--guest'.",
      hint: `Did you mean --guests? See ${CALL} --help.`,
    });
    expect(refusalOf("--zzzzzz")).to.include({ message: "Unknown option '--zzzzzz'.", hint: `See ${CALL} --help.` });
  });

  it("that lack their value are refused, as is what is no option", () => {
    expect(refusalOf("--dish")).to.include({ code: "USAGE", message: "Option '--dish <NAME>' argument missing." });
    expect(refusalOf("now").message).to.match(/^Too many arguments\. Expected 0 arguments but got 1/);
  });

  for (const text of ["0", "13", "-1", "1.5", "many", "", "1e1"]) {
    it(`that are numbers refuse "${text}"`, () => {
      expect(refusalOf("--guests", text)).to.include({
        code: "USAGE",
        message: `--guests "${text}": expected a whole number from 1 to 12.`,
        hint: `See ${CALL} --help.`,
      });
    });
  }
});
