import { getBytes, hexlify, id, keccak256, Wallet } from "ethers";

import { encodePages, hashOf, type ReportedScores } from "#twin";
import { oracle } from "./interfaces.js";
import type { ChainNode } from "./node.js";

const WALLETS = ["1", "2", "3"].map((name) => new Wallet(id(`reporter ${name}`)));

/** How many of them sign. */
export const QUORUM = 2;

/** The reporters' addresses. */
export const REPORTERS = WALLETS.map(({ address }) => address);

/** The oracle's reporters, who sign whatever they are asked to. */
export class Reporters {
  private readonly node: ChainNode;
  private readonly oracle: string;
  private reports = 0;

  constructor(node: ChainNode, oracleAddress: string) {
    this.node = node;
    this.oracle = oracleAddress;
  }

  /** The call that proposes these scores, its pages posted from an account and itself signed. */
  async proposal(scores: ReportedScores, from: string, now: number): Promise<string> {
    const pages = encodePages(scores.records);
    const addresses: string[] = [];
    for (const page of pages) {
      addresses.push(await this.ask("pageAddress", [page]));
      await this.node.mustSend({ from, to: this.oracle, data: oracle.encodeFunctionData("addPage", [page]) }, now);
    }
    this.reports += 1;
    const report = {
      round: scores.round,
      sheetHash: hexlify(hashOf(pages, (bytes) => getBytes(keccak256(bytes)))),
      modelCount: scores.records.length,
      payoutFactor: scores.payoutFactor,
      maxScore: scores.maxScore,
      evidence: id(`evidence ${this.reports}`),
    };
    const signatures = signaturesOf(await this.ask("digestOf", [report]));
    return oracle.encodeFunctionData("propose", [report, addresses, signatures]);
  }

  /** The call that ends the recess of a round. */
  async resumption(round: number): Promise<string> {
    const signatures = signaturesOf(await this.ask("resumeDigestOf", [round]));
    return oracle.encodeFunctionData("resume", [round, signatures]);
  }

  /** A getter of the oracle with one answer. */
  private async ask(getter: "digestOf" | "resumeDigestOf" | "pageAddress", args: readonly unknown[]): Promise<string> {
    const answer = await this.node.call(this.oracle, oracle.encodeFunctionData(getter, args));
    return String(oracle.decodeFunctionResult(getter, answer)[0]);
  }
}

function signaturesOf(digest: string): string[] {
  return WALLETS.slice(0, QUORUM).map((wallet) => wallet.signingKey.sign(digest).serialized);
}
