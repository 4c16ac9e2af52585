import type { Signer } from "ethers";

import { divUp } from "#twin";
import { StakespaceError, formatExactAmount } from "#lib";
import type { TextSink } from "#cli";
import { send, type Sent } from "./send.js";
import type { Stakespace } from "./stakespace.js";

/** A payment in the staked token. */
export interface Payment {
  /** Whether an approval has to come first. */
  readonly needsApproval: boolean;
  /** Approves exactly the amount if {@link needsApproval}. */
  approve(): Promise<Sent[]>;
}

/**
 * Looks whether an account can pay, and prepares the approval it needs.
 *
 * @param spender The contract that takes the tokens.
 * @param amount Token wei.
 * @throws {StakespaceError} `ERC20InsufficientBalance` when the account has less.
 */
export async function preparePayment(
  stakespace: Stakespace,
  signer: Signer,
  spender: string,
  amount: bigint,
  sink: TextSink | null = process.stderr,
): Promise<Payment> {
  const payer = await signer.getAddress();
  const { symbol, decimals } = stakespace.token;
  const [balance, allowance] = await Promise.all([
    stakespace.contracts.token.balanceOf(payer),
    stakespace.contracts.token.allowance(payer, spender),
  ]);
  if (balance < amount) {
    throw new StakespaceError(
      `The account ${payer} has ${formatExactAmount(balance, decimals)} ${symbol}, ` +
        `the action needs ${formatExactAmount(amount, decimals)} ${symbol}.`,
      {
        code: "ERC20InsufficientBalance",
        hint: stakespace.testToken
          ? `Make some: npx hardhat mint --amount ${divUp(amount - balance, 10n ** BigInt(decimals))} --to ${payer}`
          : "Name a smaller amount, or get tokens.",
      },
    );
  }
  const needsApproval = allowance < amount;
  return {
    needsApproval,
    approve: async () =>
      needsApproval
        ? [await send(stakespace, "Approve", () => stakespace.as(signer).token.approve(spender, amount), sink)]
        : [],
  };
}
