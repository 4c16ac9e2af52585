import { getBytes, hexlify, keccak256 } from "ethers";

import { decodePages, hashOf, type ScoreRecord } from "#twin";
import type { Deployment } from "../deployment.js";
import { eventsMissing } from "./eventsMissing.js";

/**
 * The published sheet of a reported round, from the code of its pages.
 *
 * @param expected The hash that the round's report has for it.
 * @throws {StakespaceError} `EVENTS_MISSING` where the node has other pages than the report says.
 */
export async function readSheet(
  { contracts, connection }: Deployment,
  round: number,
  expected: string | undefined,
): Promise<readonly ScoreRecord[]> {
  const { pages } = await contracts.space.roundRecord(round);
  const codes = await Promise.all(pages.map((page) => connection.ethers.provider.getCode(page)));
  // The first byte is STOP: a page can't be called into doing anything.
  const bytes = codes.map((code) => getBytes(code).subarray(1));
  const found = hexlify(hashOf(bytes, (each) => getBytes(keccak256(each))));
  if (found === expected) return decodePages(bytes);
  const block = await connection.ethers.provider.getBlockNumber();
  throw eventsMissing(
    `the sheet of round ${round} has the hash ${found}, its report ${expected ?? "is missing"}`,
    block,
  );
}
