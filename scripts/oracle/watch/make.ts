import { type Moment, readMoment } from "#chain";
import { StakespaceError } from "#lib";
import type { InputSource } from "../inputs.js";
import { prepareReport, type PreparedReport } from "../prepare.js";
import { asProblem } from "./problem.js";
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
  const { block: found, view } = await momentAt(source, block.number);
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

/** A node that is gone, or of another chain, says nothing of the block it was asked for. */
const OF_THE_NODE: ReadonlySet<string> = new Set(["NODE_UNREACHABLE", "WRONG_CHAIN"]);

/**
 * The round as it stood after a block that somebody else names: any block, from before the deployment or so old that the node has
 * forgotten its state. What a node then says is worded in many ways, and must not keep the watch from other reports.
 */
async function momentAt({ deployment }: InputSource, number: number): Promise<Moment> {
  try {
    return await readMoment(deployment, number);
  } catch (thrown) {
    const error = asProblem(thrown);
    if (OF_THE_NODE.has(error.code ?? "")) throw error;
    throw new StakespaceError(`Block ${number} cannot be read here: ${error.message}`, {
      code: "BLOCK_MISSING",
      hint: "It is from before the deployment, or the node keeps no state that old.",
      cause: error,
    });
  }
}
