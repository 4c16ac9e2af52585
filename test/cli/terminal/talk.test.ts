import { stripVTControlCharacters } from "node:util";

import { expect } from "chai";

import { terminalTalk } from "../../../scripts/cli/terminal/talk.js";
import { Recorder } from "./recorder.js";

describe("talk at the terminal", () => {
  it("says lines", () => {
    const sink = new Recorder();
    terminalTalk(sink).say("Bid: done");
    expect(sink.text).to.equal("Bid: done\n");
  });

  it("shows progress on a terminal and wipes it at the end", () => {
    const sink = new Recorder(true);
    const steps = terminalTalk(sink).progress("Settling", 4, "models");
    steps.advance();
    expect(stripVTControlCharacters(sink.text)).to.contain("Settling").and.to.contain("1/4 models");
    steps.advance(3);
    expect(stripVTControlCharacters(sink.text)).to.contain("4/4 models");
    steps.done();
    expect(sink.text.endsWith("\r\u001b[2K")).to.equal(true);
  });

  it("keeps progress to itself elsewhere", () => {
    const sink = new Recorder(false);
    const steps = terminalTalk(sink).progress("Settling", 4, "models");
    steps.advance(4);
    steps.done();
    expect(sink.text).to.equal("");
  });
});
