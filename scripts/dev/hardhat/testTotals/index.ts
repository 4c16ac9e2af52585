import { overrideTask } from "hardhat/config";
import { definePlugin } from "hardhat/plugins";

/**
 * Ends `hardhat test` with one line of totals over both runners, and writes them as JSON to the file that the variable
 * `STAKESPACE_TEST_TOTALS` names, if set.
 *
 * Hardhat takes every Mocha test that did not fail for a pass, so a skipped test, or one that never ran because its
 * `before` hook failed, would count as passed. Here Mocha's own events are counted.
 */
export default definePlugin({
  id: "stakespace-test-totals",
  dependencies: () => [import("@nomicfoundation/hardhat-toolbox-mocha-ethers")],
  tasks: [
    overrideTask("test")
      .setAction(() => import("./testAction.js"))
      .build(),
    overrideTask(["test", "mocha"])
      .setAction(() => import("./mochaAction.js"))
      .build(),
    overrideTask(["test", "solidity"])
      .setAction(() => import("./solidityAction.js"))
      .build(),
  ],
});
