import { fileURLToPath } from "node:url";

import { expect } from "chai";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";

import { LAYERS, wingsBelow } from "../../../scripts/dev/walls/walls.mjs";

/** The project's own lint with nothing but the rules that make the walls: those need no types. */
const eslint = new ESLint({
  cwd: fileURLToPath(new URL("../../..", import.meta.url)),
  overrideConfig: [tseslint.configs.disableTypeChecked],
  ruleFilter: ({ ruleId }) => ["no-restricted-imports", "no-restricted-syntax"].includes(ruleId),
});

/** What the lint says of a file that holds one import, however it is written. */
async function refusals(file: string, specifier: string): Promise<string[]> {
  const ways = [
    `import { x } from "${specifier}"; x();`,
    `import type { X } from "${specifier}"; export const x: X = 1;`,
    `export * from "${specifier}";`,
    `export const late = () => import("${specifier}");`,
  ];
  const found = await Promise.all(ways.map((text) => eslint.lintText(text, { filePath: file })));
  const messages = found.map(([result]) => result!.messages.map(({ message }) => message).join("\n"));
  expect(new Set(messages.map((message) => message !== "")).size, `${file} imports ${specifier}: ways differ`).to.equal(
    1,
  );
  return messages.filter((message) => message !== "");
}

async function refused(file: string, specifier: string): Promise<void> {
  const messages = await refusals(file, specifier);
  expect(messages, `${file} imports ${specifier}`).to.have.length(4);
  for (const message of messages) expect(message).to.match(/\b(scripts\/\w+|ignition|bench|configuration) uses /);
}

async function allowed(file: string, specifier: string): Promise<void> {
  expect(await refusals(file, specifier), `${file} imports ${specifier}`).to.deep.equal([]);
}

describe("walls between the wings", function () {
  this.timeout(60_000);
  const wings = LAYERS.flat();

  for (const wing of wings) {
    it(`let ${wing} use what is below it, and nothing else`, async () => {
      const below = wingsBelow(wing);
      for (const other of wings) {
        const judge = below.includes(other) ? allowed : refused;
        await judge(`scripts/${wing}/x.ts`, `#${other}`);
        await judge(`scripts/${wing}/a/b/x.ts`, `#${other}`);
      }
    });

    it(`let nobody into ${wing} past its face, by any way`, async () => {
      for (const other of wings.filter((name) => name !== wing)) {
        await refused(`scripts/${other}/x.ts`, `#${wing}/errors.js`);
        await refused(`scripts/${other}/x.ts`, `../${wing}/errors.js`);
        await refused(`scripts/${other}/a/x.ts`, `../../${wing}/index.js`);
        await refused(`scripts/${other}/a/x.ts`, `../b/../../${wing}/errors.js`);
        await refused(`scripts/${other}/a/b/x.ts`, `../../../../scripts/${wing}/errors.js`);
      }
    });

    it(`leave ${wing} free within itself`, async () => {
      await allowed(`scripts/${wing}/x.ts`, "./y.js");
      await allowed(`scripts/${wing}/a/x.ts`, "../y.js");
      await allowed(`scripts/${wing}/a/b/c/x.ts`, "../../../b/y.js");
    });
  }

  it("keep scoring from the chain, and the chain and the oracle from the command line", async () => {
    await refused("scripts/scoring/alpha.ts", "#chain");
    await refused("scripts/scoring/engine/engine.ts", "../../chain/views.js");
    await refused("scripts/chain/views.ts", "#cli");
    await refused("scripts/chain/views.ts", "../cli/terminal/output.js");
    await refused("scripts/oracle/job.ts", "#cli");
  });

  it("let the twin use nothing outside itself and lib, not even a package", async () => {
    await allowed("scripts/twin/rounds.ts", "#lib");
    for (const specifier of [
      "ethers",
      "node:fs",
      "@stdlib/math",
      "zod",
      "#scoring",
      "../../typechain-types/index.js",
    ]) {
      await refused("scripts/twin/rounds.ts", specifier);
    }
    await allowed("scripts/scoring/alpha.ts", "@stdlib/math-base-special-ln");
  });

  it("have one door to the contracts' types and to Ignition: the chain's", async () => {
    for (const place of ["typechain-types/index.js", "ignition/roles.js"]) {
      await allowed("scripts/chain/views.ts", `../../${place}`);
      for (const wing of wings.filter((name) => name !== "chain")) {
        await refused(`scripts/${wing}/x.ts`, `../../${place}`);
      }
    }
    await refused("scripts/chain/views.ts", "../../bench/gas/world.js");
    await allowed("scripts/dev/coverage/x.ts", "../../../hardhat.config.js");
    await refused("scripts/cli/x.ts", "../../hardhat.config.js");
  });

  it("let ignition see the twin alone, and what stands outside see faces", async () => {
    await allowed("ignition/system.ts", "#twin");
    await refused("ignition/system.ts", "#chain");
    await refused("ignition/system.ts", "../scripts/twin/parameters.js");
    await allowed("bench/gas/world.ts", "#twin");
    await refused("bench/gas/world.ts", "../../scripts/twin/parameters.js");
    await allowed("hardhat.config.ts", "#cli");
    await allowed("hardhat.config.ts", "./scripts/dev/hardhat/compilers.js");
    await refused("hardhat.config.ts", "./scripts/cli/tasks/index.js");
  });
});
