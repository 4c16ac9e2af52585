import { expect } from "chai";

import { LAYERS } from "../../scripts/dev/walls/walls.mjs";
import { FOLDERS, read } from "./documents.js";

/** Folders of which the page names no inner ones: generated, or laid out as something else is. */
const CLOSED = ["typechain-types", "docs", ".ci"];

/** How deep the page goes: into the wings of `scripts`, elsewhere one folder down. */
const depthOf = (top: string): number => (CLOSED.includes(top) ? 1 : top === "scripts" ? 3 : 2);

/** The folders of the page's tree: names end in a slash, what is indented is inside what stands above it. */
function foldersNamed(tree: string): string[] {
  const above: string[] = [];
  return tree.split("\n").flatMap((line) => {
    const [, indent, names] = /^( *)((?:[\w.-]+\/(?: |$))+)/.exec(line) ?? [];
    if (indent === undefined || names === undefined) return [];
    above.length = indent.length / 2;
    const paths = names
      .trim()
      .split(" ")
      .map((name) => [...above, name.slice(0, -1)].join("/"));
    above.push(names.trim().split(" ").at(-1)!.slice(0, -1));
    return paths;
  });
}

describe("docs/architecture.md", () => {
  const document = read("docs/architecture.md");
  const tree = /## Folders[\s\S]*?```text\n([\s\S]*?)\n```/.exec(document)![1]!;
  const named = foldersNamed(tree);

  it("names no folder twice", () => {
    expect(named.length).to.equal(new Set(named).size).and.be.greaterThan(40);
  });

  it("names only folders that exist", () => {
    expect(named.filter((folder) => !FOLDERS.has(folder))).to.deep.equal([]);
  });

  it("names every folder: one that is new gets its line", () => {
    const wanted = [...FOLDERS].filter((folder) => {
      const [top, ...inner] = folder.split("/");
      return inner.length < depthOf(top!);
    });
    expect(wanted.filter((folder) => !named.includes(folder))).to.deep.equal([]);
  });

  it("states the direction of imports that the lint keeps", () => {
    const [, line] = /^ {4}(cli → .* → lib)$/m.exec(document)!;
    const stated = line!.split(" → ").map((layer) => layer.split(", ").toSorted());
    const linted = LAYERS.filter((layer) => !layer.includes("dev")).map((layer) => layer.toSorted());
    expect(stated).to.deep.equal(linted.toReversed());
  });
});
