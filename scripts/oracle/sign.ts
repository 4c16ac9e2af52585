import { Signature, type Signer, type TypedDataDomain, type TypedDataField, verifyTypedData } from "ethers";

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

/** Where a reporter read the chain, as the others are told: on the chain it is only in the hash of the bundle. */
export interface MadeAt {
  /** The digest of the report. */
  readonly report: string;
  readonly block: number;
  readonly blockHash: string;
}

/** The EIP-712 type of what reporters tell each other besides the report. */
const MADE_AT_TYPES: Record<string, TypedDataField[]> = {
  MadeAt: [
    { name: "report", type: "bytes32" },
    { name: "block", type: "uint32" },
    { name: "blockHash", type: "bytes32" },
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
export async function signReport(
  signer: Pick<Signer, "signTypedData">,
  domain: SigningDomain,
  report: Report,
): Promise<string> {
  return asContractReads(await signer.signTypedData(reportDomain(domain), REPORT_TYPES, report));
}

/** A reporter's signature over a seal, 65 bytes. */
export async function signSeal(
  signer: Pick<Signer, "signTypedData">,
  domain: SigningDomain,
  seal: Seal,
): Promise<string> {
  return asContractReads(await signer.signTypedData(reportDomain(domain), SEAL_TYPES, seal));
}

/** A reporter's signature over where a report was made, 65 bytes. */
export async function signMadeAt(
  signer: Pick<Signer, "signTypedData">,
  domain: SigningDomain,
  made: MadeAt,
): Promise<string> {
  return asContractReads(await signer.signTypedData(reportDomain(domain), MADE_AT_TYPES, made));
}

/** Whose signature over where a report was made it is; undefined when it cannot be read. */
export function signerOfMadeAt(signature: string, domain: SigningDomain, made: MadeAt): string | undefined {
  try {
    return verifyTypedData(reportDomain(domain), MADE_AT_TYPES, made, signature);
  } catch {
    return undefined;
  }
}

/** The one way in which the contract reads a signature; the last byte has others, which are as good everywhere else. */
export function asContractReads(signature: string): string {
  try {
    return Signature.from(signature).serialized;
  } catch {
    // Nobody's: that is said where it is looked whose it is.
    return signature;
  }
}

/** Whose signature over a report it is; undefined when it cannot be read. */
export function signerOf(signature: string, domain: SigningDomain, report: Report): string | undefined {
  try {
    return verifyTypedData(reportDomain(domain), REPORT_TYPES, report, signature);
  } catch {
    return undefined;
  }
}
