import type { Deployment } from "../deployment.js";
import type { GovernedCall } from "./calls.js";

/** How an account may make a call, at the latest block's time. Times in unix seconds. */
export type Access =
  /** At once. */
  | { readonly kind: "now" }
  /** After a delay, in seconds. Nothing is scheduled, or what was has expired. */
  | { readonly kind: "schedule"; readonly delay: number }
  /** It is scheduled and may be executed from a moment on, until another. */
  | { readonly kind: "waiting" | "ready"; readonly from: number; readonly until: number }
  | { readonly kind: "refused" };

/**
 * How an account may make a call, by the access manager.
 *
 * @example
 * import { deployStakespace, governedCalls, readAccess, signerFor } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const { address } = await signerFor(deployment.connection);
 * await readAccess(deployment, address, governedCalls(deployment).setPaused(true)); // => { kind: "now" }
 */
export async function readAccess(deployment: Deployment, caller: string, call: GovernedCall): Promise<Access> {
  const { manager } = deployment.contracts;
  const [immediate, delay] = await manager.canCall(caller, call.to, call.data.slice(0, 10));
  if (immediate) return { kind: "now" };
  if (delay === 0n) return { kind: "refused" };
  const from = Number(await manager.getSchedule(await manager.hashOperation(caller, call.to, call.data)));
  if (from === 0) return { kind: "schedule", delay: Number(delay) };
  const { timestamp } = (await deployment.connection.ethers.provider.getBlock("latest"))!;
  const until = from + Number(await manager.expiration());
  return { kind: timestamp < from ? "waiting" : "ready", from, until };
}
