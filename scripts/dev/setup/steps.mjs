/**
 * What the project itself needs after its packages, in this order. Each step must be repeatable.
 *
 * A step is due when one of its `inputs` changed since it last succeeded or one of its `outputs` is missing. A step whose
 * first input does not exist has nothing to work on and is never due.
 *
 * @typedef {object} Step
 * @property {string} name Shown while it runs.
 * @property {string[]} inputs Files and folders that decide its result, relative to the root.
 * @property {string[]} outputs Files and folders it makes; they may lie inside an input.
 * @property {string[]} command Program (found in node_modules/.bin first) and arguments.
 */

/** @type {Step[]} */
export const STEPS = [
  {
    name: "Building the scoring kernels",
    inputs: ["scripts/scoring/kernel", "package-lock.json"],
    outputs: ["scripts/scoring/kernel/build"],
    command: ["node", "scripts/scoring/kernel/build.mjs"],
  },
  {
    name: "Compiling the contracts",
    inputs: ["contracts", "hardhat.config.ts", "package-lock.json"],
    outputs: ["artifacts", "typechain-types"],
    command: ["hardhat", "build", "--no-tests", "--quiet"],
  },
];
