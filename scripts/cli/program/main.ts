#!/usr/bin/env node
import { endWithReader } from "../terminal/output.js";
import { runProgram } from "./program.js";

endWithReader();
process.exitCode = await runProgram(process.argv.slice(2), { env: process.env, folder: process.cwd() });
