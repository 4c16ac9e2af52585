import { expect } from "chai";

import { colorsFor, printJson, say } from "../../../scripts/cli/terminal/output.js";
import { Recorder } from "./recorder.js";

const RED = "\u001b[31m";

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

describe("say", () => {
  it("writes one line", () => {
    const sink = new Recorder();
    say("Deploying …", sink);
    expect(sink.text).to.equal("Deploying …\n");
  });
});
