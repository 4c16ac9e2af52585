import type { Signer } from "ethers";

import { StakespaceError } from "#lib";
import { firstDifference } from "./bundle.js";
import type { Cosigner } from "./cosigners.js";
import type { PreparedReport } from "./prepare.js";
import { signReport } from "./sign.js";

/** Somebody who may sign a report, and does so only after making it himself: `NOT_REPRODUCED` says what came out differently. */
export type Reporter = Cosigner<PreparedReport>;

/**
 * A reporter who recomputes a report from the chain and his own round folder and signs what he got, if it is the same.
 *
 * @param reproduce Makes the report, reading the chain as it was after the proposal's block.
 *
 * @example
 * import { ChainHistory, loadDeployment, signerFor } from "#chain";
 * import { DEFAULT_ORACLE_CONFIG, makeReporter, prepareReport } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const source = { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG };
 * const signer = await signerFor(connection, "1");
 * const own = "docs/example/round-01"; // every reporter has his own copy of the round
 * const reporter = makeReporter(signer, signer.address, (block) => prepareReport(source, own, block));
 */
export function makeReporter(
  signer: Pick<Signer, "signTypedData">,
  address: string,
  reproduce: (block: number) => Promise<PreparedReport>,
): Reporter {
  return {
    address,
    async sign(proposal) {
      const own = await reproduce(proposal.bundle.block.number);
      requireSame(address, own, proposal);
      return signReport(signer, own.bundle, own.report);
    },
  };
}

function requireSame(address: string, own: PreparedReport, proposal: PreparedReport): void {
  const place =
    firstDifference(own.bundle, proposal.bundle) ?? firstDifference(own.records, proposal.records, "sheet") ?? null;
  const field = place ?? firstDifference(own.report, proposal.report, "report");
  if (field === undefined) return;
  throw new StakespaceError(`${address} gets another report than the one proposed: they differ in "${field}".`, {
    code: "NOT_REPRODUCED",
    hint: "Compare round folders, configuration and program versions; sign nothing you cannot reproduce.",
  });
}
