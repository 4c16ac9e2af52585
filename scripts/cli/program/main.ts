#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// What is compiled once need not be compiled the next time; Node before 22.8 has no such thing.
(enableCompileCache as typeof enableCompileCache | undefined)?.();
const [{ endWithReader }, { runProgram }] = await Promise.all([
  import("../terminal/output.js"),
  import("./program.js"),
]);
endWithReader();
process.exitCode = await runProgram(process.argv.slice(2), { env: process.env, folder: process.cwd() });
