import { expect } from "chai";

import { tasks } from "#cli";

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
});
