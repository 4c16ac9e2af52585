import { expect } from "chai";

import { constantsOf, exportsOf, filesOf, importsOf, linesOf, textOf } from "./sources.js";

const scripts = filesOf("scripts", ".ts", ".mjs");

/** A way round that starts and ends at the same file, if the files have one. */
function circleIn(files: readonly string[]): string[] {
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const next of importsOf(file)) {
      const circle = walk(next, [...way, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  for (const file of files) {
    const circle = walk(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

function medianLines(files: readonly string[]): number {
  const lines = files.map(linesOf).sort((a, b) => a - b);
  return lines[Math.floor((lines.length - 1) / 2)]!;
}

const longerThan = (files: readonly string[], most: number): string[] =>
  files.filter((file) => linesOf(file) > most).map((file) => `${file}: ${linesOf(file)} lines`);

describe("the house", () => {
  it("has no circle of files", () => {
    expect(scripts).to.have.length.above(200);
    expect(circleIn([...scripts, ...filesOf("ignition", ".ts"), "hardhat.config.ts"]).join(" -> ")).to.equal("");
  });

  it("has no file of scripts longer than 300 lines", () => {
    expect(longerThan(scripts, 300)).to.deep.equal([]);
  });

  it("has no part of the contract longer than 220 lines", () => {
    const parts = filesOf("contracts/base", ".sol");
    expect(parts).to.have.length.above(4);
    expect(longerThan(parts, 220)).to.deep.equal([]);
  });

  for (const [tree, ending] of [
    ["scripts", ".ts"],
    ["contracts", ".sol"],
  ] as const) {
    it(`has small files in ${tree}: half of them at most 60 lines`, () => {
      expect(medianLines(filesOf(tree, ending))).to.be.at.most(60);
    });
  }

  it("gives one name to one thing: no two wings export a function or a type of the same name", () => {
    const wings = new Map<string, Set<string>>();
    for (const file of scripts) {
      for (const name of exportsOf(file)) {
        const found = wings.get(name) ?? new Set();
        wings.set(name, found.add(file.split("/")[1]!));
      }
    }
    const twice = [...wings]
      .filter(([, where]) => where.size > 1)
      .map(([name, where]) => `${name}: ${[...where].join(", ")}`);
    expect(twice).to.deep.equal([]);
  });

  // AssemblyScript is another language, whose compiler cannot read the rest.
  const programs = [...scripts, ...filesOf("ignition", ".ts"), ...filesOf("bench", ".ts")].filter(
    (file) => !file.includes("/assembly/"),
  );

  it("says each constant once", () => {
    const files = new Map<string, string[]>();
    for (const file of programs) {
      for (const { name, value } of constantsOf(file)) {
        const key = `${name} = ${value}`;
        files.set(key, [...(files.get(key) ?? []), file]);
      }
    }
    expect(files.get("WAD = 10n ** 18n")).to.deep.equal(["scripts/twin/units.ts"]);
    expect([...files].filter(([, where]) => where.length > 1)).to.deep.equal([]);
  });

  for (const [what, written, home] of [
    [
      "one with 18 decimals",
      /\b10n \*\* 18n\b|\b1e18\b|\b1_?000_?000_?000_?000_?000_?000n?\b/,
      "scripts/twin/units.ts",
    ],
    ["the gas of a transaction", /\b2n? \*\* 24n?\b|0x1000000\b|\b16_?777_?216\b/, "scripts/chain/gas.ts"],
    ["how many ids go into a call", /\b(BOOKS|FILLS|WORDS|MODELS|IDS)_PER_CALL = /, "scripts/chain/gas.ts"],
    ["the chain id of local nodes", /\b31_?337\b/, "scripts/chain/connection.ts"],
    ["recess", /\b2n? \*\* 40n?\b/, "scripts/lib/time.ts"],
    ["where burns go", /dEaD"/i, "ignition/system.ts"],
  ] as const) {
    it(`says ${what} in one file`, () => {
      // Comments and texts for people may say it, too.
      const codeOf = (file: string): string =>
        textOf(file)
          .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "")
          .replace(/\(1e18\)/g, "");
      expect(programs.filter((file) => written.test(codeOf(file)))).to.deep.equal([home]);
    });
  }
});
