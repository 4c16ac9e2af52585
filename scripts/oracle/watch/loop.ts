import type { Clock, Sent } from "#chain";
import { ContractRefusal, type StakespaceError } from "#lib";
import { lookAt } from "./look.js";
import type { CalmLog } from "./log.js";
import type { WatchLog } from "./log.js";
import type { StepWait } from "./result.js";
import { pause } from "./pause.js";
import { asProblem } from "./problem.js";
import { WATCH_STEPS } from "./steps/index.js";
import type { Look, Watch, WatchStep } from "./watch.js";

/** How a watch goes on. */
export interface LoopOptions {
  /** Ends when nothing is left to do now. */
  readonly once?: boolean;
  /** Milliseconds between looks where nothing was to be done. Default: 30,000. */
  readonly interval?: number;
  /** Gets to moments that are still to come, where a local clock can be moved. */
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly steps?: readonly WatchStep[];
  /** Told after each look. */
  readonly onLook?: (pass: Pass) => void;
}

/** What one look came to. */
export interface Pass {
  readonly look: Look | undefined;
  readonly did: { readonly step: string; readonly what: string; readonly transactions: readonly Sent[] } | undefined;
  readonly waits: readonly (StepWait & { readonly step: string })[];
  readonly problems: readonly { readonly step: string; readonly error: StakespaceError }[];
}

/** So often in a row a step may fail before a program that runs once gives up. */
const MOST_FAILURES = 20;
/** Milliseconds after a failure, twice as long after each further one, until {@link LONGEST}. */
const FIRST = 500;
const LONGEST = 60_000;

/**
 * Looks at the chain, does the next thing that is to be done, and looks again; where nothing is, sleeps. It remembers nothing: killed
 * and started again, it goes on where the chain is.
 *
 * @returns Every transaction that was sent.
 * @throws {StakespaceError} `WRONG_CHAIN`; with `once` whatever keeps it from going on.
 *
 * @example
 * import { ChainHistory, loadDeployment } from "#chain";
 * import { DEFAULT_ORACLE_CONFIG, SignatureExchange, makeWatch, roundFoldersIn, watchRounds } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const { chainId, addresses } = deployment;
 * const watch = makeWatch({
 *   source: { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG },
 *   folders: roundFoldersIn("rounds"),
 *   bundles: "bundles",
 *   exchange: new SignatureExchange({ domain: { chainId, oracle: addresses.oracle }, folder: "build/exchange" }),
 * });
 * const sent = await watchRounds(watch, { once: true });
 */
export async function watchRounds(watch: Watch, options: LoopOptions = {}): Promise<Sent[]> {
  const { once = false, interval = 30_000, clock, signal, steps = WATCH_STEPS, onLook } = options;
  const sent: Sent[] = [];
  for (let failures = 0; signal?.aborted !== true;) {
    const pass = await lookOnce(watch, steps);
    onLook?.(pass);
    sent.push(...(pass.did?.transactions ?? []));
    failures = pass.problems.length === 0 ? 0 : failures + 1;
    if (pass.did !== undefined) continue;
    const problem = pass.problems[0]?.error;
    if (problem !== undefined && (problem.code === "WRONG_CHAIN" || (once && !passes(problem, failures))))
      throw problem;
    if (problem !== undefined) {
      await pause(Math.min(LONGEST, once ? FIRST : FIRST * 2 ** failures), signal);
      continue;
    }
    const soon = pass.waits.flatMap((wait) => wait.soon ?? []);
    const until = pass.waits.flatMap((wait) => wait.until ?? []);
    if (soon.length > 0) await pause(Math.min(interval, ...soon), signal);
    else if (clock?.travels === true && until.length > 0) await travel(clock, Math.min(...until));
    else if (once) return sent;
    else await pause(interval, signal);
  }
  return sent;
}

/**
 * Looks once, and does at most one thing.
 *
 * @example
 * import { ChainHistory, loadDeployment } from "#chain";
 * import { DEFAULT_ORACLE_CONFIG, SignatureExchange, lookOnce, makeWatch, roundFoldersIn } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const { chainId, addresses } = deployment;
 * const watch = makeWatch({
 *   source: { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG },
 *   folders: roundFoldersIn("rounds"),
 *   bundles: "bundles",
 *   exchange: new SignatureExchange({ domain: { chainId, oracle: addresses.oracle }, folder: "build/exchange" }),
 * });
 * const { did, waits } = await lookOnce(watch);
 */
export async function lookOnce(watch: Watch, steps: readonly WatchStep[] = WATCH_STEPS): Promise<Pass> {
  const waits: (StepWait & { step: string })[] = [];
  const problems: { step: string; error: StakespaceError }[] = [];
  let look: Look | undefined;
  let step = "look";
  const failed = (error: unknown): void => {
    problems.push({ step, error: asProblem(error) });
    sayProblem(watch, step, problems.at(-1)!.error);
  };
  try {
    look = await lookAt(watch);
    watch.exchange.admit(look.latest.view.round, look.reporters);
    watch.calm.forget("look");
  } catch (error) {
    failed(error);
    return { look, did: undefined, waits, problems };
  }
  for (const each of steps) {
    step = each.name;
    try {
      const result = await each.run(watch, look);
      watch.calm.forget(step);
      if (result.kind === "done") return { look, did: { step, ...result }, waits, problems };
      if (result.kind === "wait") {
        watch.calm.say("info", `${step} waits`, `${result.why}.`, { step, round: look.latest.view.round });
        waits.push({ step, ...result });
      }
    } catch (error) {
      failed(error);
    }
  }
  watch.turns.endLook();
  return { look, did: undefined, waits, problems };
}

/** Moves a local clock. Where a block came in between, it stands there already: the next look will see. */
async function travel(clock: Clock, moment: number): Promise<void> {
  try {
    await clock(moment);
  } catch (error) {
    if (asProblem(error).code !== "NODE_FAILED") throw error;
  }
}

/** Whether a problem may be gone at the next look: somebody else was quicker, or a node is out of order. */
function passes(problem: StakespaceError, failures: number): boolean {
  const passing = problem instanceof ContractRefusal || PASSING.has(problem.code ?? "");
  return passing && failures < MOST_FAILURES;
}

const PASSING: ReadonlySet<string> = new Set([
  "NODE_UNREACHABLE",
  "NODE_STALE",
  "NODE_FAILED",
  "NONCE_TAKEN",
  "TRANSACTION_DROPPED",
  "BLOCK_MISSING",
]);

function sayProblem(
  { calm }: { readonly calm: CalmLog; readonly log: WatchLog },
  step: string,
  error: StakespaceError,
): void {
  const hint = error.hint === undefined ? "" : ` ${error.hint}`;
  const level = error instanceof ContractRefusal ? "warn" : "error";
  calm.say(level, step, `${step}: ${error.message}${hint}`, { step, code: error.code });
}
