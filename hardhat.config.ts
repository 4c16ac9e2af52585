import hardhatToolboxMochaEthers from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { defineConfig } from "hardhat/config";

import { deployed } from "./scripts/dev/hardhat/compilers.js";
import abis from "./scripts/dev/hardhat/abis/index.js";
import sortedArtifacts from "./scripts/dev/hardhat/sortedArtifacts/index.js";
import testTotals from "./scripts/dev/hardhat/testTotals/index.js";
import { tasks } from "#cli";

// Nobody who clones this project agreed to report their use of it.
process.env["HARDHAT_DISABLE_TELEMETRY"] ??= "true";

// npm run test:deep
const deep = process.env["DEEP"] === "1";
const invariantRuns = deep ? 256 : 2;
// Invariants count what their runs reached, in the environment, and check at the end of the last that nothing is missing.
process.env["STAKESPACE_INVARIANT_RUNS"] = String(invariantRuns);
const hardfork = process.env["STAKESPACE_HARDFORK"];
// Of what a run logs, the runner prints nothing if it passes. What another process counted is not this one's.
const COUNT = "STAKESPACE_COUNT ";
const counted = (): string[] => Object.keys(process.env).filter((name) => name.startsWith(COUNT));
for (const name of counted()) Reflect.deleteProperty(process.env, name);
process.once("exit", () => {
  for (const name of counted()) process.stdout.write(`${name.slice(COUNT.length)}: ${process.env[name]}\n`);
});

export default defineConfig({
  plugins: [sortedArtifacts, abis, hardhatToolboxMochaEthers, testTotals],
  tasks,
  solidity: {
    // Isolated builds, the production profile's default, leave build files that in-process chains can't read.
    profiles: { default: deployed, production: { ...deployed, isolated: false } },
    npmFilesToBuild: ["@openzeppelin/contracts/access/manager/AccessManager.sol"],
  },
  networks: {
    // STAKESPACE_HARDFORK=cancun runs any test by the rules of an older fork, or of a later one.
    ...(hardfork === undefined ? {} : { default: { type: "edr-simulated", hardfork } }),
    localhost: { type: "http", chainType: "l1", url: "http://127.0.0.1:8545" },
  },
  paths: {
    sources: "./contracts",
    tests: { mocha: "./test", solidity: "./test/solidity" },
  },
  typechain: { outDir: "./typechain-types" },
  test: {
    solidity: {
      fuzz: { runs: deep ? 10_000 : 256 },
      invariant: { runs: invariantRuns, depth: deep ? 128 : 64, failOnRevert: true },
    },
    // A forgotten `.only` would hide every other test.
    mocha: { timeout: 120_000, forbidOnly: process.env["CI"] !== undefined },
  },
});
