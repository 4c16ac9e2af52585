import { ZeroHash } from "ethers";

import { formatTime } from "#lib";
import { bundleFolder, writeBundleFolder } from "../../bundleFolder.js";
import { submitReport } from "../../submit.js";
import { type Agreed, agreeOn } from "../agree.js";
import { inTurn } from "../inTurn.js";
import { talkOf } from "../log.js";
import { NOTHING, type StepResult, waiting, waitingUntil } from "../result.js";
import type { Look, Watch, WatchStep } from "../watch.js";

/** Makes the report of a round that has been live, has it signed by enough others, and proposes it. */
export const reportStep: WatchStep = {
  name: "report",
  async run(watch, look) {
    const { phase, round, reportFrom, paused } = look.latest.view;
    if (phase !== "Live" && phase !== "Reporting") return NOTHING;
    const { oracle } = watch.source.deployment.contracts;
    if ((await oracle.sealOf(round)) === ZeroHash) {
      return waitingUntil(
        look.latest.view.reportBy,
        `Round ${round} was not sealed before its lock: it can only expire`,
      );
    }
    if (phase === "Live")
      return waitingUntil(reportFrom, `Round ${round} is live; a report may come from ${formatTime(reportFrom)}`);
    if (paused) return waiting("Reports are paused");
    const folder = await watch.folders.of(round);
    if (folder === undefined) return waiting(`${watch.folders.where} has no folder of round ${round} yet`);
    const agreed = await agreeOn(watch, look, folder);
    return "kind" in agreed ? agreed : submitAgreed(watch, look, agreed);
  },
};

/** Proposes a report that enough have signed. */
async function submitAgreed(watch: Watch, look: Look, { prepared, proposal }: Agreed): Promise<StepResult> {
  const { round } = prepared.report;
  const signatures = [...proposal.signatures]
    .filter(([signer]) => look.reporters.includes(signer))
    .map(([, signature]) => signature)
    .slice(0, look.quorum);
  if (signatures.length < look.quorum) {
    return waiting(`The report of round ${round} has ${signatures.length} of the ${look.quorum} signatures it needs`);
  }
  const vetoed = await vetoedBefore(watch, prepared.report.round);
  if (vetoed !== undefined && !watch.rules.again && isSameSheet(vetoed, prepared.report)) {
    return waiting(
      `The guardian vetoed this sheet of round ${round}: find out why; to propose it again all the same, start with --again`,
    );
  }
  return inTurn(watch, look, `Propose the report of round ${round}`, async (sender) => {
    const { deployment } = watch.source;
    const kept = bundleFolder(watch.bundles, round);
    const aside = await writeBundleFolder(kept, prepared, signatures);
    if (aside !== undefined) watch.log.info(`${kept} held another bundle, which is now in ${aside}.`, { round });
    return submitReport(deployment, sender, prepared, signatures, talkOf(watch.log, { step: "report", round }));
  });
}

type Sheet = Pick<Agreed["prepared"]["report"], "sheetHash" | "payoutFactor" | "maxScore">;

/** The report of the round that the guardian vetoed last. */
async function vetoedBefore({ source }: Watch, round: number): Promise<Sheet | undefined> {
  const { oracle } = source.deployment.contracts;
  const digest = await oracle.proposedDigest(round);
  if (digest === ZeroHash || !(await oracle.isVetoed(digest))) return undefined;
  return source.history.reportOf(digest)?.report;
}

function isSameSheet(one: Sheet, other: Sheet): boolean {
  return (
    one.sheetHash === other.sheetHash && one.payoutFactor === other.payoutFactor && one.maxScore === other.maxScore
  );
}
