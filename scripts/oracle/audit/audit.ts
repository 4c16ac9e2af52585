import { type ChainReport, readRoundView, type RoundView } from "#chain";
import { StakespaceError } from "#lib";
import { firstDifference, type Bundle } from "../bundle.js";
import { readBundle } from "../bundleFolder.js";
import { readPendingReport } from "../chainReport.js";
import type { OracleConfig } from "../config.js";
import type { InputSource } from "../inputs.js";
import { prepareReport } from "../prepare.js";
import { verifyBundleFolder } from "../verify.js";
import { prunedState, verifyInputs } from "../verifyInputs.js";
import { findBundle } from "./findBundle.js";

/**
 * What an audit comes to. `wrong`: the report is not what chain and bundle give, a reason for a veto. `undecided`: nobody can tell
 * from here, because the bundle was withheld, the copy is damaged, or another program made it; somebody has to look.
 */
export type AuditVerdict = "nothing-pending" | "right" | "wrong" | "undecided";

/** What came out. */
export interface Finding {
  readonly verdict: AuditVerdict;
  readonly round: number;
  /** Of the report that was judged; null where none is pending. */
  readonly digest: string | null;
  readonly evidence: string | null;
  /** Where its bundle is; null where it was not found. */
  readonly bundle: string | null;
  /** Why it is not right, as {@link StakespaceError} says it. */
  readonly code: string | null;
  readonly reason: string | null;
  /** Until when it can be vetoed, unix seconds; 0 where none is pending. */
  readonly vetoUntil: number;
  /** The chain's time. */
  readonly now: number;
}

/** What an audit takes. */
export interface AuditOptions {
  /** Where bundles may be: folders of them, or single ones. */
  readonly bundles: readonly string[];
  /** The configuration a report must be made with; any unless named. */
  readonly config?: OracleConfig | undefined;
  /** The auditor's own round folder, which must give the same report; nothing is compared unless named. */
  readonly folder?: string | undefined;
}

/**
 * Recomputes the report that is pending, as long as it can be vetoed: the sheet from its bundle, the bundle's inputs from the
 * chain as it was at its block, and with a round folder of one's own the whole.
 *
 * @example
 * import { ChainHistory, loadDeployment } from "#chain";
 * import { auditPending, bundlesOf, DEFAULT_ORACLE_CONFIG } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const source = { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG };
 * const { verdict, reason } = await auditPending(source, { bundles: [bundlesOf(deployment)] });
 */
export async function auditPending(source: InputSource, options: AuditOptions): Promise<Finding> {
  const { deployment } = source;
  const view = await readRoundView(deployment);
  const pending = await readPendingReport(deployment, view, source.history);
  if (pending === undefined) return finding("nothing-pending", view);
  const { round, evidence } = pending.report;
  const folder = await findBundle(options.bundles, round, evidence);
  const about = { digest: pending.digest, evidence, bundle: folder ?? null };
  if (folder === undefined) {
    const where = options.bundles.join(", ");
    return finding("undecided", view, about, {
      code: "BUNDLE_MISSING",
      reason: `No bundle with the evidence ${evidence} is in ${where}: it was not fetched, or is withheld.`,
    });
  }
  try {
    await judge(source, options, folder, pending);
    return finding("right", view, about);
  } catch (error) {
    if (!(error instanceof StakespaceError)) throw error;
    const verdict = error.code === "NOT_REPRODUCED" ? "wrong" : "undecided";
    return finding(verdict, view, about, { code: error.code ?? null, reason: error.message });
  }
}

async function judge(source: InputSource, options: AuditOptions, folder: string, pending: ChainReport): Promise<void> {
  const bundle = await readBundle(folder);
  requireConfig(bundle, options.config);
  // First what the chain says: a bundle that lies about it is wrong, whoever computed what from it.
  const pruned = await prunedState(() => verifyInputs(source, bundle));
  await verifyBundleFolder(folder, () => Promise.resolve(pending));
  const { folder: own } = options;
  if (own !== undefined && pruned === undefined) await requireOwn(source, own, bundle, pending);
  if (pruned !== undefined) throw pruned;
}

function requireConfig(bundle: Bundle, config: OracleConfig | undefined): void {
  if (config === undefined) return;
  const field = firstDifference(config, bundle.config, "config");
  if (field === undefined) return;
  throw new StakespaceError(`The report was made with another configuration: they differ in "${field}".`, {
    code: "NOT_REPRODUCED",
  });
}

/** What the auditor's own round folder gives, read at the same block; how the files are written does not matter. */
async function requireOwn(source: InputSource, folder: string, bundle: Bundle, { report }: ChainReport): Promise<void> {
  const own = await prepareReport({ ...source, config: bundle.config }, folder, bundle.block.number);
  const field = firstDifference({ ...own.report, evidence: report.evidence }, report, "report");
  if (field === undefined) return;
  const why = firstDifference(own.bundle, bundle) ?? field;
  throw new StakespaceError(`${folder} gives another report: they differ in "${field}", and first in "${why}".`, {
    code: "NOT_REPRODUCED",
  });
}

function finding(
  verdict: AuditVerdict,
  view: RoundView,
  about: Pick<Finding, "digest" | "evidence" | "bundle"> = { digest: null, evidence: null, bundle: null },
  why: Pick<Finding, "code" | "reason"> = { code: null, reason: null },
): Finding {
  return { verdict, round: view.round, ...about, ...why, vetoUntil: view.finalFrom, now: view.now };
}
