import type { Call } from "./call.js";
import type { Draft } from "./draft.js";
import { refuse } from "./errors.js";
import { allowanceKey, operatorKey } from "./state.js";

/** An allowance that does not shrink. */
export const UNLIMITED = 2n ** 256n - 1n;

/** Gives a receiver shares of a holder's, who is the caller or allowed it. ERC-6909. */
export function transferFrom(
  draft: Draft,
  call: Call,
  holder: string,
  receiver: string,
  positionId: number,
  shares: bigint,
): void {
  if (holder !== call.caller) spendAllowance(draft, positionId, holder, call.caller, shares);
  draft.debit(positionId, holder, shares);
  draft.credit(positionId, receiver, shares);
}

/** Lets a spender take shares of a position of the caller's. ERC-6909. */
export function approve(draft: Draft, call: Call, spender: string, positionId: number, shares: bigint): void {
  draft.setAllowance(allowanceKey(positionId, call.caller, spender), shares);
}

/** Takes an allowance, unless it is unlimited or the spender an operator. ERC-6909. */
export function spendAllowance(draft: Draft, positionId: number, owner: string, spender: string, shares: bigint): void {
  if (draft.isOperator(operatorKey(owner, spender))) return;
  const key = allowanceKey(positionId, owner, spender);
  const allowance = draft.allowance(key);
  if (allowance === UNLIMITED) return;
  if (allowance < shares) {
    refuse("ERC6909InsufficientAllowance", { spender, allowance, needed: shares, id: positionId });
  }
  draft.setAllowance(key, allowance - shares);
}
