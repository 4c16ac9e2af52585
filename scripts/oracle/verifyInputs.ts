import { readMoment } from "#chain";
import { StakespaceError } from "#lib";
import { type Bundle, firstDifference } from "./bundle.js";
import { type InputSource, readChainInputs } from "./inputs.js";
import { requireSameProgram } from "./sameProgram.js";

/**
 * Reads a bundle's inputs again, from the chain as it was after the bundle's block, and compares every field: stakes, accounts,
 * weights, records, the sealed root, what the treasury had. Needs a node that still has that block's state.
 *
 * @param source The configuration is the bundle's, whatever it says here.
 * @throws {StakespaceError} `OTHER_PROGRAM`; `NOT_REPRODUCED`, naming the field; `BLOCK_MISSING` when the node has another block or none.
 *
 * @example
 * import { ChainHistory, loadDeployment } from "#chain";
 * import { DEFAULT_ORACLE_CONFIG, readBundle, verifyInputs } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const source = { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG };
 * await verifyInputs(source, await readBundle("build/bundles/chain-31337-0x…/round-0001"));
 */
export async function verifyInputs(source: InputSource, bundle: Bundle): Promise<void> {
  await requireSameProgram(bundle);
  const moment = await readMoment(source.deployment, bundle.block.number);
  if (moment.block.hash !== bundle.block.hash) {
    throw new StakespaceError(
      `Block ${bundle.block.number} is ${moment.block.hash} on this chain, the bundle was made at ${bundle.block.hash}.`,
      { code: "BLOCK_MISSING", hint: "The chain was reorganised, or it is another one." },
    );
  }
  const inputs = await readChainInputs({ ...source, config: bundle.config }, moment);
  const { program, files, refused } = bundle;
  const field = firstDifference({ ...inputs, program, files, refused }, bundle);
  if (field === undefined) return;
  throw new StakespaceError(`The bundle says of "${field}" what the chain does not.`, {
    code: "NOT_REPRODUCED",
    hint: "The report is not what the chain gives. The guardian can veto it inside the challenge period.",
  });
}

/**
 * Compares inputs, as far as the node can: one that keeps no old state says nothing against them.
 *
 * @returns `STATE_PRUNED` where the node does not keep the state that is asked for; undefined where the comparison was made.
 * @throws What the comparison throws.
 *
 * @example
 * import { prunedState } from "#oracle";
 *
 * await prunedState(() => Promise.resolve()); // => undefined
 */
export async function prunedState(compare: () => Promise<void>): Promise<StakespaceError | undefined> {
  try {
    await compare();
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || !PRUNED.test(error.message)) throw error;
    return new StakespaceError(
      "The node does not keep the state of the bundle's block, so its inputs were not compared.",
      {
        code: "STATE_PRUNED",
        hint: "Ask an archive node.",
        cause: error,
      },
    );
  }
}

/** How nodes say that they keep no state that old. */
const PRUNED = /missing trie node|state .*(not available|pruned)|pruned|archive/i;
