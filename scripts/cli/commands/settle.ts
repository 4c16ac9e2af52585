import { z } from "zod";

import { readModelIds, readModelViews, readRoundView, settlementCalls } from "#chain";
import { formatNumber } from "#lib";
import { say } from "../terminal/output.js";
import { sendingCommand } from "../sending/sendingCommand.js";
import { modelRef, planningOptions } from "./support/arguments.js";
import { modelMeant } from "./support/modelMeant.js";
import { sentData } from "./support/show.js";

const schema = z.object({ ...planningOptions, model: modelRef.optional() });

/** Brings models up to the last closed round. */
export default sendingCommand("settle", schema, async (input, { deployment }) => {
  const all = input.model === undefined;
  const ids = all ? await readModelIds(deployment) : [await modelMeant(deployment, input.model!)];
  const through = (await readRoundView(deployment)).round - 1;
  const behind = (await readModelViews(deployment, ids)).filter((model) => model.settledThrough < through);
  const models = behind.map(({ model }) => model);
  const calls = await settlementCalls(deployment, models);
  return {
    lines: [`Settle ${behind.length} of ${formatNumber(ids.length, "model")} through round ${through}.`],
    steps: calls.map(({ what, data }) => ({ what, data, to: deployment.addresses.space })),
    data: { through, models },
    outcome: (sent) => {
      if (models.length === 0) say(`Every model is settled through round ${through}; nothing is sent.`);
      return { data: { through, models, transactions: sentData(sent) }, next: models.length === 0 ? [] : ["status"] };
    },
  };
});
