import type { TaskOverrideActionFunction } from "hardhat/types/tasks";
import type { TestRunResult } from "hardhat/types/test";
import type { Result } from "hardhat/types/utils";

import { collect } from "./totals.js";

/** `hardhat test solidity`, remembering its counts. */
const runSolidity: TaskOverrideActionFunction = async (taskArguments, _hre, runSuper) => {
  const result = (await runSuper(taskArguments)) as Result<TestRunResult, TestRunResult>;
  const { summary } = result.success ? result.value : result.error;
  // A runner that broke without a failing test has still failed.
  collect({ ...summary, failed: result.success ? summary.failed : Math.max(1, summary.failed) });
  return result;
};

export default runSolidity;
