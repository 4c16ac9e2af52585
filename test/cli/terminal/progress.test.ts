import { stripVTControlCharacters } from "node:util";

import { expect } from "chai";

import { Progress } from "../../../scripts/cli/terminal/progress.js";
import { Recorder } from "./recorder.js";

function start(isTTY: boolean, total = 200) {
  const sink = new Recorder(isTTY);
  const clock = { time: 0 };
  const progress = new Progress({ label: "Scoring", total, unit: "models", sink, now: () => clock.time });
  const lastLine = (): string => stripVTControlCharacters(sink.text.split("\r").at(-1) ?? "");
  return { sink, clock, progress, lastLine };
}

describe("Progress", () => {
  it("is silent where there is no terminal", () => {
    const { sink, progress } = start(false);
    progress.advance(200);
    progress.clear();
    expect(sink.text).to.equal("");
  });

  it("shows share, count, rate and time left", () => {
    const { clock, progress, lastLine } = start(true);
    clock.time = 2_000;
    progress.advance(50);
    expect(lastLine()).to.equal("Scoring ██████░░░░░░░░░░░░░░░░░░ 25 %  50/200 models  25/s  6.0 s left");
  });

  it("draws at most ten times a second, and always the end", () => {
    const { sink, clock, progress, lastLine } = start(true);
    for (let step = 1; step <= 200; step++) {
      clock.time = 5 * step;
      progress.advance();
    }
    expect(sink.text.split("\r").length - 1).to.be.within(10, 12);
    expect(lastLine()).to.match(/100 % {2}200\/200 models {2}200\/s$/);
  });

  it("never counts beyond its total", () => {
    const { progress, lastLine } = start(true);
    progress.advance(500);
    expect(lastLine()).to.include("200/200");
  });

  it("wipes its line when asked, and only then if it drew one", () => {
    const { sink, clock, progress } = start(true);
    progress.clear();
    expect(sink.text).to.equal("");
    clock.time = 1_000;
    progress.advance();
    progress.clear();
    expect(sink.text.endsWith("\r\u001b[2K")).to.equal(true);
  });

  it("counts nothing to do as done", () => {
    const { progress, lastLine } = start(true, 0);
    progress.advance(0);
    expect(lastLine()).to.include("100 %").and.to.include("0/0");
  });
});
