import { type Moment, readMoment, requireLocked, requireSameChain, takesBids, type Clock } from "#chain";
import { type LoadedRound, loadRoundFolder } from "#dataset";
import { StakespaceError } from "#lib";
import type { Bundle } from "./bundle.js";
import { requireRoundOf } from "./identity.js";
import { type InputSource, readChainInputs, readSeal } from "./inputs.js";
import { makeReport, type ReportAndPages } from "./report.js";
import { namesOf, scoreSheet, type ScoredRound } from "./sheet.js";
import { refusedIn, submissionTree } from "./submissions.js";

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
 * the folder is found here, also while the round still takes bids and the clock travels: a local
 * clock cannot be moved back.
 *
 * What is read here stays right until the report is proposed: the book is frozen, and the free treasury can only grow.
 *
 * @param options `willSeal`: the folder's submissions are going to be sealed before the clock is moved out of the bidding.
 * @throws {StakespaceError} `WRONG_CHAIN`, or as {@link prepareReport}.
 *
 * @example
 * import { ChainHistory, loadDeployment, patientClock } from "#chain";
 * import { DEFAULT_ORACLE_CONFIG, planRound } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const source = { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG };
 * const { moment, prepared } = await planRound(source, "docs/example/round-01", patientClock(deployment));
 */
export async function planRound(
  source: InputSource,
  folder: string,
  clock: Clock,
  { willSeal = false }: { readonly willSeal?: boolean } = {},
): Promise<RoundPlan> {
  await requireSameChain(source.deployment);
  const moment = await readMoment(source.deployment);
  if (clock.travels && takesBids(moment.view)) {
    await requireRoundOf(folder, moment.view.round, source.config);
    const names = await namesAt(source, moment);
    const loaded = await loadRoundFolder(folder, names);
    if (!willSeal) requireSealed(folder, moment.view.round, names, loaded, await readSeal(source.deployment, moment));
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
 * Makes a round's report from the chain and a round folder. Posts nothing. What is wrong with the folder is found first.
 *
 * @param folder See `readRound`: its columns are names of models (docs/oracle.md).
 * @param block Read the chain as it was after this block; the latest one by default.
 * @throws {StakespaceError} For a round that cannot be reported, a folder that cannot be scored, a column that is no model's
 * name, submissions that are not the sealed ones (`OTHER_SUBMISSIONS`), or `NOT_SETTLED`.
 *
 * @example
 * import { ChainHistory, loadDeployment } from "#chain";
 * import { DEFAULT_ORACLE_CONFIG, prepareReport } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const source = { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG };
 * const prepared = await prepareReport(source, "docs/example/round-01");
 */
export async function prepareReport(source: InputSource, folder: string, block?: number): Promise<PreparedReport> {
  return reportAt(source, folder, await readMoment(source.deployment, block));
}

async function reportAt(source: InputSource, folder: string, moment: Moment): Promise<PreparedReport> {
  requireLocked(moment.view);
  await requireRoundOf(folder, moment.view.round, source.config);
  const loaded = await loadRoundFolder(folder, await namesAt(source, moment));
  const inputs = await readChainInputs(source, moment);
  const names = namesOf(inputs.models);
  requireSealed(folder, inputs.round, names, loaded, inputs.predictionsRoot);
  const bundle = { ...inputs, files: loaded.files, refused: refusedIn(loaded.submissions, names) };
  const scored = await scoreSheet(bundle, loaded.data);
  return { ...scored, ...makeReport(scored.bundle, scored.records), folder };
}

/** What is scored is what was sealed, or the contract would refuse the report. */
function requireSealed(
  folder: string,
  round: number,
  names: readonly string[],
  { submissions }: LoadedRound,
  predictionsRoot: string,
): void {
  const late = submissions.models.find((name) => !names.includes(name));
  const root = late === undefined ? submissionTree(submissions, names)?.root : undefined;
  if (root === predictionsRoot) return;
  const found = late === undefined ? `their root is ${root ?? "none"}` : `"${late}" was registered after the lock`;
  const refused = [...submissions.refused.values()].map((reason) => ` Counts as none: ${reason}.`).join("");
  throw new StakespaceError(
    `${folder} does not hold the submissions that round ${round} was sealed with: ${found}, sealed is ${predictionsRoot}.${refused}`,
    {
      code: "OTHER_SUBMISSIONS",
      hint: "Use the folder as it was before the lock; nothing that was handed in or changed afterwards can count.",
    },
  );
}

/** The names of all models there were after the moment's block. */
async function namesAt({ history }: InputSource, { block }: Moment): Promise<string[]> {
  await history.advance(block.number);
  return history.namesThrough(block.number);
}
