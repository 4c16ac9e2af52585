import type { Signer } from "ethers";

import { ALL_SHARES } from "#twin";
import { preparePayment } from "./allowance.js";
import type { Deployment } from "./deployment.js";
import { send, type Sent } from "./send.js";
import type { BidTerms, MoveTerms, WithdrawTerms } from "./shapes/terms.js";
import { SILENT, type Talk } from "./talk.js";

/**
 * Bids, after an approval of exactly the amount where there is none that suffices.
 *
 * @returns What was sent, the bid last.
 * @throws {StakespaceError} `ERC20InsufficientBalance`, or a `ContractRefusal` with what the contract says.
 */
export async function placeBid(
  deployment: Deployment,
  signer: Signer,
  { model, tick, amount, receiver }: BidTerms,
  talk: Talk = SILENT,
): Promise<Sent[]> {
  const payment = await preparePayment(deployment, signer, deployment.addresses.space, amount);
  const approvals = await payment.approve(talk);
  const to = receiver ?? (await signer.getAddress());
  const { space } = deployment.as(signer);
  return [...approvals, await send("Bid", () => space.bid(model, tick, amount, to), talk)];
}

/** Takes stake back, to its holder. */
export async function withdrawStake(
  deployment: Deployment,
  signer: Signer,
  { model, tick, shares = ALL_SHARES }: WithdrawTerms,
  talk: Talk = SILENT,
): Promise<Sent> {
  const holder = await signer.getAddress();
  const { space } = deployment.as(signer);
  return send("Withdraw", () => space.withdraw(model, tick, shares, holder, holder), talk);
}

/** Moves stake to another rate of the same model. */
export async function moveStake(
  deployment: Deployment,
  signer: Signer,
  { model, fromTick, toTick, shares = ALL_SHARES }: MoveTerms,
  talk: Talk = SILENT,
): Promise<Sent> {
  const { space } = deployment.as(signer);
  return send("Move", () => space.move(model, fromTick, toTick, shares), talk);
}

/** Sets the lowest tick that gets space of one's model, from the next round on. */
export async function putReserve(
  deployment: Deployment,
  signer: Signer,
  { model, tick }: { readonly model: number; readonly tick: number },
  talk: Talk = SILENT,
): Promise<Sent> {
  const { space } = deployment.as(signer);
  return send("Set reserve", () => space.setReserve(model, tick), talk);
}

/** Collects the rent of one's model. */
export async function takeRent(
  deployment: Deployment,
  signer: Signer,
  { model }: { readonly model: number },
  talk: Talk = SILENT,
): Promise<Sent> {
  const { space } = deployment.as(signer);
  return send("Collect rent", () => space.collectRent(model), talk);
}
