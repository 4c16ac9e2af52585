import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import config from "../../../hardhat.config.js";
import { freePort } from "../../../scripts/dev/web/freePort.js";
import { environment, succeed } from "../tasks/runner.js";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** A node of its own, with a deployment and momentum-7, model 1 of account 0, who has 10,000 tokens less the fee. */
export interface LocalNode {
  readonly url: string;
  /** Where the program is run: it has the record of the deployment, and what is remembered of transactions. */
  readonly folder: string;
  readonly hre: HardhatRuntimeEnvironment;
  request(method: string, params?: unknown[]): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts a node and sets its table, by the commands themselves. */
export async function startLocalNode(): Promise<LocalNode> {
  const folder = mkdtempSync(join(tmpdir(), "stakespace-node-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const hardhat = join(ROOT, "node_modules/hardhat/dist/src/cli.js");
  const node: ChildProcess = spawn(
    process.execPath,
    [hardhat, "node", "--hostname", "127.0.0.1", "--port", `${port}`],
    {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let printed = "";
  await new Promise<void>((resolve, reject) => {
    node.once("exit", () => reject(new Error(`the node ended: ${printed}`)));
    // Read to the end: a node whose output nobody takes dies of it.
    for (const stream of [node.stdout!, node.stderr!]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        printed = `${printed}${text}`.slice(-20_000);
        if (printed.includes("Started HTTP")) resolve();
      });
    }
  });
  const networks = { localhost: { type: "http" as const, chainType: "l1" as const, url } };
  const hre = await environment(
    { networks, paths: { ...config.paths, ignition: join(folder, "ignition") } },
    "localhost",
  );
  await succeed(hre, "deploy");
  await succeed(hre, "mint", { amount: "10000" });
  await succeed(hre, "register", { name: "momentum-7", uri: "ipfs://momentum" });
  return {
    url,
    folder,
    hre,
    async request(method, params = []) {
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
      const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
      const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } };
      if (error !== undefined) throw new Error(error.message);
      return result;
    },
    async stop() {
      const closed = once(node, "exit");
      node.kill();
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the program left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program while it runs. */
export interface Running {
  /** Comes when the standard error has this. */
  says(text: string | RegExp): Promise<void>;
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** Starts the command `stakespace` in a node's folder. */
export function start(
  node: Pick<LocalNode, "url" | "folder">,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Running {
  const child = spawn(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), join(ROOT, "scripts/cli/program/main.ts"), ...args],
    {
      cwd: node.folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        NO_COLOR: "1",
        STAKESPACE_RPC_URL: node.url,
        STAKESPACE_STATE: join(node.folder, "state"),
        STAKESPACE_PRIVATE_KEY: "",
        ...env,
      },
    },
  );
  const printed = { stdout: "", stderr: "" };
  const heard = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      printed[name] += text;
      for (const look of heard) look();
    });
  }
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, ...printed }));
  return {
    ended,
    signal: (name) => void child.kill(name),
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (typeof text === "string" ? printed.stderr.includes(text) : text.test(printed.stderr)) resolve();
        };
        heard.add(look);
        look();
        void ended.then(({ stderr }) => reject(new Error(`it ended without saying ${String(text)}: ${stderr}`)));
      }),
  };
}

/** Runs the command `stakespace` to its end. */
export function stakespace(
  node: Pick<LocalNode, "url" | "folder">,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  return start(node, args, env).ended;
}
