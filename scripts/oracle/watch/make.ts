import { readMoment } from "#chain";
import { StakespaceError } from "#lib";
import { prepareReport, type PreparedReport } from "../prepare.js";
import type { Watch } from "./watch.js";

/** Reports that are kept: one is asked for at every look while signatures are collected. */
const KEPT = 4;

/**
 * Makes the report of the open round as the chain was after a block, or hands out the one made before.
 *
 * @throws {StakespaceError} `BLOCK_MISSING` where the chain has another block of this number; as `prepareReport`.
 */
export async function makeAt(
  { source, made }: Watch,
  folder: string,
  block: { readonly number: number; readonly hash?: string },
): Promise<PreparedReport> {
  const { block: found, view } = await readMoment(source.deployment, block.number);
  if (block.hash !== undefined && found.hash !== block.hash) {
    throw new StakespaceError(`Block ${block.number} is ${found.hash} on this chain, not ${block.hash}.`, {
      code: "BLOCK_MISSING",
      hint: "The chain was reorganised, or it is another one.",
    });
  }
  if (view.phase !== "Reporting") {
    throw new StakespaceError(`After block ${block.number} round ${view.round} could not be reported yet.`, {
      code: "TOO_EARLY",
      facts: { from: view.reportFrom },
    });
  }
  const key = `${found.hash} ${folder}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const prepared = await prepareReport(source, folder, block.number);
  made.set(key, prepared);
  for (const old of [...made.keys()].slice(0, -KEPT)) made.delete(old);
  return prepared;
}
