import { z } from "zod";

import {
  ACCOUNT_RECORDS,
  type AccountRecordName,
  DEFAULT_LIMIT_RULE,
  WEIGHT_SCHEMES,
  type WeightSchemeName,
} from "#weighting";
import { StakespaceError, schemaWords } from "#lib";

/** `metric` needs a record of each model that no sheet carries, so the oracle does not offer it. */
const schemes = Object.keys(WEIGHT_SCHEMES).filter((name) => name !== "metric") as [
  WeightSchemeName,
  ...WeightSchemeName[],
];
const records = Object.keys(ACCOUNT_RECORDS) as [AccountRecordName, ...AccountRecordName[]];

const wholeTokens = z.string().regex(/^\d{1,20}(?:\.\d{1,18})?$/, 'expected tokens as text, e.g. "25000" or "0.5"');
const share = z.number().min(0).lt(1);
const positive = z.number().positive().finite();
const rounds = z.number().int().positive().max(1_000);

/**
 * Everything about a report that is a choice and not a rule. Every reporter of a deployment must use the same one: it is
 * part of the bundle, so a reporter with another configuration cannot reproduce the report and does not sign.
 */
export const oracleConfigSchema = z.strictObject({
  /** Whose rounds are reported: a folder's `round.json` must be there and say the same. Anybody's unless named. */
  tournament: z.string().min(1).max(100).nullable().default(null),
  /** Payout score = corr * CORR + mmc * MMC + tc * TC, with MMC and TC over the target's standard deviation. */
  multipliers: z
    .strictObject({ corr: z.number().finite(), mmc: z.number().finite(), tc: z.number().finite() })
    .default({ corr: 0.5, mmc: 0.5, tc: 0.5 }),
  /**
   * What TC, over the target's standard deviation, is multiplied with on the sheet and in the payout score: the limit's gain
   * is tuned for a TC whose spread over models is about 0.03 a round, and on 17 recorded rounds it is 0.057 without. A
   * constant, because this round's own spread of TC is something anybody could change by entering models.
   */
  tcScale: z.number().positive().finite().default(0.5),
  /** Payout factor = min(1, payoutThreshold / filled stake), in whole tokens. */
  payoutThreshold: wholeTokens.default("10000"),
  /** How stakes become weights in the meta model and in TC's portfolio. */
  weights: z.enum(schemes).default("linear"),
  /** How accounts are judged: see scripts/weighting/accounts. */
  accounts: z
    .strictObject({ record: z.enum(records), window: rounds, maturityRounds: rounds })
    .default({ record: "tc", window: 20, maturityRounds: 10 }),
  /** How records become stake limits: see scripts/weighting/limits. */
  limits: z
    .strictObject({
      memory: share,
      benchmark: share,
      doubt: positive,
      certainty: positive,
      scaleMemory: share,
      steadiness: share,
      prior: positive,
      upkeep: z.number().finite().nonnegative(),
      recovery: positive,
    })
    .default({ ...DEFAULT_LIMIT_RULE }),
});

/** See {@link oracleConfigSchema}. */
export type OracleConfig = z.output<typeof oracleConfigSchema>;

/** The configuration when nothing else is said. */
export const DEFAULT_ORACLE_CONFIG: OracleConfig = oracleConfigSchema.parse({});

/**
 * Checks a configuration and fills in what it leaves out.
 *
 * @param source Where it comes from, for the message.
 * @throws {StakespaceError} `ORACLE_CONFIG`, naming the field and what was expected of it.
 *
 * @example
 * import { parseOracleConfig } from "#oracle";
 *
 * parseOracleConfig({ multipliers: { corr: 1, mmc: 0, tc: 0 } }).multipliers; // => { corr: 1, mmc: 0, tc: 0 }
 */
export function parseOracleConfig(given: unknown, source = "the configuration"): OracleConfig {
  const parsed = oracleConfigSchema.safeParse(given, { errorMap: schemaWords });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = issue.path.length === 0 ? "" : `, field "${issue.path.join(".")}"`;
  throw new StakespaceError(`${source}${field}: ${issue.message}.`, {
    code: "ORACLE_CONFIG",
    hint: "docs/oracle.md lists every field with its default.",
  });
}
