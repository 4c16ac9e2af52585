import { readFileSync } from "node:fs";

import { expect } from "chai";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const number = (cell: string): number => Number(cell.replaceAll(",", ""));

describe("docs/gas.md", () => {
  const snapshot = JSON.parse(read("bench/gas/snapshot.json")) as Record<string, number>;
  const rows = [
    ...read("docs/gas.md").matchAll(/^\| `([\w.]+)` +\| ([\d,]+) +\| ([\d,]+) +\| ([\d.]+) +\| (.*?) *\|$/gm),
  ];

  it("has the figures of the snapshot, each with its floor and the ratio of the two", () => {
    const figures = Object.fromEntries(rows.map(([, name, gas]) => [name, number(gas!)]));
    expect(figures).to.deep.equal(snapshot);
    for (const [, name, gas, floor, ratio] of rows) {
      expect((number(gas!) / number(floor!)).toFixed(2), name).to.equal(ratio);
    }
  });

  it("keeps the limits that the project has set itself", () => {
    const limited = rows.filter(([, , , , , limit]) => /^[\d,]+$/.test(limit!));
    expect(limited).to.have.length(7);
    for (const [, name, gas, , , limit] of limited) expect(number(gas!), name).to.be.at.most(number(limit!));
    const [few, many] = [snapshot["settle.10stakers"]!, snapshot["settle.10000stakers"]!];
    expect(Math.abs(many - few)).to.be.at.most(few / 100);
  });
});
