/**
 * Starts Ponder: `node scripts/run.ts start|dev|serve [ponder's options]`. Sees to it that nothing is reported to
 * anybody, and nobody elsewhere is answered unless he is meant to be.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const [command = "start", ...options] = process.argv.slice(2);

const named = (option: string): boolean => options.some((given) => given === option || given.startsWith(`${option}=`));
const defaults = [
  ...(named("--schema") ? [] : ["--schema", "stakespace"]),
  // Whoever wants it seen from outside says so.
  ...(named("--hostname") || named("-H") ? [] : ["--hostname", "127.0.0.1"]),
];
const ponder = spawn(
  process.execPath,
  [join(root, "node_modules", "ponder", "dist", "esm", "bin", "ponder.js"), command, ...defaults, ...options],
  { cwd: root, stdio: "inherit", env: { ...process.env, PONDER_TELEMETRY_DISABLED: "1" } },
);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => ponder.kill(signal));
ponder.once("exit", (code, signal) => process.exit(code ?? (signal === "SIGTERM" ? 0 : 1)));
