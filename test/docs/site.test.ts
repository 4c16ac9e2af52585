import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { relink } from "../../site/links.mjs";
import { writePages } from "../../site/pages.mjs";
import { DOCUMENTS, read, ROOT } from "./documents.js";

describe("the pages of the site", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stakespace-site-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("are the documents, and what they lead to", () => {
    writePages(ROOT, folder);
    const documents = DOCUMENTS.filter((document) => document.startsWith("docs/"));
    expect(documents.length).to.be.greaterThan(15);
    const missing = documents.filter((document) => !existsSync(join(folder, document.slice("docs/".length))));
    expect(missing).to.deep.equal([]);
    const commands = readFileSync(join(folder, "commands.md"), "utf8");
    expect(commands).to.contain("[the quick start](./source/readme.md#from-clone-to-your-first-bid)");
    expect(readFileSync(join(folder, "source/readme.md"), "utf8")).to.contain("[commands](../commands.md)");
    const grid = readFileSync(join(folder, "source/contracts/libraries/RateGrid.sol.md"), "utf8");
    expect(grid).to.contain("library RateGrid");
  });

  it("are all in the menu, which leads to nothing else", () => {
    writePages(ROOT, folder);
    const menu = ["site/.vitepress/config.mjs", "site/home.md"].map(read).join("\n");
    const linked = [...menu.matchAll(/(?:page\("[^"]*", "|link: )\/([\w/]+)\b/g)].map(([, page]) => `${page!}.md`);
    expect(linked.length).to.be.greaterThan(20);
    expect(linked.filter((page) => !page.startsWith("reference") && !existsSync(join(folder, page)))).to.deep.equal([]);
    const documents = DOCUMENTS.filter((document) => /^docs\/(guides\/)?[^/]+$/.test(document));
    expect(documents.filter((document) => !linked.includes(document.slice("docs/".length)))).to.deep.equal([]);
  });

  it("are refused with a link to what is not there, wherever it is", () => {
    mkdirSync(join(folder, "docs"));
    writeFileSync(join(folder, "README.md"), "[gone](docs/gone.md)\n");
    writeFileSync(
      join(folder, "docs/one.md"),
      "[read](../README.md), [none](../none.ts), [`two`](two.md), [out](../../x)\n",
    );
    expect(() => writePages(folder, join(folder, "out"))).to.throw(
      "These links lead nowhere:\nREADME.md: docs/gone.md\ndocs/one.md: ../../x\ndocs/one.md: ../none.ts\ndocs/one.md: two.md",
    );
  });

  it("keep what is no link as it is: addresses of the web, anchors, code", () => {
    const text = "[a](https://example.org) [b](#words)\n\n```ts\nconst a = [x](none.md);\n```\n\n`[c](none.md)`\n";
    expect(relink(ROOT, "docs/page.md", text)).to.deep.equal({ text, targets: [], dead: [] });
  });
});
