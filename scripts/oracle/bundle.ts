import { isAddress, keccak256, toUtf8Bytes } from "ethers";
import { z } from "zod";

import { StakespaceError, schemaWords } from "#lib";
import { canonicalJson } from "./canonicalJson.js";
import { oracleConfigSchema } from "./config.js";

/** Changes whenever the same bundle would give another sheet, or bundles look different. */
const FORMAT = "stakespace-bundle/3";

const wei = z.string().regex(/^(?:0|[1-9]\d*)$/, "expected token wei as decimal digits");
const number = z.number().finite();
const count = z.number().int().nonnegative();
const share = z.number().int().min(0).max(10_000);
const hash = z.string().regex(/^0x[0-9a-f]{64}$/, "expected 32 bytes as hexadecimal digits");
const address = z.string().refine(isAddress, "expected an address");

const modelSchema = z.strictObject({
  /** Its column in the round folder. */
  name: z.string(),
  /** Whose record it counted for at the round's lock; null for nobody's. */
  account: address.nullable(),
  /** Filled stake at the lock. */
  stake: wei,
  /** Its account's weight, units of 1e-4. */
  weight: share,
  /** Whether its account is another one than in the last reported round: its record starts anew. */
  newAccount: z.boolean(),
  /** What its earlier rounds come to, see scripts/weighting/limits. */
  record: z.strictObject({ rounds: number, excess: number, squares: number, contribution: number }),
  /** The last base share of a round in which it took part, a fraction; null before the first. */
  baseShare: number.nullable(),
});

const schema = z.strictObject({
  format: z.literal(FORMAT),
  /** What computed the sheet, see {@link programIdentity}. */
  program: z.string(),
  chainId: count,
  space: address,
  oracle: address,
  round: count,
  /** The block whose state was read. */
  block: z.strictObject({ number: count, hash }),
  decimals: count,
  config: oracleConfigSchema,
  /** SHA-256 of each file of the round folder, by name. */
  files: z.record(z.string()),
  /** What the reserve is taken from, see {@link payoutFactor}. */
  reserve: z.strictObject({ bound: wei, treasury: wei, returnClip: wei }),
  /** What the round was sealed with before its lock. */
  predictionsRoot: hash,
  /** What limits start from: tokens, and a fraction. */
  terms: z.strictObject({ newcomerBase: number, newcomerShare: number }),
  /** The scale of scores so far, null before the first reported round. */
  scale: number.nullable(),
  /** By model id - 1. */
  models: z.array(modelSchema),
  /** Submissions that count as none because they break a rule, in order of ids. */
  refused: z.array(z.strictObject({ model: z.number().int().positive(), reason: z.string().min(1) })),
});

/** Everything a report depends on, so that anyone can recompute its sheet byte for byte. */
export type Bundle = z.output<typeof schema>;
export type BundleModel = z.output<typeof modelSchema>;

export const BUNDLE_FORMAT = FORMAT;

/** The bundle's text: canonical JSON. */
export function bundleText(bundle: Bundle): string {
  return canonicalJson(bundle);
}

/**
 * The bundle's content hash, which the report carries: keccak256 of its text in UTF-8.
 *
 * @example
 * import { evidenceOf, readBundle } from "#oracle";
 *
 * const bundle = await readBundle("build/bundles/chain-31337-0x…/round-0001");
 * const evidence = evidenceOf(bundle); // keccak256, as its report carries it
 */
export function evidenceOf(bundle: Bundle): string {
  return keccak256(toUtf8Bytes(bundleText(bundle)));
}

/**
 * Reads a bundle's text, which must be canonical: what is hashed is the file itself, so that any program can tell whether a
 * file is the one that was signed.
 *
 * @param source Where it comes from, for the message.
 * @throws {StakespaceError} `BUNDLE_UNREADABLE`, naming the field and what was expected of it; `BUNDLE_REFORMATTED` when
 * the same values are written in another way.
 */
export function parseBundle(text: string, source: string): Bundle {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new StakespaceError(`${source} is not JSON.`, { code: "BUNDLE_UNREADABLE", hint: RESTORE, cause });
  }
  const parsed = schema.safeParse(json, { errorMap: schemaWords });
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new StakespaceError(`${source}, field "${issue.path.join(".")}": ${issue.message}.`, {
      code: "BUNDLE_UNREADABLE",
      hint: RESTORE,
    });
  }
  if (text === bundleText(parsed.data)) return parsed.data;
  throw new StakespaceError(
    `${source} is not written as a bundle is (sorted keys, no spaces, nothing left out), so it is not the file that was signed.`,
    { code: "BUNDLE_REFORMATTED", hint: RESTORE },
  );
}

const RESTORE = "Get the bundle again from a reporter; its evidence on the chain says whether it is the right one.";

/** Where two bundles first differ, as a path such as `models.3.stake`; undefined when they are equal. */
export function firstDifference(ours: unknown, theirs: unknown, path = ""): string | undefined {
  if (Object.is(ours, theirs)) return undefined;
  if (typeof ours !== "object" || typeof theirs !== "object" || ours === null || theirs === null) return path;
  const [left, right] = [ours as Record<string, unknown>, theirs as Record<string, unknown>];
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = firstDifference(left[key], right[key], path === "" ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
