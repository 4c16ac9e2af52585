import { type Moment, readMoment, requireLocked, requireSameChain, takesBids, type Clock } from "#chain";
import { loadRoundFolder } from "#dataset";
import { StakespaceError } from "#lib";
import type { Bundle } from "./bundle.js";
import { type InputSource, readChainInputs, readNames, requirePrevious } from "./inputs.js";
import { makeReport, type ReportAndPages } from "./report.js";
import { scoreSheet, type ScoredRound } from "./sheet.js";

/** A report that is ready to be signed, with everything it was made of. */
export interface PreparedReport extends ReportAndPages, ScoredRound {
  readonly bundle: Bundle;
  /** The round folder. */
  readonly folder: string;
}

/** What can be known of a round's report before anything is sent. */
export interface RoundPlan {
  readonly moment: Moment;
  /** The report; undefined while the round takes bids or models have to be settled first. */
  readonly prepared: PreparedReport | undefined;
}

/**
 * Looks at the round and its folder, and makes the report as far as it can be made now. Posts nothing. Whatever is wrong with
 * the folder or with the bundle before is found here, also while the round still takes bids and the clock travels: a local
 * clock cannot be moved back.
 *
 * What is read here stays right until the report is proposed: the book is frozen, and the free treasury can only grow.
 *
 * @throws {StakespaceError} `WRONG_CHAIN`, or as {@link prepareReport}.
 *
 * @example
 * import { loadDeployment, patientClock } from "#chain";
 * import { bundlesIn, bundlesOf, ChainHistory, DEFAULT_ORACLE_CONFIG, planRound } from "#oracle";
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
 * const { moment, prepared } = await planRound(source, "docs/example/round-01", patientClock(deployment));
 */
export async function planRound(source: InputSource, folder: string, clock: Clock): Promise<RoundPlan> {
  await requireSameChain(source.deployment);
  const moment = await readMoment(source.deployment);
  if (clock.travels && takesBids(moment.view)) {
    await readFolder(source, folder, moment);
    await requirePrevious(source, moment);
    return { moment, prepared: undefined };
  }
  requireLocked(moment.view);
  try {
    return { moment, prepared: await reportAt(source, folder, moment) };
  } catch (error) {
    if (!(error instanceof StakespaceError) || error.code !== "NOT_SETTLED") throw error;
    return { moment, prepared: undefined };
  }
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
  return reportAt(source, folder, await readMoment(source.deployment, block));
}

async function reportAt(source: InputSource, folder: string, moment: Moment): Promise<PreparedReport> {
  requireLocked(moment.view);
  const { data, files } = await readFolder(source, folder, moment);
  const chain = await readChainInputs(source, moment);
  const scored = await scoreSheet({ ...chain, files }, data);
  return { ...scored, ...makeReport(scored.bundle, scored.records), folder };
}

async function readFolder(source: InputSource, folder: string, { block }: Moment): ReturnType<typeof loadRoundFolder> {
  const names = await readNames(source, block.number);
  return loadRoundFolder(
    folder,
    names.filter((name) => name !== ""),
  );
}
