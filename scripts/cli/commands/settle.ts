import { z } from "zod";

import { settleModels, readModelIds, readModelViews, readRoundView } from "#chain";
import { formatNumber } from "#lib";
import { say } from "../terminal/output.js";
import { command } from "./support/command.js";
import { modelId, sendingOptions } from "./support/arguments.js";
import { sentData } from "./support/show.js";

const schema = z.object({ ...sendingOptions, model: modelId.optional() });

/** Brings models up to the last closed round. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const signer = await context.signer();
  const ids = input.model === undefined ? await readModelIds(deployment) : [input.model];
  const through = (await readRoundView(deployment)).round - 1;
  const behind = (await readModelViews(deployment, ids)).filter((model) => model.settledThrough < through);
  if (behind.length === 0) {
    say(`Every model is settled through round ${through}; nothing is sent.`);
    return { data: { through, models: [], transactions: [] } };
  }
  await context.confirm([`Settle ${behind.length} of ${formatNumber(ids.length, "model")} through round ${through}.`]);

  const settled = await settleModels(
    deployment,
    signer,
    behind.map((model) => model.model),
    context.talk,
  );
  return {
    data: { through, models: settled.models, transactions: sentData(settled.transactions) },
    next: ["status"],
  };
});
