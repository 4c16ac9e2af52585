import { readAccounts } from "#chain";
import { messageOf, StakespaceError } from "#lib";
import { bundleText, parseBundle } from "../bundle.js";
import { messageDigest, signedReport } from "../exchange/message.js";
import { requirePayoutFactor } from "../payoutSafety.js";
import type { PreparedReport } from "../prepare.js";
import { differences } from "./differences.js";
import { makeAt } from "./make.js";
import { type Proposal, proposalsOf } from "./proposals.js";
import { type StepWait, waiting, waitingFor } from "./result.js";
import { submittingOrder } from "./turns.js";
import type { Look, ReporterKey, Watch } from "./watch.js";

/** A report that comes out here, too, with everybody's signatures. */
export interface Agreed {
  readonly prepared: PreparedReport;
  readonly proposal: Proposal;
}

/**
 * Signs the report that most have signed, if it comes out here, too; and says field by field why not, where it does not. Where
 * nobody has signed one that comes out here, it signs its own: others will look at that.
 */
export async function agreeOn(watch: Watch, look: Look, folder: string): Promise<Agreed | StepWait> {
  await watch.exchange.sync();
  const { oracle } = watch.source.deployment.contracts;
  const here = watch.keys.filter(({ address }) => look.reporters.includes(address));
  for (const proposal of proposalsOf(await watch.exchange.messages())) {
    // Who names a block of the far future must not keep everybody waiting.
    if (proposal.block.number > look.safeBlock || (await oracle.isVetoed(proposal.digest))) continue;
    const prepared = await reproduced(watch, folder, proposal);
    if (prepared === undefined) continue;
    await signAll(watch, here, proposal.signatures, prepared);
    return current(watch, prepared, proposal.digest);
  }
  if (here.length === 0)
    return waiting(`Nobody has signed a report of round ${look.latest.view.round} that comes out here`);
  return propose(watch, look, here, folder);
}

/** The report of a proposal, made here; undefined, and why, where another one comes out. */
async function reproduced(watch: Watch, folder: string, proposal: Proposal): Promise<PreparedReport | undefined> {
  try {
    const own = await makeAt(watch, folder, proposal.block);
    if (differences(own.report, proposal.report).length > 0) await sayOther(watch, own, proposal);
    else {
      const low = payoutTooLow(watch, own);
      if (low === undefined) return own;
      watch.calm.say("warn", proposal.digest, `Not signed, though it is right: ${low}`, { step: "report" });
    }
  } catch (error) {
    if (!(error instanceof StakespaceError) || !JUDGED.has(error.code ?? "")) throw error;
    sayWhy(watch, proposal, messageOf(error));
  }
  return undefined;
}

/** Why a report's payout factor is nothing to go on with unasked; undefined where it is. */
function payoutTooLow({ rules }: Watch, prepared: PreparedReport): string | undefined {
  try {
    requirePayoutFactor(prepared, rules.minPayoutFactor);
    return undefined;
  } catch (error) {
    if (error instanceof StakespaceError && error.code === "PAYOUT_FACTOR_LOW") return error.message;
    throw error;
  }
}

/** Says, once, in which fields of report and bundle a proposal is not what comes out here. */
async function sayOther(watch: Watch, own: PreparedReport, proposal: Proposal): Promise<void> {
  const text = await watch.exchange.content(proposal.report.evidence);
  let fields: string[] = [];
  try {
    if (text !== undefined) fields = differences(own.bundle, parseBundle(text, "the other bundle"), "bundle");
  } catch (error) {
    if (!(error instanceof StakespaceError)) throw error;
    fields = [error.message];
  }
  sayWhy(watch, proposal, [...fields, ...differences(own.report, proposal.report)].join("; "));
}

function sayWhy({ calm }: Watch, { digest, report: { round }, signatures }: Proposal, why: string): void {
  const signers = [...signatures.keys()].join(" and ");
  const line = `Not signed: the report that ${signers} signed does not come out here: ${why.replace(/\.$/, "")}.`;
  calm.say("warn", digest, line, { step: "report", round, digest, signers });
}

/** What says something about the other report, and nothing about this program's own state. */
const JUDGED: ReadonlySet<string> = new Set(["BLOCK_MISSING", "TOO_EARLY", "NOT_SETTLED"]);

/** Signs what comes out here at the newest block that stays, when it is this reporter's turn to begin. */
async function propose(
  watch: Watch,
  look: Look,
  here: readonly ReporterKey[],
  folder: string,
): Promise<Agreed | StepWait> {
  const { round } = look.latest.view;
  const { treasury } = await readAccounts(watch.source.deployment, look.safeBlock);
  const { poor } = watch.memo;
  if (poor?.round === round && poor.treasury === treasury) return waiting(poor.why);
  const order = submittingOrder(round, look.reporters);
  const place = Math.min(...here.map(({ address }) => order.indexOf(address)));
  const left = watch.turns.left(`Sign a report of round ${round}`, place);
  if (left > 0) return waitingFor(left, `Another reporter is first to sign a report of round ${round}`);
  let prepared: PreparedReport;
  try {
    prepared = await makeAt(watch, folder, { number: look.safeBlock });
  } catch (error) {
    const code = error instanceof StakespaceError ? error.code : undefined;
    if (code === "TOO_EARLY") return waitingFor(SOON, `The first block of the report window is not final yet`);
    if (code === "NOT_SETTLED") return waitingFor(SOON, `The settlements before round ${round} are not final yet`);
    throw error;
  }
  const low = payoutTooLow(watch, prepared);
  if (low !== undefined) {
    watch.memo.poor = { round, treasury, why: low };
    return waiting(low);
  }
  const digest = await signAll(watch, here, new Map(), prepared);
  return current(watch, prepared, digest);
}

const SOON = 1_000;

/** Signs with every key that has not, and publishes. */
async function signAll(
  { exchange, log }: Watch,
  here: readonly ReporterKey[],
  signed: ReadonlyMap<string, string>,
  { report, bundle }: PreparedReport,
): Promise<string> {
  let digest = "";
  for (const key of here) {
    const { address } = key;
    if (signed.has(address)) continue;
    const message = await signedReport(key, exchange.domain, { report, block: bundle.block });
    digest = messageDigest(message, exchange.domain);
    await exchange.publish(message, [report.evidence, bundleText(bundle)]);
    const line = `${address} signs the report of round ${report.round} made at block ${bundle.block.number}: evidence ${report.evidence}.`;
    log.info(line, { step: "report", round: report.round, digest, signer: address });
  }
  return digest;
}

/** What was agreed on, with the signatures there are now; what others have signed instead is compared with it. */
async function current(watch: Watch, prepared: PreparedReport, digest: string): Promise<Agreed> {
  const proposals = proposalsOf(await watch.exchange.messages());
  for (const other of proposals) {
    // The same made at another block is right as well.
    const atSameBlock = other.block.hash === prepared.bundle.block.hash;
    if (other.digest !== digest && atSameBlock) await sayOther(watch, prepared, other);
  }
  return { prepared, proposal: proposals.find((each) => each.digest === digest)! };
}
