import { StakespaceError } from "#lib";
import type { Connection } from "./connection.js";

/** Forks by what they brought that a call can try, the oldest first. */
export const FORKS = ["Paris", "Shanghai", "Cancun", "Prague", "Osaka"] as const;

/** The rules a chain runs by, as far as calls can tell. */
export type Fork = (typeof FORKS)[number];

/** What the contracts are compiled for, and what a chain before it lacks. */
export const NEEDED_FORK = "Cancun" satisfies Fork;
const MISSING = "transient storage (TSTORE, TLOAD) and MCOPY";

/** Ends well with nothing. */
const NOTHING = "0x60006000f3";

/** Code, run as if to create a contract, that only a chain with the fork's opcodes ends well. */
const PROBES = {
  // PUSH0
  Shanghai: "0x5f5ff3",
  // TSTORE, TLOAD, MCOPY
  Cancun: "0x5f5f5d5f5c505f5f5f5e5f5ff3",
  // CLZ
  Osaka: "0x5f1e505f5ff3",
} as const;

/** BLS12-381 addition (EIP-2537), which has its address since Prague; infinity twice makes infinity. */
const BLS_ADD = { to: `0x${"0b".padStart(40, "0")}`, data: `0x${"00".repeat(256)}` };

/**
 * The newest fork whose opcodes and precompiles the chain answers with. A chain may have rules of its own, so each is tried.
 *
 * @throws {StakespaceError} `NODE_UNREACHABLE` or whatever else the node answers to a call that every chain can run.
 *
 * @example
 * import { forkOf } from "#chain";
 * import { network } from "hardhat";
 *
 * await forkOf(await network.create({ override: { hardfork: "cancun" } })); // => "Cancun"
 */
export async function forkOf(connection: Connection): Promise<Fork> {
  await run(connection, { data: NOTHING });
  const [shanghai, cancun, osaka] = await Promise.all(
    Object.values(PROBES).map((data) =>
      run(connection, { data }).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (shanghai !== true) return "Paris";
  if (cancun !== true) return "Shanghai";
  if (osaka === true) return "Osaka";
  // An address without a precompile answers with nothing.
  const sum = await run(connection, BLS_ADD).catch(() => "0x");
  return sum === "0x" ? "Cancun" : "Prague";
}

/**
 * Refuses a chain that the contracts cannot run on.
 *
 * @throws {StakespaceError} `FORK_TOO_OLD`, naming the fork and what it lacks.
 *
 * @example
 * import { requireFork } from "#chain";
 * import { network } from "hardhat";
 *
 * await requireFork(await network.create()); // => "Osaka"
 */
export async function requireFork(connection: Connection): Promise<Fork> {
  const fork = await forkOf(connection);
  if (FORKS.indexOf(fork) >= FORKS.indexOf(NEEDED_FORK)) return fork;
  throw new StakespaceError(
    `The network "${connection.networkName}" runs by the rules of ${fork}: it lacks ${MISSING}, which the contracts need.`,
    { code: "FORK_TOO_OLD", hint: `Deploy on a chain that has reached ${NEEDED_FORK}. Nothing was sent.` },
  );
}

async function run({ provider }: Connection, call: { readonly to?: string; readonly data: string }): Promise<unknown> {
  return provider.request({ method: "eth_call", params: [call, "latest"] });
}
