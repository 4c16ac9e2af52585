import { hexlify, type Signer } from "ethers";

import { type Deployment, send, type Sent, SILENT, type Talk } from "#chain";
import { StakespaceError, formatNumber } from "#lib";
import type { ReportAndPages } from "./report.js";

/**
 * Posts the pages of a sheet that are not on the chain yet and proposes the report.
 *
 * @param talk Told about each transaction.
 * @throws {StakespaceError} `MODEL_NOT_COVERED` before anything is posted, or what the contract refuses.
 */
export async function submitReport(
  deployment: Deployment,
  signer: Signer,
  { report, pages }: ReportAndPages,
  signatures: readonly string[],
  talk: Talk = SILENT,
): Promise<Sent[]> {
  await requireCovered(deployment, report.modelCount);
  const { oracle } = deployment.as(signer);
  const sent: Sent[] = [];
  const addresses: string[] = [];
  for (const [index, page] of pages.entries()) {
    const address = await oracle.pageAddress(page);
    addresses.push(address);
    if (await oracle.isPage(address)) continue;
    sent.push(await send(`Page ${index + 1} of ${pages.length}`, () => oracle.addPage(hexlify(page)), talk));
  }
  const propose = () => oracle.propose(report, addresses, [...signatures]);
  sent.push(await send(`Propose the report of round ${report.round}`, propose, talk));
  return sent;
}

/** A sheet has a record of every model that was registered before the lock, or it is not one of this deployment. */
async function requireCovered({ contracts }: Deployment, modelCount: number): Promise<void> {
  const registered = Number(await contracts.registry.modelCountAtLock());
  if (modelCount > 0 && modelCount <= registered) return;
  throw new StakespaceError(
    modelCount === 0
      ? "No model is registered, so there is nothing to report."
      : `The sheet covers ${formatNumber(modelCount, "model")}, ${registered} ${registered === 1 ? "was" : "were"} registered before the lock.`,
    { code: "MODEL_NOT_COVERED", hint: "Make the report again; nothing was posted." },
  );
}
