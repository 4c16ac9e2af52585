import { writeFile } from "node:fs/promises";

import type { TaskOverrideActionFunction } from "hardhat/types/tasks";

import { collectedTotals } from "./totals.js";

/** `hardhat test`, ending with the totals. */
const runTests: TaskOverrideActionFunction = async (taskArguments, _hre, runSuper) => {
  const result: unknown = await runSuper(taskArguments);
  const totals = collectedTotals();
  const file = process.env["STAKESPACE_TEST_TOTALS"];
  if (file !== undefined && file !== "") await writeFile(file, JSON.stringify(totals));
  process.stdout.write(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`);
  return result;
};

export default runTests;
