import { z } from "zod";

import type { RoundHeader } from "#chain";
import { schemaWords, StakespaceError } from "#lib";

/** Changes whenever a file of the same round would look different. */
const FORMAT = "stakespace-history/1";

const count = z.number().int().nonnegative();
const hash = z.string().regex(/^0x[0-9a-f]{64}$/i);
const big = z.string().regex(/^\d+$/).transform(BigInt);
const addresses = z.array(z.string());
const anchor = z.strictObject({ block: count, hash });
const place = z.strictObject({ block: count, logIndex: count });

const parameters = z.strictObject({
  baseLimit: big,
  maxLimit: big,
  minBid: big,
  registrationFee: big,
  newcomerShare: big,
  limitGain: big,
  limitDecay: big,
  tcClip: big,
  returnClip: big,
  ppfFloor: big,
  rentFee: big,
  biddingPeriod: count,
  quietPeriod: count,
  livePeriod: count,
  reportPeriod: count,
  challengePeriod: count,
  maxMissedRounds: count,
});

const report = z.strictObject({
  digest: hash,
  report: z.strictObject({
    round: count,
    sheetHash: hash,
    modelCount: count,
    payoutFactor: big,
    maxScore: count,
    predictionsRoot: hash,
    evidence: hash,
  }),
  reporters: addresses,
});

const header = z.strictObject({
  round: count,
  outcome: z.enum(["reported", "expired"]),
  opensAt: count,
  locksAt: count,
  openedIn: count,
  closed: place,
  parametersId: count,
  parameters,
  reports: z.array(report),
  reporterSets: z.array(z.strictObject({ fromRound: count, reporters: addresses })),
  anchor,
});

/** Whose history it is. */
export interface Origin {
  readonly chainId: number;
  readonly space: string;
}

const origin = { format: z.literal(FORMAT), chainId: count, space: z.string() };

const roundMeta = z.strictObject({
  ...origin,
  /** Hash of the anchor of the round before; null for the first. */
  previous: hash.nullable(),
  header,
});

const ownershipMeta = z.strictObject({
  ...origin,
  /** Hashes of the anchors of all rounds up to whose closing it goes. */
  anchors: z.array(hash),
});

/** What a round's file says besides its rows. */
export interface RoundMeta extends Origin {
  readonly previous: string | null;
  readonly header: RoundHeader;
}

/** What the file of changes of ownership says besides its rows. */
export interface OwnershipMeta extends Origin {
  readonly anchors: readonly string[];
}

/** The text that stands in a file. */
export function metaText({ chainId, space, ...rest }: RoundMeta | OwnershipMeta): string {
  const whole = { format: FORMAT, chainId, space, ...rest };
  return JSON.stringify(whole, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}

/** @throws {Error} For text that is not of a round's file. */
export function parseRoundMeta(text: string): RoundMeta {
  return parse(roundMeta, text);
}

/** @throws {Error} For text that is not of a file of changes of ownership. */
export function parseOwnershipMeta(text: string): OwnershipMeta {
  return parse(ownershipMeta, text);
}

/**
 * Refuses files of another deployment: they are somebody's, so nothing is dropped.
 *
 * @throws {StakespaceError} `OTHER_HISTORY`.
 */
export function requireOrigin(file: string, found: Origin, expected: Origin): void {
  if (found.chainId === expected.chainId && found.space.toLowerCase() === expected.space.toLowerCase()) return;
  throw new StakespaceError(
    `${file} is of ${found.space} on chain ${found.chainId}, this deployment is ${expected.space} on chain ${expected.chainId}.`,
    { code: "OTHER_HISTORY", hint: "Name a folder of this deployment's own, or none." },
  );
}

function parse<S extends z.ZodTypeAny>(schema: S, text: string): z.output<S> {
  const parsed = schema.safeParse(JSON.parse(text), { errorMap: schemaWords });
  if (parsed.success) return parsed.data as z.output<S>;
  const issue = parsed.error.issues[0]!;
  throw new Error(`field "${issue.path.join(".")}": ${issue.message}`);
}
