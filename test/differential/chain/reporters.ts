import { getBytes, hexlify, id, keccak256, Wallet } from "ethers";

import { encodePages, hashOf, type SignedReport } from "#twin";
import { oracle } from "./interfaces.js";
import type { ChainNode } from "./node.js";

const WALLETS = ["1", "2", "3"].map((name) => new Wallet(id(`reporter ${name}`)));

type Getter = "digestOf" | "resumeDigestOf" | "sealDigestOf" | "nextSealSequence" | "pageAddress";

/** How many of them sign. */
export const QUORUM = 2;

/** The reporters' addresses. */
export const REPORTERS = WALLETS.map(({ address }) => address);

/** The oracle's reporters, who sign whatever they are asked to. */
export class Reporters {
  private readonly node: ChainNode;
  private readonly oracle: string;
  /** What the contract calls a report by what the twin calls it, and the other way round. */
  private readonly names = new Map<string, string>();

  constructor(node: ChainNode, oracleAddress: string) {
    this.node = node;
    this.oracle = oracleAddress;
  }

  /** The call that proposes these scores, its pages posted from an account and itself signed. */
  async proposal(scores: SignedReport, from: string, now: number): Promise<string> {
    const pages = encodePages(scores.records);
    const addresses: string[] = [];
    for (const page of pages) {
      addresses.push(await this.ask("pageAddress", [page]));
      await this.node.mustSend({ from, to: this.oracle, data: oracle.encodeFunctionData("addPage", [page]) }, now);
    }
    const report = {
      round: scores.round,
      sheetHash: hexlify(hashOf(pages, (bytes) => getBytes(keccak256(bytes)))),
      modelCount: scores.records.length,
      payoutFactor: scores.payoutFactor,
      maxScore: scores.maxScore,
      predictionsRoot: scores.predictionsRoot,
      // The twin names a report by a digest of its own.
      evidence: scores.digest,
    };
    const digest = await this.ask("digestOf", [report]);
    this.names.set(scores.digest, digest).set(digest, scores.digest);
    const signatures = signaturesOf(digest);
    return oracle.encodeFunctionData("propose", [report, addresses, signatures]);
  }

  /** The digest of a report by what the twin calls it, or the other way round; what is no report's stays as it is. */
  otherNameOf(digest: string): string {
    return this.names.get(digest) ?? digest;
  }

  /** The call that seals the submissions of a round. */
  async sealing(round: number, root: string): Promise<string> {
    const digest = await this.ask("sealDigestOf", [round, root, await this.ask("nextSealSequence", [])]);
    return oracle.encodeFunctionData("seal", [round, root, signaturesOf(digest)]);
  }

  /** The call that ends the recess of a round. */
  async resumption(round: number): Promise<string> {
    const signatures = signaturesOf(await this.ask("resumeDigestOf", [round]));
    return oracle.encodeFunctionData("resume", [round, signatures]);
  }

  /** A getter of the oracle with one answer. */
  private async ask(getter: Getter, args: readonly unknown[]): Promise<string> {
    const answer = await this.node.call(this.oracle, oracle.encodeFunctionData(getter, args));
    return String(oracle.decodeFunctionResult(getter, answer)[0]);
  }
}

function signaturesOf(digest: string): string[] {
  return WALLETS.slice(0, QUORUM).map((wallet) => wallet.signingKey.sign(digest).serialized);
}
