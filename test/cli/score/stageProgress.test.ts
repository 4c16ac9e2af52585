import { stripVTControlCharacters } from "node:util";

import { expect } from "chai";

import { stageProgress } from "../../../scripts/cli/score/stageProgress.js";
import { Recorder } from "../terminal/recorder.js";

describe("progress of the scoring", () => {
  it("shows bar, rate and time left of the stage at hand", () => {
    const sink = new Recorder(true);
    let time = 0;
    const { report, clear } = stageProgress(sink, () => time);
    report("ranks", 0, 100);
    time = 2000;
    report("ranks", 50, 100);
    report("neutral", 25, 100);
    time = 2500;
    report("neutral", 100, 100);
    clear();
    const lines = sink.text.split("\r").map((line) => stripVTControlCharacters(line));
    expect(lines.filter((line) => line !== "")).to.deep.equal([
      "ranks         ░░░░░░░░░░░░░░░░░░░░░░░░ 0 %  0/100 units",
      "ranks         ████████████░░░░░░░░░░░░ 50 %  50/100 units  25/s  2.0 s left",
      "neutral       ██████░░░░░░░░░░░░░░░░░░ 25 %  25/100 units",
      "neutral       ████████████████████████ 100 %  100/100 units  200/s",
    ]);
    expect(sink.text.endsWith("\r\u001b[2K")).to.equal(true);
  });

  it("begins a stage again that counts from the start", () => {
    const sink = new Recorder(true);
    let time = 0;
    const { report } = stageProgress(sink, () => time);
    report("ranks", 9, 10);
    time = 1000;
    report("ranks", 1, 10);
    expect(stripVTControlCharacters(sink.text.split("\r").at(-1)!)).to.contain("1/10 units");
  });

  it("is silent where there is no terminal", () => {
    const sink = new Recorder(false);
    const { report, clear } = stageProgress(sink);
    report("ranks", 50, 100);
    clear();
    expect(sink.text).to.equal("");
  });
});
