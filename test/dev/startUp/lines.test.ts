import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { COMMANDS } from "../../../scripts/cli/commands/table.js";
import { LINES } from "../../../scripts/dev/startUp/lines.js";
import { measure } from "../../../scripts/dev/startUp/measure.js";

describe("the measurement of starts", () => {
  it("has a line of every command of the package", () => {
    const names = COMMANDS.filter(({ needsHardhat }) => needsHardhat !== true).map(({ name }) => name);
    const missing = names.filter((name) => !LINES.some((line) => `${line} `.startsWith(`${name} `)));
    expect(missing).to.deep.equal([]);
  });

  it("tells what was said first, when, and what it took of the processor", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stakespace-start-up-"));
    const program = join(folder, "program.mjs");
    writeFileSync(program, "setTimeout(() => console.log(process.argv[2] + `\\ntwo`), 50);");
    const { first, slowest, processor, says } = await measure(program, "one", folder, 1);
    rmSync(folder, { recursive: true });
    expect(says).to.equal("one");
    expect(first).to.be.at.least(50).and.at.most(slowest);
    expect(processor).to.be.within(1, 10_000);
  });
});
