import { stripVTControlCharacters } from "node:util";

import { expect } from "chai";

import { SetupProgress } from "../../../scripts/dev/setup/progress.mjs";
import { Recorder } from "../../cli/terminal/recorder.js";

describe("SetupProgress", () => {
  it("prints a line per quarter where there is no terminal", () => {
    const sink = new Recorder();
    const progress = new SetupProgress(sink);
    for (let count = 0; count < 400; count++) progress.advance(400);
    progress.done();
    expect(sink.text.match(/\d+ of 400/g)).to.deep.equal(["100 of 400", "200 of 400", "300 of 400", "400 of 400"]);
  });

  it("keeps to one line on a terminal, and makes way for other lines", () => {
    const sink = new Recorder(true);
    const progress = new SetupProgress(sink);
    progress.advance(3);
    progress.say("attempt 1 failed");
    progress.advance(3);
    progress.done();
    const shown = stripVTControlCharacters(sink.text).split("\r");
    expect(shown).to.deep.equal([
      "",
      "  1 of 3 packages fetched, 0 s",
      "attempt 1 failed\n",
      "  2 of 3 packages fetched, 0 s",
      "",
    ]);
  });

  it("never counts beyond its total", () => {
    const sink = new Recorder();
    const progress = new SetupProgress(sink);
    for (let count = 0; count < 5; count++) progress.advance(2);
    progress.done();
    expect(sink.text).not.to.match(/[345] of 2/);
  });
});
