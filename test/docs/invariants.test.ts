import { readdirSync, readFileSync } from "node:fs";

import { expect } from "chai";

const ROOT = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), "utf8");

/** Ids as they stand in text: S1, T4, S2.3. */
const idsIn = (text: string): string[] => text.match(/\b[SCALTEO][1-9](?:\.[1-9])?\b/g) ?? [];

function contractsText(): string {
  return readdirSync(new URL("contracts", ROOT), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".sol"))
    .map((name) => read(`contracts/${name}`))
    .join("\n");
}

describe("docs/invariants.md", () => {
  const document = read("docs/invariants.md");
  const lemmas = [...document.matchAll(/^### (.*)$/gm)].map(([, title]) => idsIn(title!));

  it("has every lemma cited beside the code that it is about", () => {
    const cited = new Set(idsIn(contractsText()));
    const missing = lemmas.flat().filter((id) => !cited.has(id));
    expect(lemmas.length).to.be.greaterThan(8);
    expect(missing, "lemmas that no contract cites").to.deep.equal([]);
  });

  it("has a proof or a row of the table for every id the contracts cite", () => {
    const rows = [...document.matchAll(/^\| ([A-Z]\d) /gm)].map(([, id]) => id!);
    const explained = new Set([...rows, ...lemmas.flat()]);
    const missing = [...new Set(idsIn(contractsText()))].filter((id) => !explained.has(id));
    expect(missing, "ids without an explanation").to.deep.equal([]);
  });
});
