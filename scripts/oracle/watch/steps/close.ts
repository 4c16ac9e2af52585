import { send } from "#chain";
import { formatTime } from "#lib";
import { talkOf } from "../log.js";
import { inTurn } from "../inTurn.js";
import { NOTHING, waitingUntil } from "../result.js";
import type { Look, Watch, WatchStep } from "../watch.js";

/** Makes the pending report final when nobody has vetoed it in time; expires a round that nobody reported in time. */
export const closeStep: WatchStep = {
  name: "close",
  async run(watch, look) {
    const { deployment } = watch.source;
    const { phase, round, finalFrom, now } = look.latest.view;
    const talk = talkOf(watch.log, { step: "close", round });
    if (phase === "Overdue") {
      return inTurn(watch, look, `Expire round ${round}`, async (sender) => [
        await send(`Expire round ${round}`, () => deployment.as(sender).space.expireRound(), talk),
      ]);
    }
    if (phase !== "Pending") return NOTHING;
    await sayWhoseReport(watch, look);
    if (now < finalFrom) {
      return waitingUntil(finalFrom, `A report of round ${round} is pending; final from ${formatTime(finalFrom)}`);
    }
    return inTurn(watch, look, `Finalize round ${round}`, async (sender) => [
      await send(`Finalize round ${round}`, () => deployment.as(sender).oracle.finalize(round), talk),
    ]);
  },
};

/** A report that was signed without this reporter may be right; but only `oracle audit` says so. */
async function sayWhoseReport(watch: Watch, { latest }: Look): Promise<void> {
  const { round } = latest.view;
  const { keys, exchange, source, calm } = watch;
  if (keys.length === 0) return;
  const digest = await source.deployment.contracts.oracle.proposedDigest(round);
  const mine = keys.map(({ address }) => address);
  const messages = await exchange.messages();
  const own = messages.some((each) => each.digest === digest && mine.includes(each.message.signer));
  if (own) calm.say("info", "pending", `The report pending for round ${round} is one signed here.`, { round, digest });
  else {
    const line = `The report pending for round ${round} was not signed here: look at it with oracle audit before ${formatTime(latest.view.finalFrom)}.`;
    calm.say("warn", "pending", line, { round, digest });
  }
}
