import { z } from "zod";

import { messageOf, StakespaceError } from "#lib";
import type { Deployment } from "../deployment.js";
import { type SignedSubmission, submissionDigest, voucherSignerOf } from "./message.js";
import { postJson, endpointRefusal } from "./post.js";
import { textWithin } from "./textWithin.js";

/** The most that is read of a voucher or a refusal, bytes. */
const MOST_OF_VOUCHER = 16 * 1024;

const voucherSchema = z.object({ voucher: z.string() });

/**
 * Has reporters ask the contract that owns a model whether a submission is its own, and gives the submission with their vouchers,
 * which any of them then takes.
 *
 * @param urls Of reporters, without the path: at least as many as a quorum has.
 * @param signature What the contract takes for its own.
 * @throws {StakespaceError} `VOUCHERS_MISSING`, with what the reporters said.
 *
 * @example
 * import { gatherVouchers, loadDeployment } from "#chain";
 * import hre from "hardhat";
 *
 * const deployment = await loadDeployment(await hre.network.getOrCreate("localhost"), { ignitionDir: hre.config.paths.ignition });
 * const submission = { round: 1, modelId: 1, time: 1_795_640_400, csv: "id,prediction\nS1,0.2\n", signature: "0x" };
 * const urls = ["https://reporter-1.example.com", "https://reporter-2.example.com"];
 * const { vouchers } = await gatherVouchers(deployment, urls, submission);
 */
export async function gatherVouchers(
  deployment: Deployment,
  urls: readonly string[],
  submission: SignedSubmission,
): Promise<SignedSubmission> {
  const { registry, oracle } = deployment.contracts;
  const [owner, reporters, quorum] = await Promise.all([
    registry.ownerOrZero(submission.modelId),
    oracle.reporters(),
    oracle.quorum(),
  ]);
  const vouchers = new Map<string, string>();
  const reasons: string[] = [];
  for (const url of urls) {
    try {
      const voucher = await voucherFrom(url, submission);
      const reporter = voucherSignerOf(deployment, submission, owner, voucher);
      if (reporter !== undefined && reporters.includes(reporter)) vouchers.set(reporter, voucher);
      else reasons.push(`${url}: its voucher is of no reporter`);
    } catch (error) {
      reasons.push(`${url}: ${messageOf(error)}`);
    }
  }
  if (vouchers.size >= Number(quorum)) return { ...submission, vouchers: [...vouchers.values()] };
  throw new StakespaceError(
    `${vouchers.size} of the ${quorum} reporters that it takes vouch for the contract ${owner}. ${reasons.join("; ")}`,
    {
      code: "VOUCHERS_MISSING",
      hint: `Name more reporters with --to; what the contract has to sign is ${submissionDigest(deployment, submission)}, of the time ${submission.time}.`,
    },
  );
}

async function voucherFrom(url: string, submission: SignedSubmission): Promise<string> {
  const response = await postJson(url, "/submissions/voucher", submission);
  const text = await textWithin(response, MOST_OF_VOUCHER);
  if (!response.ok) throw endpointRefusal(text, url);
  return voucherSchema.parse(JSON.parse(text)).voucher;
}
