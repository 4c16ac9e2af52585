import type { Signer } from "ethers";

import { StakespaceError, formatExactAmount } from "#lib";
import { send, type Sent } from "./send.js";
import { SILENT, type Talk } from "./talk.js";
import type { Deployment } from "./deployment.js";

/** A payment in the staked token. */
export interface Payment {
  /** Whether an approval has to come first. */
  readonly needsApproval: boolean;
  /** Approves exactly the amount if {@link needsApproval}. */
  approve(talk?: Talk): Promise<Sent[]>;
}

/**
 * Looks whether an account can pay, and prepares the approval it needs.
 *
 * @param spender The contract that takes the tokens.
 * @param amount Token wei.
 * @throws {StakespaceError} `ERC20InsufficientBalance` when the account has less.
 *
 * @example
 * import { deployStakespace, preparePayment, signerFor } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const signer = await signerFor(deployment.connection);
 * const payment = await preparePayment(deployment, signer, deployment.addresses.space, 0n);
 * payment.needsApproval; // => false
 */
export async function preparePayment(
  deployment: Deployment,
  signer: Signer,
  spender: string,
  amount: bigint,
): Promise<Payment> {
  const payer = await signer.getAddress();
  const { symbol, decimals } = deployment.token;
  const [balance, allowance] = await Promise.all([
    deployment.contracts.token.balanceOf(payer),
    deployment.contracts.token.allowance(payer, spender),
  ]);
  if (balance < amount) {
    throw new StakespaceError(
      `The account ${payer} has ${formatExactAmount(balance, decimals)} ${symbol}, ` +
        `the action needs ${formatExactAmount(amount, decimals)} ${symbol}.`,
      {
        code: "ERC20InsufficientBalance",
        facts: { payer, lack: amount - balance, decimals, testToken: deployment.testToken },
      },
    );
  }
  const needsApproval = allowance < amount;
  return {
    needsApproval,
    approve: async (talk = SILENT) =>
      needsApproval ? [await send("Approve", () => deployment.as(signer).token.approve(spender, amount), talk)] : [],
  };
}
