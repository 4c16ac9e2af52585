import { isAddress } from "ethers";
import { z } from "zod";

import { MAX_TICK, rate, tickAtMost } from "#twin";
import { StakespaceError, formatCount, formatExactAmount, parseAmount, schemaWords } from "#lib";
import { flagOf } from "./flag.js";

/** What every reading task is given. */
export const readingOptions = { json: z.boolean(), deployment: z.string().optional() };
/** What every sending task is given. */
export const sendingOptions = { ...readingOptions, yes: z.boolean(), from: z.string() };

const MODEL_EXPECTED = 'name a model by its id or its name, e.g. "momentum-7"';

/** A model, by its id or its name; which one there is, the chain knows. */
export const modelRef = z
  .string({ required_error: MODEL_EXPECTED })
  .trim()
  .min(1, MODEL_EXPECTED)
  .refine((text) => !/^(0+|0\d+|-\d+)$/.test(text), "ids of models are whole numbers from 1");

/** A folder, which need not be there yet. */
export const folderPath = z.string().min(1, "name a folder");

/** A tick of the rate grid. */
export const tick = z
  .string()
  .refine((text) => /^\d{1,3}$/.test(text) && Number(text) <= MAX_TICK, `name a tick from 0 to ${MAX_TICK}`)
  .transform(Number);

/** An amount in whole tokens, still as text: its decimals are the token's. */
export const amount = z
  .string({ required_error: 'name an amount in tokens, e.g. "--amount 100"' })
  .refine((text) => !text.includes(","), "write it without commas, 1000 for a thousand and 1.5 for one and a half");

/** What is wrong with what should be an address. */
function addressFault(text: string): string {
  if (/^0x[0-9a-f]{40}$/i.test(text))
    return "this is not an address, its checksum is wrong: a character, or upper and lower case, is mistyped";
  if (/^0x[0-9a-f]*$/i.test(text))
    return `this is not an address, which has 40 hexadecimal digits after 0x; here are ${text.length - 2}`;
  return "this is not an address, which is 0x and 40 hexadecimal digits";
}

/** An account of the node by place, or an address. */
export const account = z.string().superRefine((text, context) => {
  if (/^\d{1,4}$/.test(text)) return;
  // As a boolean: its type would say that what is no address is no text either.
  const isNamed: boolean = isAddress(text);
  if (isNamed) return;
  const message = text.startsWith("0x")
    ? addressFault(text)
    : "name an account by its place on the node or its address";
  context.addIssue({ code: z.ZodIssueCode.custom, message });
});

/** An address. */
export const address = z.string().superRefine((text, context) => {
  if (!isAddress(text)) context.addIssue({ code: z.ZodIssueCode.custom, message: addressFault(text) });
});

/** A fraction from 0 to 1, with 18 decimals. */
export const fraction = z
  .string()
  .regex(/^(0|1|0\.\d{1,18}|1\.0{1,18})$/, 'name a fraction from 0 to 1, e.g. "0.1"')
  .transform((text) => parseAmount(text));

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };

const DURATION = /^\d{1,9}(?:\.\d+)?[smhd]$/;
const DURATION_EXPECTED = 'write a time with its unit, e.g. "90m", "12h" or "3d"';

/**
 * A span of time such as `90m`, `12h` or `3d`, in seconds.
 *
 * @throws {StakespaceError} `BAD_ARGUMENT`.
 */
export function seconds(text: string): number {
  if (DURATION.test(text)) return Math.round(Number(text.slice(0, -1)) * SECONDS[text.slice(-1)]!);
  throw new StakespaceError(`"${text}": ${DURATION_EXPECTED}.`, { code: "BAD_ARGUMENT" });
}

/** A span of time, in seconds. */
export const duration = z.string().regex(DURATION, DURATION_EXPECTED).transform(seconds);

/** What every task is given that makes a plan first. */
export const planningOptions = { ...sendingOptions, dryRun: z.boolean(), patience: duration };

/**
 * Checks the arguments of a task.
 *
 * @throws {StakespaceError} `BAD_ARGUMENT`, naming the option and what was expected of it.
 */
