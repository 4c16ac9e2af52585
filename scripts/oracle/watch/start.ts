import { CalmLog, NO_LOG } from "./log.js";
import { Turns } from "./turns.js";
import { DEFAULT_WATCH_RULES, type Watch, type WatchRules } from "./watch.js";

/** What a watch is made of; the rest has its defaults. */
export interface WatchParts
  extends
    Pick<Watch, "source" | "folders" | "bundles" | "exchange">,
    Partial<Pick<Watch, "store" | "inbox" | "keys" | "sender" | "log" | "otherNode">> {
  readonly rules?: Partial<WatchRules>;
  /** Milliseconds that the second in the order waits for the first; see `Turns`. Default: 120,000. */
  readonly turnDelay?: number;
}

/** Ten blocks of the slowest chains: a transaction has come by then, or its sender is gone. */
const TURN_DELAY = 120_000;

/**
 * A watch over a deployment, for {@link watchRounds}.
 *
 * @example
 * import { ChainHistory, loadDeployment, signerFor } from "#chain";
 * import { bundlesOf, DEFAULT_ORACLE_CONFIG, SignatureExchange, makeWatch, roundFoldersIn, watchRounds } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const { chainId, addresses } = deployment;
 * const signer = await signerFor(connection, "1");
 * const watch = makeWatch({
 *   source: { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG },
 *   folders: roundFoldersIn("rounds"),
 *   bundles: bundlesOf(deployment),
 *   exchange: new SignatureExchange({ domain: { chainId, oracle: addresses.oracle }, folder: "build/exchange" }),
 *   keys: [{ address: signer.address, signer }],
 *   sender: signer,
 * });
 * await watchRounds(watch, { once: true });
 */
export function makeWatch(parts: WatchParts): Watch {
  const {
    keys = [],
    sender,
    log = NO_LOG,
    otherNode = () => undefined,
    rules,
    turnDelay = TURN_DELAY,
    ...rest
  } = parts;
  return {
    ...rest,
    keys,
    sender,
    log,
    calm: new CalmLog(log),
    turns: new Turns(turnDelay),
    rules: { ...DEFAULT_WATCH_RULES, ...rules },
    made: new Map(),
    otherNode,
    memo: { settledThrough: 0, highest: { block: 0, seen: 0 } },
  };
}
