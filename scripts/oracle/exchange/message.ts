import { isAddress, type Signer, TypedDataEncoder, verifyTypedData } from "ethers";
import { z } from "zod";

import { schemaWords } from "#lib";
import {
  asContractReads,
  type MadeAt,
  REPORT_TYPES,
  reportDomain,
  SEAL_TYPES,
  signerOfMadeAt,
  signMadeAt,
  signReport,
  type SigningDomain,
} from "../sign.js";

const hash = z.string().regex(/^0x[0-9a-f]{64}$/, "expected 32 bytes as hexadecimal digits");
/** As the contract keeps them: anything larger is no message at all. */
const whole = (bits: number) =>
  z
    .number()
    .int()
    .min(0)
    .max(2 ** bits - 1);
const count = whole(32);
const signature = z
  .string()
  .regex(/^0x[0-9a-f]{130}$/, "expected 65 bytes as hexadecimal digits")
  .transform(asContractReads);
const signed = { signer: z.string().refine(isAddress, "expected an address"), signature };

const sealMessage = z.strictObject({
  kind: z.literal("seal"),
  seal: z.strictObject({ round: count, root: hash, sequence: count }),
  ...signed,
});

const reportMessage = z.strictObject({
  kind: z.literal("report"),
  report: z.strictObject({
    round: count,
    sheetHash: hash,
    modelCount: count,
    payoutFactor: z
      .string()
      .regex(/^\d{1,20}$/, "expected decimal digits")
      .transform(BigInt)
      .refine((value) => value < 2n ** 64n, "expected 64 bits"),
    maxScore: whole(16),
    predictionsRoot: hash,
    evidence: hash,
  }),
  /** Where its signer read the chain: whoever wants to sign the same has to read it there, too. */
  block: z.strictObject({ number: count, hash }),
  /** Over report and block: the report's own says nothing of the block, and whoever passes it on could name another. */
  blockSignature: signature,
  ...signed,
});

const schema = z.discriminatedUnion("kind", [sealMessage, reportMessage]);

/** A reporter's signature over a seal. */
export type SealMessage = z.output<typeof sealMessage>;
/** A reporter's signature over a report, and the block it was made at. */
export type ReportMessage = z.output<typeof reportMessage>;
/** What reporters exchange: each is whole in itself and proves who it is of. */
export type SignedMessage = SealMessage | ReportMessage;

/** A message from its text, or why it is none. */
export function parseMessage(text: string): SignedMessage | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return "it is not JSON";
  }
  const parsed = schema.safeParse(json, { errorMap: schemaWords });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  return `field "${issue.path.join(".")}": ${issue.message}`;
}

/** The round a message is about. */
export function roundOf(message: SignedMessage): number {
  return message.kind === "seal" ? message.seal.round : message.report.round;
}

/** What was signed, as the contract computes it. */
export function messageDigest(message: SignedMessage, domain: SigningDomain): string {
  return message.kind === "seal"
    ? TypedDataEncoder.hash(reportDomain(domain), SEAL_TYPES, message.seal)
    : TypedDataEncoder.hash(reportDomain(domain), REPORT_TYPES, message.report);
}

/** Whom a message may be of, and of what. */
export interface Admission {
  readonly domain: SigningDomain;
  readonly round: number;
  /** In force. */
  readonly reporters: readonly string[];
}

/** Why a message counts for nothing; undefined where it counts. */
export function objectionTo(message: SignedMessage, { domain, round, reporters }: Admission): string | undefined {
  if (roundOf(message) !== round) return `it is about round ${roundOf(message)}, round ${round} is open`;
  if (!reporters.includes(message.signer)) return `${message.signer} is no reporter of round ${round}`;
  if (signerOfMessage(message, domain) !== message.signer) {
    return `its signature is not one of ${message.signer} on this chain`;
  }
  if (message.kind === "seal" || signerOfBlock(message, domain) === message.signer) return undefined;
  return `its block is not one that ${message.signer} named`;
}

/** A reporter's report for the others: signed for the contract, and with the block for them. */
export async function signedReport(
  { address, signer }: { readonly address: string; readonly signer: Pick<Signer, "signTypedData"> },
  domain: SigningDomain,
  made: Pick<ReportMessage, "report" | "block">,
): Promise<ReportMessage> {
  const reportSignature = await signReport(signer, domain, made.report);
  const blockSignature = await signMadeAt(signer, domain, madeAt(made, domain));
  return { kind: "report", ...made, signer: address, signature: reportSignature, blockSignature };
}

/** Where a report was made, for its signer to sign. */
function madeAt({ report, block }: Pick<ReportMessage, "report" | "block">, domain: SigningDomain): MadeAt {
  const digest = TypedDataEncoder.hash(reportDomain(domain), REPORT_TYPES, report);
  return { report: digest, block: block.number, blockHash: block.hash };
}

function signerOfBlock(message: ReportMessage, domain: SigningDomain): string | undefined {
  return signerOfMadeAt(message.blockSignature, domain, madeAt(message, domain));
}

function signerOfMessage(message: SignedMessage, domain: SigningDomain): string | undefined {
  try {
    return message.kind === "seal"
      ? verifyTypedData(reportDomain(domain), SEAL_TYPES, message.seal, message.signature)
      : verifyTypedData(reportDomain(domain), REPORT_TYPES, message.report, message.signature);
  } catch {
    return undefined;
  }
}
