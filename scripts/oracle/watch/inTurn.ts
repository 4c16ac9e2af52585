import type { Sent } from "#chain";
import { formatDuration } from "#lib";
import { done, type StepResult, waiting, waitingFor } from "./result.js";
import { submittingOrder } from "./turns.js";
import type { Look, Watch } from "./watch.js";
import { keccak256, type Signer } from "ethers";

/**
 * Sends what is to be done, when it is this program's turn.
 *
 * @param what For people, and the name of the turn.
 * @param work Sends; it is known that there is something to send.
 */
export async function inTurn(
  watch: Watch,
  look: Look,
  what: string,
  work: (sender: Signer) => Promise<readonly Sent[]>,
): Promise<StepResult> {
  const { sender, turns } = watch;
  if (sender === undefined) return waiting(`${what}: left to who submits`);
  const left = turns.left(what, placeOf(watch, look, await sender.getAddress()));
  if (left > 0) return waitingFor(left, `${what}: another reporter is first; here in ${formatDuration(left)}`);
  return done(what, await work(sender));
}

/** Places after the reporters that those who only submit spread over. */
const FURTHER = 5n;

/** The best place of the keys that are here; who has none comes after all reporters. */
function placeOf({ keys }: Watch, { latest, reporters }: Look, sender: string): number {
  const order = submittingOrder(latest.view.round, reporters);
  const places = keys.map(({ address }) => order.indexOf(address)).filter((place) => place >= 0);
  if (places.length > 0) return Math.min(...places);
  return order.length + Number(BigInt(keccak256(sender)) % FURTHER);
}
