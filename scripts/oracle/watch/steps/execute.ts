import { ScheduledCalls, send } from "#chain";
import { formatTime } from "#lib";
import { talkOf } from "../log.js";
import { done, NOTHING, waitingUntil } from "../result.js";
import type { WatchStep } from "../watch.js";

/** Executes what the sender has scheduled as governor, once its delay is over; where it was asked for. */
export const executeStep: WatchStep = {
  name: "execute",
  async run({ source: { deployment }, sender, rules, log, memo }, look) {
    if (!rules.execute || sender === undefined) return NOTHING;
    const { now } = look.latest.view;
    memo.scheduled ??= new ScheduledCalls(deployment, await sender.getAddress());
    const [next] = await memo.scheduled.open();
    if (next === undefined) return NOTHING;
    const what = nameOf(
      next.to === deployment.addresses.space ? deployment.contracts.space : deployment.contracts.oracle,
      next.data,
    );
    if (next.from > now) return waitingUntil(next.from, `Scheduled is ${what}, from ${formatTime(next.from)}`);
    const execute = () => deployment.as(sender).manager.execute(next.to, next.data);
    return done(`Execute ${what}`, [await send(`Execute ${what}`, execute, talkOf(log, { step: "execute" }))]);
  },
};

/** The function that a call is of, for people. */
function nameOf(
  contract: { readonly interface: { parseTransaction(call: { data: string }): { name: string } | null } },
  data: string,
): string {
  return contract.interface.parseTransaction({ data })?.name ?? data.slice(0, 10);
}
