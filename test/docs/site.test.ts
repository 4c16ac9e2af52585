import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { relink } from "../../site/links.mjs";
import { writePages } from "../../site/pages.mjs";
import { DOCUMENTS, ROOT } from "./documents.js";

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
