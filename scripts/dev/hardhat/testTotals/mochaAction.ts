import type { TaskOverrideActionFunction } from "hardhat/types/tasks";
import { errorResult, successfulResult } from "hardhat/utils/result";

import { CountingReporter, mochaTotals } from "./countingReporter.js";
import { collect } from "./totals.js";

/** `hardhat test mocha`, reporting what Mocha counted instead of what Hardhat infers. */
const runMocha: TaskOverrideActionFunction = async (taskArguments, hre, runSuper) => {
  hre.config.test.mocha.reporter = CountingReporter;
  const inferred: unknown = await runSuper(taskArguments);
  const totals = mochaTotals();
  if (totals === undefined) return inferred;
  collect(totals);
  const result = { summary: { ...totals, todo: 0 } };
  return totals.failed > 0 ? errorResult(result) : successfulResult(result);
};

export default runMocha;
