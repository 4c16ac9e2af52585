import { readMoment } from "#chain";
import { StakespaceError } from "#lib";
import { type Bundle, firstDifference } from "./bundle.js";
import { type InputSource, readChainInputs } from "./inputs.js";

/**
 * Reads a bundle's inputs again, from the chain as it was after the bundle's block, and compares every field: stakes, accounts,
 * weights, records, the sealed root, what the treasury had. Needs a node that still has that block's state.
 *
 * @param source The configuration is the bundle's, whatever it says here.
 * @throws {StakespaceError} `NOT_REPRODUCED`, naming the field; `BLOCK_MISSING` when the node has another block or none.
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
  const moment = await readMoment(source.deployment, bundle.block.number);
  if (moment.block.hash !== bundle.block.hash) {
    throw new StakespaceError(
      `Block ${bundle.block.number} is ${moment.block.hash} on this chain, the bundle was made at ${bundle.block.hash}.`,
      { code: "BLOCK_MISSING", hint: "The chain was reorganised, or it is another one." },
    );
  }
  const inputs = await readChainInputs({ ...source, config: bundle.config }, moment);
  const field = firstDifference({ ...inputs, files: bundle.files, refused: bundle.refused }, bundle);
  if (field === undefined) return;
  throw new StakespaceError(`The bundle says of "${field}" what the chain does not.`, {
    code: "NOT_REPRODUCED",
    hint: "The report is not what the chain gives. The guardian can veto it inside the challenge period.",
  });
}
