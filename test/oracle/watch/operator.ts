import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { HDNodeWallet } from "ethers";

const MNEMONIC = "test test test test test test test test test test test junk";

/** The key of an account of the test chain, by its place. */
export function keyOf(place: number): HDNodeWallet {
  return HDNodeWallet.fromPhrase(MNEMONIC, undefined, `m/44'/60'/0'/0/${place}`);
}

/** What a watch in a process of its own is given. */
export interface OperatorOptions {
  /** Where it runs: journal, exchange and bundles lie there. */
  readonly folder: string;
  readonly deployments: string;
  readonly urls: readonly string[];
  /** Places of the accounts whose keys it has; the first pays. */
  readonly accounts: readonly number[];
  readonly given: Record<string, string | boolean>;
}

/** A watch in a process of its own. */
export interface RunningOperator {
  readonly process: ChildProcess;
  /** What it has logged. */
  readonly log: () => string;
  /** The exit code; null where it was killed. */
  readonly ended: Promise<number | null>;
  kill(): Promise<void>;
}

const DEFAULTS = {
  json: true,
  yes: true,
  from: "0",
  once: false,
  travel: false,
  again: false,
  execute: false,
  interval: "1s",
  turn: "0s",
  sealLead: "2h",
  log: "pretty",
};

/** Starts a watch. */
export function startOperator({ folder, deployments, urls, accounts, given }: OperatorOptions): RunningOperator {
  const loader = import.meta.resolve("tsx");
  const child = spawn(process.execPath, ["--import", loader, join(import.meta.dirname, "operatorProcess.ts")], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      NO_COLOR: "1",
      // The names of the wings are resolved by the project's own settings.
      TSX_TSCONFIG_PATH: join(import.meta.dirname, "../../../tsconfig.json"),
      OPERATOR_URLS: urls.join(","),
      OPERATOR_KEYS: accounts.map((place) => keyOf(place).privateKey).join(","),
      OPERATOR_DEPLOYMENTS: deployments,
      OPERATOR_GIVEN: JSON.stringify({ ...DEFAULTS, ...given }),
    },
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (log += text));
  const ended = once(child, "close").then(([code]) => code as number | null);
  return {
    process: child,
    log: () => log,
    ended,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Waits until something is so. */
export async function until(what: string, so: () => Promise<boolean> | boolean, patience = 60_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await so())) {
    if (Date.now() > end) throw new Error(`${what} did not come within ${patience} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
