#!/usr/bin/env node
// Makes a fresh clone usable: `node scripts/dev/setup/bootstrap.mjs`, called by `npm start`, `npm test` and `npm run setup`.
//
// It needs nothing but Node >= 18, because it runs before there are packages. Hardhat itself needs Node >= 22.13, so
// the packages bring their own Node: npm scripts put node_modules/.bin first on PATH, and `node` there is Node 24.
// A shell remembers where it found `node` before that one existed; therefore no npm script calls `node` after this one.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { SetupError } from "./diagnose.mjs";
import { setUp } from "./setup.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const red = (text) => (process.stderr.isTTY && !process.env.NO_COLOR ? `\u001b[31m${text}\u001b[39m` : text);

try {
  await setUp(root);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${red(`Set-up failed: ${error.message}`)}\n${error.next}\n`);
  process.exitCode = error.exitCode;
}
