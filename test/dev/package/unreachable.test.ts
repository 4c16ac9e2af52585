import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { expect } from "chai";

import { reachableFrom, removeUnreachable } from "../../../scripts/dev/package/unreachable.js";

describe("what nobody can reach in the package", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stakespace-reach-"));
    const files: Record<string, string> = {
      "main.js": 'import { a } from "./deep/a.js";\nconst load = () => import("./later.js");\nimport "ethers";',
      "deep/a.js": 'export * from "../b.js";',
      "b.js": 'import "./main.js";',
      "later.js": "",
      "alone.js": 'import "./b.js";',
      "index.d.ts": 'export type { A } from "./types/a.js";\ndeclare const b: import("./types/b.js").B;',
      "types/a.d.ts": "",
      "types/b.d.ts": "",
      "types/c.d.ts": "",
      "kept/worker.js": "",
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is what no entry imports, at once, later, or as a type", () => {
    expect([...reachableFrom(folder, ["main.js", "index.d.ts"])].sort()).to.deep.equal(
      ["b.js", "deep/a.js", "index.d.ts", "later.js", "main.js", "types/a.d.ts", "types/b.d.ts"].sort(),
    );
  });

  it("goes, but for what is loaded by its path", () => {
    removeUnreachable(folder, ["main.js", "index.d.ts"], /^kept\//);
    const left = ["alone.js", "types/c.d.ts", "kept/worker.js", "later.js"].filter((file) =>
      existsSync(join(folder, file)),
    );
    expect(left).to.deep.equal(["kept/worker.js", "later.js"]);
  });
});
