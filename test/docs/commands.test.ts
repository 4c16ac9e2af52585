import { expect } from "chai";

import { tasks } from "#cli";
import { COMMANDS } from "../../scripts/cli/commands/table.js";

import { read } from "./documents.js";

describe("docs/commands.md", () => {
  it("names every command, and no other", () => {
    const table = [...read("docs/commands.md").matchAll(/^\| [^|]* \| `([a-z -]+)` +\|/gm)].map(([, name]) => name!);
    // A task without an action is a roof over others: it has no line of its own.
    const ids = tasks.map(({ id }) => (Array.isArray(id) ? id.join(" ") : id));
    const roofs = ids.filter((id) => ids.some((other) => other.startsWith(`${id} `)));
    expect(roofs.toSorted()).to.deep.equal(["governor", "guardian", "history", "oracle"]);
    expect(table.toSorted()).to.deep.equal(ids.filter((id) => !roofs.includes(id)).toSorted());
  });

  it("says whom each is for", () => {
    const page = read("docs/commands.md");
    let who = "";
    const said = [...page.matchAll(/^\| ([a-z ]*?) +\| `([a-z -]+)` +\|/gm)].map(([, written, name]) => {
      if (written !== "") who = written!;
      return [name!, who];
    });
    const meant = COMMANDS.map(({ name, audience }) => [name, audience]);
    expect(Object.fromEntries(said)).to.deep.equal(Object.fromEntries(meant));
  });

  it("says which need Hardhat", () => {
    const page = read("docs/commands.md").replaceAll("\n", " ");
    const [, ...named] = /without Hardhat, all but `([a-z]+)` and those of `([a-z]+)` come/.exec(page)!;
    expect(named).to.deep.equal(["deploy", "oracle"]);
    const needing = COMMANDS.filter(({ needsHardhat }) => needsHardhat === true).map(({ name }) => name.split(" ")[0]!);
    expect([...new Set(needing)].toSorted()).to.deep.equal(named);
    const others = COMMANDS.filter(({ needsHardhat }) => needsHardhat !== true).map(({ name }) => name.split(" ")[0]!);
    expect(others).not.to.include.members(named);
  });
});
