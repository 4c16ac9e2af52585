import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

import { SetupError, diagnose } from "./diagnose.mjs";

/** The oldest Node that Hardhat and its EVM engine accept. */
const OLDEST_NODE = [22, 13];

const NPM_CI = "npm ci --include=dev";

// For npx and the npm it starts alike, and stronger than what an outer `npm --silent` has put into the environment.
const NPM_SETTINGS = {
  npm_config_loglevel: "http",
  npm_config_progress: "false",
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_update_notifier: "false",
  // npm's own patience is more than a minute without a sign; this still bridges a short outage.
  npm_config_fetch_retries: "3",
  npm_config_fetch_retry_mintimeout: "1000",
  npm_config_fetch_retry_maxtimeout: "8000",
};

/**
 * The command that installs the packages of the lock file.
 *
 * @param {string} hostNode Version of the Node on PATH, e.g. `v20.20.2`.
 * @param {string} pinnedNode Version of the Node to fetch where the host's is too old, e.g. `24.21.0`.
 */
export function installCommand(hostNode, pinnedNode) {
  const [major = 0, minor = 0] = hostNode.replace(/^v/, "").split(".").map(Number);
  const newEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return newEnough
    ? { command: NPM_CI, fetchesNode: false }
    : { command: `npx -y -p node@${pinnedNode} -c "${NPM_CI}"`, fetchesNode: true };
}

/**
 * PATH without this project's node_modules/.bin: an installation removes the programs there, so it must not run on them.
 */
export function hostPath(root, path) {
  const own = join(root, "node_modules");
  return path
    .split(delimiter)
    .filter((folder) => folder !== "" && !resolve(folder).startsWith(own))
    .join(delimiter);
}

/**
 * Runs npm and reports its progress.
 *
 * @param {string} root
 * @param {import("./progress.mjs").SetupProgress} progress
 * @param {AbortSignal} signal Stops npm.
 * @throws {SetupError} When npm fails, in words that say what to do.
 */
export async function installPackages(root, progress, signal) {
  const env = hostEnvironment(root);
  const hostNode = spawnSync("node", ["--version"], { env, encoding: "utf8" }).stdout?.trim() || process.version;
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { command, fetchesNode } = installCommand(hostNode, devDependencies.node);
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const total = Object.entries(lock.packages).filter(([path, entry]) => path !== "" && fitsHere(entry)).length;

  progress.say(
    fetchesNode
      ? `Installing ${total} packages, and Node.js ${devDependencies.node} to run them (this is ${hostNode}) …`
      : `Installing ${total} packages with Node.js ${hostNode} …`,
  );
  const { code, output } = await run(command, root, env, signal, (line) => {
    if (/npm http (?:fetch GET 200|cache) \S+\.tgz/.test(line)) progress.advance(total);
    else if (/attempt \d+ failed/.test(line)) progress.say(line.replace(/^npm http\s+/, "").trim());
  });
  progress.done();
  if (signal.aborted)
    throw new SetupError("interrupted.", "Nothing is half installed: the next start begins again.", 130);
  if (code !== 0) throw diagnose(output, command);
}

function hostEnvironment(root) {
  const env = { ...process.env, ...NPM_SETTINGS };
  const key = Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  env[key] = hostPath(root, env[key] ?? "");
  return env;
}

function fitsHere({ os, cpu, link }) {
  return link !== true && (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true);
}

// Through a shell, because npm is a batch file on Windows; nothing of the command comes from outside. In a process group
// of its own, because npm starts further programs and an interrupt must reach them all.
function run(command, cwd, env, signal, onLine) {
  const ownGroup = process.platform !== "win32";
  return new Promise((fulfil, reject) => {
    const child = spawn(command, { cwd, env, shell: true, detached: ownGroup, stdio: ["ignore", "pipe", "pipe"] });
    const stop = () => (ownGroup ? process.kill(-child.pid, "SIGTERM") : child.kill());
    signal.addEventListener("abort", stop, { once: true });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      let rest = "";
      stream.setEncoding("utf8");
      stream.on("data", (chunk) => {
        output += chunk;
        const lines = (rest + chunk).split("\n");
        rest = lines.pop();
        lines.forEach(onLine);
      });
    }
    child.on("error", reject);
    child.on("close", (code) => {
      signal.removeEventListener("abort", stop);
      fulfil({ code, output });
    });
  });
}
