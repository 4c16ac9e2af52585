import { ponder } from "ponder:registry";
import schema from "ponder:schema";

import { lost, modelOf } from "../lib/tables.js";

ponder.on("StakeSpace:ModelSettled", async ({ event, context }) => {
  const { db } = context;
  const { filled, rate, result, rent, base, earned } = event.args;
  const modelId = Number(event.args.modelId);
  const round = Number(event.args.round);
  const key = { modelId, round };
  const settled = await db.find(schema.settlement, key);
  const limit = await db.find(schema.limit, { modelId, round: round + 1 });
  if (settled === null || limit === null) throw lost(`settlement of model ${modelId} in round ${round}`);
  const ours = { ...settled, ...limit };
  const chain = { filled, rate: Number(rate), result, rent, base, earned };
  for (const [name, value] of Object.entries(chain)) {
    const own = ours[name as keyof typeof chain];
    // The index would go on with wrong numbers: rather none.
    if (own !== value) {
      throw new Error(
        `Model ${modelId}, round ${round}: ${name} is ${value} on the chain and ${own} here. ` +
          "The contracts are of another version than the index.",
      );
    }
  }
  await db.update(schema.settlement, key).set({ settledAt: event.block.timestamp });
  const { settledThrough } = await modelOf(db, modelId);
  await db.update(schema.model, { id: modelId }).set({ settledThrough: Math.max(settledThrough, round) });
});
