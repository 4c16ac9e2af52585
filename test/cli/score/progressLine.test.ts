import { expect } from "chai";
import { progressLine } from "../../../scripts/cli/score/progressLine.js";

describe("the progress line", () => {
  it("shows bar, rate and time left of the stage at hand", () => {
    const lines: string[] = [];
    let time = 0;
    const report = progressLine({ write: (text) => lines.push(text) }, () => time);
    report("ranks", 0, 100);
    time = 2000;
    report("ranks", 50, 100);
    report("neutral", 25, 100);
    time = 2500;
    report("neutral", 100, 100);
    const plain = lines.map((line) => line.replace("\r\u001b[2K", ""));
    expect(plain).to.deep.equal([
      "ranks         [------------------------] 0/100",
      "ranks         [############------------] 50/100, 25 units/s, 2.0 s left",
      "neutral       [######------------------] 25/100",
      "neutral       [########################] 100/100, 200 units/s, 0.0 s left",
    ]);
  });
});
