import { hexlify, type Signer } from "ethers";

import { send, type Sent, type Stakespace } from "#chain";
import { StakespaceError, formatNumber } from "#lib";
import type { TextSink } from "#cli";
import type { ReportAndPages } from "./report.js";

/**
 * Posts the pages of a sheet that are not on the chain yet and proposes the report.
 *
 * @param sink Where a line about each transaction goes; null for silence.
 * @throws {StakespaceError} `MODEL_NOT_COVERED` before anything is posted, or what the contract refuses.
 */
export async function submitReport(
  stakespace: Stakespace,
  signer: Signer,
  { report, pages }: ReportAndPages,
  signatures: readonly string[],
  sink: TextSink | null = process.stderr,
): Promise<Sent[]> {
  await requireCovered(stakespace, report.modelCount);
  const { oracle } = stakespace.as(signer);
  const sent: Sent[] = [];
  const addresses: string[] = [];
  for (const [index, page] of pages.entries()) {
    const address = await oracle.pageAddress(page);
    addresses.push(address);
    if (await oracle.isPage(address)) continue;
    sent.push(
      await send(stakespace, `Page ${index + 1} of ${pages.length}`, () => oracle.addPage(hexlify(page)), sink),
    );
  }
  const propose = () => oracle.propose(report, addresses, [...signatures]);
  sent.push(await send(stakespace, `Propose the report of round ${report.round}`, propose, sink));
  return sent;
}

/** A sheet has a record of every registered model, or it is not one of this deployment. */
async function requireCovered({ contracts }: Stakespace, modelCount: number): Promise<void> {
  const registered = Number(await contracts.registry.modelCount());
  if (modelCount > 0 && modelCount <= registered) return;
  throw new StakespaceError(
    modelCount === 0
      ? "No model is registered, so there is nothing to report."
      : `The sheet covers ${formatNumber(modelCount, "model")}, ${registered} ${registered === 1 ? "is" : "are"} registered.`,
    { code: "MODEL_NOT_COVERED", hint: "Make the report again; nothing was posted." },
  );
}
