import { type Deployment, preparePayment } from "#chain";
import type { Desk } from "../../sending/desk.js";
import type { Step } from "../../sending/plan.js";

/**
 * A step that pays, with an approval of exactly what it pays before it where one is needed.
 *
 * @param spender Who takes the tokens.
 * @param amount Token wei.
 * @throws {StakespaceError} `ERC20InsufficientBalance` when the sender does not have so much.
 */
export async function withApproval(
  { deployment, signer }: Desk,
  spender: string,
  amount: bigint,
  step: Step,
): Promise<Step[]> {
  const { needsApproval } = await preparePayment(deployment, signer, spender, amount);
  if (!needsApproval) return [step];
  return [approvalStep(deployment, spender, amount), { ...step, tolerates: ["ERC20InsufficientAllowance"] }];
}

/** Allows `spender` to take `amount` token wei. */
export function approvalStep({ addresses, contracts }: Deployment, spender: string, amount: bigint): Step {
  const data = contracts.token.interface.encodeFunctionData("approve", [spender, amount]);
  return { what: "Approve", to: addresses.token, data };
}
