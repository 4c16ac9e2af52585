import type { Bundle } from "./bundle.js";
import { type InputSource, readChainInputs } from "./inputs.js";
import { makeReport, type ReportAndPages } from "./report.js";
import { loadRoundFolder } from "./roundFolder.js";
import { namesOf, scoreSheet, type ScoredRound } from "./sheet.js";

/** A report that is ready to be signed, with everything it was made of. */
export interface PreparedReport extends ReportAndPages, ScoredRound {
  readonly bundle: Bundle;
  /** The round folder. */
  readonly folder: string;
}

/**
 * Makes a round's report from the chain and a round folder. Posts nothing.
 *
 * @param folder See `readRound`: its columns are names of models (docs/oracle.md).
 * @param block Read the chain as it was after this block; the latest one by default.
 * @throws {StakespaceError} For a round that cannot be reported, a folder that cannot be scored, or a column that is no
 * model's name.
 */
export async function prepareReport(source: InputSource, folder: string, block?: number): Promise<PreparedReport> {
  const chain = await readChainInputs(source, block);
  const { data, files } = await loadRoundFolder(folder, namesOf(chain.models));
  const scored = await scoreSheet({ ...chain, files }, data);
  return { ...scored, ...makeReport(scored.bundle, scored.records), folder };
}
