import { modelsBehind, readMoment, settleModels } from "#chain";
import { talkOf } from "../log.js";
import { inTurn } from "../inTurn.js";
import { NOTHING } from "../result.js";
import type { Look, Watch, WatchStep } from "../watch.js";

/** Writes closed rounds into the books of every model with stake: records are made of settlements, so the next report needs them. */
export const settleStep: WatchStep = {
  name: "settle",
  async run(watch, look) {
    const { deployment } = watch.source;
    const through = look.latest.view.round - 1;
    if (through <= watch.memo.settledThrough) return NOTHING;
    const found = await modelsBehind(deployment);
    if (found.behind.length === 0) {
      // Nobody can fall behind a closed round again, once its settlements stay.
      if ((await modelsBehind(deployment, look.safeBlock)).behind.length === 0) await remember(watch, look, through);
      return NOTHING;
    }
    return inTurn(watch, look, `Settle through round ${through}`, async (sender) => {
      const { transactions } = await settleModels(deployment, sender, found, talkOf(watch.log, { step: "settle" }));
      return transactions;
    });
  },
};

async function remember({ source, memo }: Watch, { safeBlock }: Look, through: number): Promise<void> {
  const { view } = await readMoment(source.deployment, safeBlock);
  if (view.round === through + 1) memo.settledThrough = through;
}
