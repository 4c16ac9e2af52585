import { readRound, requireLocked } from "#chain";
import { StakespaceError } from "#lib";
import type { Bundle } from "./bundle.js";
import { type InputSource, readChainInputs, readNames, requirePrevious } from "./inputs.js";
import { makeReport, type ReportAndPages } from "./report.js";
import { loadRoundFolder } from "#dataset";
import { scoreSheet, type ScoredRound } from "./sheet.js";

/** A report that is ready to be signed, with everything it was made of. */
export interface PreparedReport extends ReportAndPages, ScoredRound {
  readonly bundle: Bundle;
  /** The round folder. */
  readonly folder: string;
}

/**
 * Makes a round's report from the chain and a round folder. Posts nothing. What is wrong with the folder or with the bundle
 * before it is found first.
 *
 * @param folder See `readRound`: its columns are names of models (docs/oracle.md).
 * @param block Read the chain as it was after this block; the latest one by default.
 * @throws {StakespaceError} For a round that cannot be reported, a folder that cannot be scored, a column that is no model's
 * name, or `NOT_SETTLED`.
 *
 * @example
 * import { loadDeployment } from "#chain";
 * import { bundlesIn, bundlesOf, ChainHistory, DEFAULT_ORACLE_CONFIG, prepareReport } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const source = {
 *   deployment,
 *   history: new ChainHistory(deployment),
 *   config: DEFAULT_ORACLE_CONFIG,
 *   previous: bundlesIn(bundlesOf(deployment)),
 * };
 * const prepared = await prepareReport(source, "docs/example/round-01");
 */
export async function prepareReport(source: InputSource, folder: string, block?: number): Promise<PreparedReport> {
  requireLocked(await readRound(source.deployment));
  const at = block ?? (await source.deployment.connection.ethers.provider.getBlockNumber());
  const { data, files } = await readFolder(source, folder, at);
  const chain = await readChainInputs(source, at);
  const scored = await scoreSheet({ ...chain, files }, data);
  return { ...scored, ...makeReport(scored.bundle, scored.records), folder };
}

/**
 * {@link prepareReport}, as far as it can be made now: undefined while models have to be settled first.
 *
 * What is read here stays right until the report is proposed: the book is frozen, and the free treasury can only grow.
 *
 * @example
 * import { loadDeployment } from "#chain";
 * import { bundlesIn, bundlesOf, ChainHistory, DEFAULT_ORACLE_CONFIG, prepareIfSettled } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const source = {
 *   deployment,
 *   history: new ChainHistory(deployment),
 *   config: DEFAULT_ORACLE_CONFIG,
 *   previous: bundlesIn(bundlesOf(deployment)),
 * };
 * const prepared = await prepareIfSettled(source, "docs/example/round-01");
 */
export async function prepareIfSettled(source: InputSource, folder: string): Promise<PreparedReport | undefined> {
  try {
    return await prepareReport(source, folder);
  } catch (error) {
    if (error instanceof StakespaceError && error.code === "NOT_SETTLED") return undefined;
    throw error;
  }
}

/**
 * Finds what is wrong with a round's folder or with the bundle before it, also while the round still takes bids.
 *
 * @throws {StakespaceError} As {@link prepareReport}.
 *
 * @example
 * import { loadDeployment } from "#chain";
 * import { bundlesIn, bundlesOf, ChainHistory, DEFAULT_ORACLE_CONFIG, requireReadable } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const source = {
 *   deployment,
 *   history: new ChainHistory(deployment),
 *   config: DEFAULT_ORACLE_CONFIG,
 *   previous: bundlesIn(bundlesOf(deployment)),
 * };
 * await requireReadable(source, "docs/example/round-01");
 */
export async function requireReadable(source: InputSource, folder: string): Promise<void> {
  await readFolder(source, folder, await source.deployment.connection.ethers.provider.getBlockNumber());
  await requirePrevious(source);
}

async function readFolder(source: InputSource, folder: string, block: number): ReturnType<typeof loadRoundFolder> {
  const names = await readNames(source, block);
  return loadRoundFolder(
    folder,
    names.filter((name) => name !== ""),
  );
}
