import { type Signer, type TypedDataDomain, type TypedDataField, verifyTypedData } from "ethers";

import type { Report } from "#chain";
import type { Bundle } from "./bundle.js";

/** The EIP-712 type of a report, as the contract has it. */
export const REPORT_TYPES: Record<string, TypedDataField[]> = {
  Report: [
    { name: "round", type: "uint32" },
    { name: "sheetHash", type: "bytes32" },
    { name: "modelCount", type: "uint32" },
    { name: "payoutFactor", type: "uint64" },
    { name: "maxScore", type: "uint16" },
    { name: "predictionsRoot", type: "bytes32" },
    { name: "evidence", type: "bytes32" },
  ],
};

/** What reporters sign to seal a round. */
export interface Seal {
  readonly round: number;
  readonly root: string;
  /** Counts the seals of the round, from 1: none can be used again to undo a later one. */
  readonly sequence: number;
}

/** The EIP-712 type of a seal, as the contract has it. */
export const SEAL_TYPES: Record<string, TypedDataField[]> = {
  Seal: [
    { name: "round", type: "uint32" },
    { name: "root", type: "bytes32" },
    { name: "sequence", type: "uint32" },
  ],
};

/** The chain and the oracle contract that a signature is for. */
export type SigningDomain = Pick<Bundle, "chainId" | "oracle">;

/** The EIP-712 domain: a signature counts on one chain and for one oracle contract only. */
export function reportDomain({ chainId, oracle }: SigningDomain): TypedDataDomain {
  return { name: "Stakespace", version: "1", chainId, verifyingContract: oracle };
}

/**
 * A reporter's signature over a report, 65 bytes.
 *
 * @example
 * import { signReport } from "#oracle";
 * import { id, Wallet } from "ethers";
 *
 * const reporter = new Wallet(id("reporter"));
 * const oracle = "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512";
 * const report = {
 *   round: 1,
 *   sheetHash: id("sheet"),
 *   modelCount: 2,
 *   payoutFactor: 10n ** 18n,
 *   maxScore: 2_000,
 *   predictionsRoot: id("submissions"),
 *   evidence: id("bundle"),
 * };
 * const signature = await signReport(reporter, { chainId: 31_337, oracle }, report); // 65 bytes
 */
export function signReport(
  signer: Pick<Signer, "signTypedData">,
  domain: SigningDomain,
  report: Report,
): Promise<string> {
  return signer.signTypedData(reportDomain(domain), REPORT_TYPES, report);
}

/** A reporter's signature over a seal, 65 bytes. */
export function signSeal(signer: Pick<Signer, "signTypedData">, domain: SigningDomain, seal: Seal): Promise<string> {
  return signer.signTypedData(reportDomain(domain), SEAL_TYPES, seal);
}

/** Whose signature over a report it is; undefined when it cannot be read. */
export function signerOf(signature: string, domain: SigningDomain, report: Report): string | undefined {
  try {
    return verifyTypedData(reportDomain(domain), REPORT_TYPES, report, signature);
  } catch {
    return undefined;
  }
}
