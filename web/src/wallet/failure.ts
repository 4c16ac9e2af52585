import { BaseError, UserRejectedRequestError } from "viem";

import { ContractRefusal, inWords, StakespaceError, type TokenInfo } from "stakespace/errors";
import { decodeError } from "stakespace/viem";

import { words } from "../words/index.ts";

/** What is said of something that went wrong. */
export interface Failure {
  readonly message: string;
  readonly hint: string | undefined;
}

/** Where there are words for what the page can do about a refusal, they stand in place of those for a terminal. */
const HINTS: Readonly<Record<string, string>> = words.deal.hints;

/** What went wrong, in words: a refusal of the contract with both sides of its comparison, a wallet that said no, a node that is gone. */
export function failureOf(thrown: unknown, token: TokenInfo): Failure {
  if (isRejection(thrown)) return { message: words.deal.rejected, hint: undefined };
  const told = inWords(decodeError(thrown), token, () => "");
  if (told instanceof StakespaceError) {
    const code = told.code ?? (thrown instanceof ContractRefusal ? thrown.error : "");
    return { message: told.message, hint: HINTS[code] };
  }
  if (thrown instanceof BaseError) return { message: thrown.shortMessage, hint: words.deal.hints.node };
  return { message: thrown instanceof Error ? thrown.message : String(thrown), hint: undefined };
}

function isRejection(thrown: unknown): boolean {
  if (thrown instanceof BaseError)
    return thrown.walk((inner) => inner instanceof UserRejectedRequestError || codeOf(inner) === 4001) !== null;
  return codeOf(thrown) === 4001;
}

function codeOf(thrown: unknown): unknown {
  return typeof thrown === "object" && thrown !== null && "code" in thrown ? thrown.code : undefined;
}
