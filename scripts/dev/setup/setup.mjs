import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { SetupError } from "./diagnose.mjs";
import { installPackages } from "./install.mjs";
import { acquireLock } from "./lock.mjs";
import { SetupProgress } from "./progress.mjs";
import {
  filesFingerprint,
  matchesLockFile,
  missingPiece,
  packagesFingerprint,
  readStamp,
  removeStamp,
  writeStamp,
} from "./state.mjs";
import { STEPS } from "./steps.mjs";

/**
 * Brings packages and built files up to date; does nothing, and prints nothing, when they are.
 *
 * @param {string} root The project's folder.
 * @throws {SetupError} With what to do next.
 */
export async function setUp(root) {
  if (packagesAreInstalled(root) && dueSteps(root).length === 0) return;

  const progress = new SetupProgress();
  const release = await acquireLock(join(root, ".setup-lock"), (owner) => {
    progress.say(`Waiting for the set-up that ${owner} is running …`);
  });
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(name, onSignal);
  process.once("exit", release);
  try {
    if (!packagesAreInstalled(root)) await bringPackages(root, progress, interrupt.signal);
    for (const step of dueSteps(root)) runStep(root, step, progress);
  } finally {
    release();
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(name, onSignal);
  }
}

function packagesAreInstalled(root) {
  return readStamp(root).packages === packagesFingerprint(root) && missingPiece(root) === undefined;
}

async function bringPackages(root, progress, signal) {
  if (!matchesLockFile(root) || missingPiece(root) !== undefined) {
    removeStamp(root);
    const started = Date.now();
    await installPackages(root, progress, signal);
    const missing = missingPiece(root);
    if (missing !== undefined) {
      throw new SetupError(
        `npm reported success, but ${missing} is not there.`,
        "Check that npm config get ignore-scripts and omit are not set, and that your platform is among those Hardhat supports.",
      );
    }
    progress.say(`Packages are ready (${Math.round((Date.now() - started) / 1000)} s).`);
  }
  writeStamp(root, { packages: packagesFingerprint(root), steps: readStamp(root).steps ?? {} });
}

function dueSteps(root) {
  const { steps = {} } = readStamp(root);
  const exists = (path) => existsSync(join(root, path));
  return STEPS.filter(
    ({ name, inputs, outputs }) =>
      exists(inputs[0]) && !(steps[name] === filesFingerprint(root, inputs, outputs) && outputs.every(exists)),
  );
}

function runStep(root, { name, inputs, outputs, command }, progress) {
  progress.say(`${name} …`);
  const before = filesFingerprint(root, inputs, outputs);
  const [program, ...args] = command;
  const { status, signal, error } = spawnSync(program, args, {
    cwd: root,
    env: { ...process.env, PATH: `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH ?? ""}` },
    // Only stderr: a command's stdout belongs to its data.
    stdio: ["ignore", process.stderr, "inherit"],
    shell: process.platform === "win32",
  });
  if (signal !== null) throw new SetupError("interrupted.", "Run the same command again.", 130);
  if (error !== undefined || status !== 0) {
    throw new SetupError(
      `"${name}" did not succeed${error === undefined ? "" : ` (${error.message})`}.`,
      `Its own words are above; to see them again: npx ${command.join(" ")}`,
    );
  }
  const stamp = readStamp(root);
  writeStamp(root, { ...stamp, steps: { ...stamp.steps, [name]: before } });
}
