import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

// The compiler comes from npm, pinned by the lock file. Hardhat does not check `version` against `path`, so read it.
const { version } = require("solc/package.json") as { version: string };
const solc = { version, path: require.resolve("solc/soljson.js") };

/** What is deployed is compiled with these settings. */
export const deployed = {
  ...solc,
  settings: {
    evmVersion: "cancun",
    viaIR: true,
    // More runs would not leave room under the size limit of a contract.
    optimizer: { enabled: true, runs: 800 },
    // Without the metadata's hash a comment does not change the bytecode, nor the committed types.
    metadata: { bytecodeHash: "none" },
  },
};

/**
 * For code that only has to do the right thing, at whatever size and gas: one pass of no more of the optimizer than the
 * depth of the stack demands.
 */
export const quick = {
  ...solc,
  settings: {
    evmVersion: "cancun",
    viaIR: true,
    optimizer: {
      enabled: true,
      runs: 1,
      details: {
        cse: false,
        constantOptimizer: false,
        yul: true,
        yulDetails: {
          stackAllocation: true,
          optimizerSteps: "dhfoDgvulfnTUtnIfxa[r]EscLMcCTUtTOntnfDIulLculVculjmul:fDnTOcmu",
        },
      },
    },
    metadata: { bytecodeHash: "none" },
  },
};
