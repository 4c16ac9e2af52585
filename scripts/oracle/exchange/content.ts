import { keccak256, toUtf8Bytes } from "ethers";
import { z } from "zod";

import { type SealedModel, SubmissionTree } from "../submissions.js";

/** More models than any round has: a tree over them takes a second or two, whoever sent them. */
const MOST_LEAVES = 50_000;

const leaf = z.tuple([z.number().int().positive().max(Number.MAX_SAFE_INTEGER), z.string().regex(/^0x[0-9a-f]{64}$/)]);
const leaves = z.array(leaf).nonempty().max(MOST_LEAVES);

/** The leaves of a tree of submissions, as reporters show them to each other: canonical, so that equal trees have equal texts. */
export function leavesText(models: readonly SealedModel[]): string {
  return JSON.stringify(models);
}

/** Reads {@link leavesText}; undefined where it is something else. */
export function parseLeaves(text: string): readonly SealedModel[] | undefined {
  try {
    return leaves.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Whether a text is what a hash names: a bundle by its evidence, or leaves by their root. */
export function isContentOf(hash: string, text: string): boolean {
  if (keccak256(toUtf8Bytes(text)) === hash) return true;
  const models = parseLeaves(text);
  return models !== undefined && new SubmissionTree(models).root === hash;
}