export function parseArguments<S extends z.ZodTypeAny>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given, { errorMap: schemaWords });
  if (parsed.success) return parsed.data as z.output<S>;
  const issue = parsed.error.issues[0]!;
  const name = String(issue.path[0] ?? "");
  const value = (given as Record<string, string | boolean | undefined>)[name];
  const option = flagOf(name);
  const missing = value === undefined || value === "";
  throw new StakespaceError(
    missing ? `${option} is missing: ${issue.message}.` : `${option} "${String(value)}": ${issue.message}.`,
    { code: "BAD_ARGUMENT", hint: "Add --help to the command for all its options." },
  );
}

/** The contracts keep amounts of stake in 128 bits. */
const MAX_AMOUNT = 2n ** 128n - 1n;

/**
 * An amount in the token's smallest unit.
 *
 * @throws {StakespaceError} When the text is no amount, or one no contract can keep.
 */
export function boundedAmount(text: string, decimals: number): bigint {
  const value = parseAmount(text, decimals);
  if (value <= MAX_AMOUNT) return value;
  const most = formatCount(MAX_AMOUNT / 10n ** BigInt(decimals));
  throw new StakespaceError(`The amount is ${shorten(text)}, more than the ${most} tokens that fit into 128 bits.`, {
    code: "AMOUNT_TOO_LARGE",
    hint: "Name a smaller amount.",
  });
}

/** Digits enough to recognise it by. */
function shorten(text: string): string {
  return text.length <= 24 ? text : `${text.slice(0, 12)}… (${text.length} characters)`;
}

/**
 * An amount above zero in the token's smallest unit.
 *
 * @throws {StakespaceError} As {@link boundedAmount}, and for zero.
 */
export function positiveAmount(text: string, decimals: number): bigint {
  const value = boundedAmount(text, decimals);
  if (value > 0n) return value;
  throw new StakespaceError("The amount is zero.", { code: "ZeroAmount", hint: "Name an amount above zero." });
}

/** Which side of the grid a rate goes to: a bid never pays more, a reserve is never undercut. */
export type Rounding = "down" | "up";

/**
 * The tick that `--tick` or `--rate` names; exactly one of them must be given.
 *
 * @param rounding `"down"`: the highest tick whose rate is at most the one named. `"up"`: the lowest whose rate is at
 * least that.
 * @throws {StakespaceError} `BAD_ARGUMENT` when both or none are given, the rate is no percentage, or no tick fits.
 */
export function tickFrom(given: { tick?: number | undefined; rate?: string | undefined }, rounding: Rounding): number {
  if ((given.tick === undefined) === (given.rate === undefined)) {
    throw new StakespaceError(
      given.tick === undefined ? "Neither --rate nor --tick is given." : "Both --rate and --tick are given.",
      { code: "BAD_ARGUMENT", hint: 'Name one of them, e.g. "--rate 0.5%".' },
    );
  }
  if (given.tick !== undefined) return given.tick;
  const millionths = percentage(given.rate!);
  if (millionths > rate(MAX_TICK) * 1_000n) {
    throw new StakespaceError(`The highest rate there is is ${rateText(MAX_TICK)}, not ${given.rate!}.`, {
      code: "BAD_ARGUMENT",
      hint: `Name a rate of at most ${rateText(MAX_TICK)} of the filled stake per round.`,
    });
  }
  if (rounding === "down") return tickAtMost(millionths / 1_000n);
  const wanted = (millionths + 999n) / 1_000n;
  let found = 0;
  while (rate(found) < wanted) ++found;
  return found;
}

/** The rate of a tick per round, as a percentage: tick 40 is `0.096 %`. */
export function rateText(of: number): string {
  return `${formatExactAmount(rate(of), 3)} %`;
}

/** A tick for people: `tick 40 (0.096 %)`. */
export function tickText(of: number): string {
  return `tick ${of} (${rateText(of)})`;
}

/** `0.5%` in units of 1e-8, six digits after the point of the percentage. */
function percentage(text: string): bigint {
  const match = /^(\d+(?:\.\d{1,6})?) ?%$/.exec(text.trim());
  if (match === null) {
    throw new StakespaceError(`--rate "${text}": this is not a percentage.`, {
      code: "BAD_ARGUMENT",
      hint: 'Write it with its sign, e.g. "--rate 0.5%": half a percent of the filled stake per round.',
    });
  }
  return parseAmount(match[1]!, 6);
}
