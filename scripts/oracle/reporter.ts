import type { Signer } from "ethers";

import { messageOf, StakespaceError } from "#lib";
import { firstDifference } from "./bundle.js";
import type { PreparedReport } from "./prepare.js";
import { signReport } from "./sign.js";

/** Somebody who may sign a report, and does so only after making it himself. */
export interface Reporter {
  readonly address: string;
  /** @throws {StakespaceError} `NOT_REPRODUCED`, with what came out differently. */
  sign(proposal: PreparedReport): Promise<string>;
}

/** A signature, or why there is none. */
export interface Signatures {
  readonly signatures: readonly string[];
  readonly refusals: readonly string[];
}

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

/**
 * Asks reporters one after the other until enough have signed. One who refuses or fails does not keep the others from
 * signing.
 */
export async function collectSignatures(
  proposal: PreparedReport,
  reporters: readonly Reporter[],
  quorum: number,
): Promise<Signatures> {
  const signatures: string[] = [];
  const refusals: string[] = [];
  for (const reporter of reporters) {
    if (signatures.length >= quorum) break;
    try {
      signatures.push(await reporter.sign(proposal));
    } catch (error) {
      if (!(error instanceof StakespaceError)) throw error;
      refusals.push(`${reporter.address}: ${messageOf(error)}`);
    }
  }
  return { signatures, refusals };
}

/**
 * Refuses to post a report that the contract would refuse for want of signatures.
 *
 * @throws {StakespaceError} `SIGNATURES_MISSING`, with the reasons of those who did not sign.
 */
export function requireQuorum({ signatures, refusals }: Signatures, quorum: number): void {
  if (signatures.length >= quorum) return;
  const why = refusals.length === 0 ? "" : ` Refused: ${refusals.join("; ")}`;
  throw new StakespaceError(
    `The report has ${signatures.length} of the ${quorum} signatures it needs; nothing was posted.${why}`,
    { code: "SIGNATURES_MISSING", hint: "Ask more reporters, or find out why they refuse." },
  );
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
