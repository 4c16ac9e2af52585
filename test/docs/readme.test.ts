import { expect } from "chai";

import { start } from "../../scripts/cli/start/start.js";
import { Recorder } from "../cli/terminal/recorder.js";
import { read } from "./documents.js";

describe("README.md", () => {
  const text = read("README.md");

  it("is a page: at most 120 lines", () => {
    expect(text.trimEnd().split("\n").length).to.be.at.most(120);
  });

  it("shows what its first command prints", async () => {
    const shown = /`npm start` plays[\s\S]*?```text\n([\s\S]*?)\n```/.exec(text)![1]!.split("\n");
    const rows = shown.filter((line) => /^ +\d/.test(line));
    expect(rows).to.have.length(3);
    const out = new Recorder();
    await start([], out, new Recorder());
    const printed = out.text.split("\n");
    let from = 0;
    for (const line of shown.filter((one) => one !== "…")) {
      const at = printed.indexOf(line, from);
      expect(at, `what is printed has no line "${line}" here`).to.be.at.least(from);
      from = at + 1;
    }
  }).timeout(300_000);

  it("has no list of words: that is the glossary's", () => {
    const words = [...read("docs/glossary.md").matchAll(/^\| ([^|]+?) +\|/gm)].map(([, word]) => word!).slice(2);
    expect(words).to.include.members(["model", "filled", "idle", "guardian"]);
    const others = ["README.md", "docs/mechanism.md", "docs/operations.md", "docs/commands.md"];
    for (const other of others)
      expect(read(other), other)
        .to.contain("glossary.md")
        .and.not.match(/^\| word\b/m);
  });
});
