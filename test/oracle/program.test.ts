import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { identityAt, isSameProgram, programFiles, programIdentity } from "../../scripts/oracle/program.js";
import { exportsOf, importsOf, ROOT, textOf } from "../dev/house/sources.js";

describe("what computes a sheet", () => {
  let copy: string;

  before(() => {
    copy = mkdtempSync(join(tmpdir(), "program-"));
    for (const file of [...programFiles(), "package.json"]) cpSync(join(ROOT, file), join(copy, file));
  });
  after(() => {
    rmSync(copy, { recursive: true });
  });

  /** The copy's identity after a change of one file, which is then undone. */
  async function changing(file: string, change: (text: string) => string): Promise<string> {
    const path = join(copy, file);
    const text = readFileSync(path, "utf8");
    const changed = change(text);
    expect(changed, file).not.to.equal(text);
    writeFileSync(path, changed);
    try {
      return await identityAt(copy);
    } finally {
      writeFileSync(path, text);
    }
  }

  it("has a name, a version and a hash, the same in every clone", async () => {
    const here = await programIdentity();
    expect(here).to.match(/^stakespace \d+\.\d+\.\d+\+[0-9a-f]{32}$/);
    expect(await identityAt(copy)).to.equal(here);
    expect(await changing("scripts/oracle/sheet.ts", (text) => text.replaceAll("\n", "\r\n"))).to.equal(here);
  });

  it("is another after any change of a file, a package or a kernel that a number goes through", async () => {
    const here = await programIdentity();
    for (const file of programFiles()) {
      expect(isSameProgram(await changing(file, (text) => `${text} `), here), file).to.equal(false);
    }
    const papaparse = await changing("package.json", (text) =>
      text.replace(/"papaparse": "[^"]*"/, '"papaparse": "5.0.0"'),
    );
    expect(isSameProgram(papaparse, here)).to.equal(false);
    expect(isSameProgram(await identityAt(copy, Uint8Array.of(1)), here)).to.equal(false);
  });

  it("is the same under another version, and after changes that no sheet sees", async () => {
    const here = await programIdentity();
    const next = await changing("package.json", (text) => text.replace(/"version": "[^"]*"/, '"version": "9.9.9"'));
    expect(next).to.match(/^stakespace 9\.9\.9\+/);
    expect(isSameProgram(next, here)).to.equal(true);
    const mocha = await changing("package.json", (text) => text.replace(/"mocha": "[^"]*"/, '"mocha": "1.0.0"'));
    expect(mocha).to.equal(here);
  });

  it("takes in every file that its files import, and those of other wings that their names come from", () => {
    const files = new Set(programFiles());
    const faces = /^scripts\/(\w+)\/index\.ts$/;
    const missing: string[] = [];
    for (const file of files) {
      for (const target of importsOf(file)) {
        if (files.has(target)) continue;
        const typesOnly = new RegExp(
          `import type [^;]*from "(#\\w+|[^"]*/${target.split("/").pop()!.replace(".ts", "")}\\.js)"`,
        );
        if (!faces.test(target) && !typesOnly.test(textOf(file))) missing.push(`${file}: ${target}`);
      }
    }
    // Neither is a way a number takes: words for what is wrong, and the hash itself.
    expect(missing).to.deep.equal([
      "scripts/lib/format.ts: scripts/lib/errors.ts",
      "scripts/oracle/inputs.ts: scripts/oracle/program.ts",
    ]);
    const known = new Set([...files].flatMap((file) => [...exportsOf(file), ...constantNames(file)]));
    for (const file of files) {
      for (const name of importedFrom(file, "#(?:twin|weighting|scoring|dataset)")) {
        expect(known.has(name) || isType(file, name), `${file}: ${name}`).to.equal(true);
      }
    }
  });
});

/** Names that a file imports as values from a face. */
function importedFrom(file: string, face: string): string[] {
  return [...textOf(file).matchAll(new RegExp(`import \\{([^}]*)\\} from "${face}"`, "g"))].flatMap(([, names]) =>
    names!
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "" && !name.startsWith("type ")),
  );
}

function constantNames(file: string): string[] {
  return [...textOf(file).matchAll(/^export const (\w+)/gm)].map(([, name]) => name!);
}

function isType(file: string, name: string): boolean {
  return new RegExp(`\\btype ${name}\\b`).test(textOf(file));
}
