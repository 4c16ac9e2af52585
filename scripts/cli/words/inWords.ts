import { ContractRefusal, StakespaceError, type TokenInfo } from "#lib";
import { type Run, runAs } from "./call.js";
import { hintFor } from "./hints.js";
import { LIBRARIES } from "./libraries.js";
import { REPORTING } from "./reporting.js";
import { STAKING } from "./staking.js";
import { readerOf, type Writer } from "./writer.js";

/** What a refusal says and what to do next. */
interface Words {
  readonly message: string;
  readonly hint: string;
}

/** Each error there are words for, by name. */
const WORDS: Readonly<Record<string, Writer>> = { ...STAKING, ...REPORTING, ...LIBRARIES };

/** Whether an error has words of its own. */
export function hasWords(name: string): boolean {
  return Object.hasOwn(WORDS, name);
}

/** How amounts are written where no deployment is known. */
const PLAIN_TOKEN: TokenInfo = { symbol: "tokens", decimals: 18 };

/**
 * What people are told of something that was thrown: a contract's refusal as what is wrong, both sides of the comparison
 * that failed with their units and dates, and what to do next; an error of another wing with the command that helps. Anything
 * else comes back as it is.
 *
 * @param token How to write amounts.
 * @param run How to write commands.
 *
 * @example
 * import { inWords } from "#cli";
 * import { ContractRefusal } from "#lib";
 *
 * const told = inWords(new ContractRefusal("ZeroAmount", {}));
 * (told as Error).message; // => "The amount is zero, or too small to buy a share."
 */
export function inWords(thrown: unknown, token: TokenInfo = PLAIN_TOKEN, run: Run = runAs({})): unknown {
  if (thrown instanceof ContractRefusal) {
    const { message, hint } = plainWords(thrown, token, run);
    return new StakespaceError(message, { code: thrown.error, hint, cause: thrown });
  }
  if (!(thrown instanceof StakespaceError) || thrown.hint !== undefined) return thrown;
  const hint = hintFor(thrown, run);
  if (hint === undefined) return thrown;
  const { message, code, facts } = thrown;
  return new StakespaceError(message, { ...(code !== undefined && { code }), hint, facts, cause: thrown });
}

/** A contract's error in plain words; one without words of its own shows its name and arguments. */
function plainWords(refusal: ContractRefusal, token: TokenInfo, run: Run): Words {
  const reader = readerOf(refusal, token, run);
  const writer = WORDS[refusal.error];
  if (writer === undefined) {
    const values = Object.keys(refusal.args).map((name) => `${name} ${reader.plain(name)}`);
    return {
      message: `The contract refused: ${refusal.error}${values.length === 0 ? "" : ` (${values.join(", ")})`}.`,
      hint: "Check the addresses and the amounts of the command.",
    };
  }
  const [message, hint] = writer(reader);
  return { message, hint };
}
