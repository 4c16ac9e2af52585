import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { formatLines, uncoveredLines } from "./lcov.js";
import { runMain, printTable, say } from "#cli";
import { StakespaceError } from "#lib";

// Runs every test on instrumented contracts and insists that each line outside contracts/mocks was executed. Hardhat
// counts a line only when all its statements ran, so this is full statement coverage too.
await runMain(() => {
  const { status } = spawnSync(
    "hardhat",
    [
      "--config",
      "scripts/dev/coverage/hardhat.config.ts",
      "test",
      "--coverage",
      "--no-typechain",
      ...process.argv.slice(2),
    ],
    { stdio: "inherit", shell: process.platform === "win32" },
  );
  if (status !== 0) throw new StakespaceError("The tests failed, so their coverage says nothing.");

  const files = uncoveredLines(readFileSync(join("coverage", "lcov.info"), "utf8"));
  const missing = files.filter(({ uncovered }) => uncovered.length > 0);
  if (files.length === 0) throw new StakespaceError("The coverage report names no contract.");
  if (missing.length > 0) {
    printTable(
      ["contract", "covered", "of", "not executed"],
      missing.map(({ path, lines, uncovered }) => [
        path,
        String(lines - uncovered.length),
        String(lines),
        formatLines(uncovered),
      ]),
    );
    throw new StakespaceError(`${missing.length} of ${files.length} contracts have lines that no test executes.`, {
      hint: "Test those lines; coverage/html/index.html shows them in red.",
    });
  }
  say(`All lines and statements of ${files.length} contracts are covered.`);
});
