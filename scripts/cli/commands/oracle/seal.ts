import { z } from "zod";

import { readRoundView } from "#chain";
import { openHistory } from "#history";
import { formatNumber, formatTime } from "#lib";
import { type InputSource, makeSealer, sealRound, submissionsOf } from "#oracle";
import { folderPath, sendingOptions } from "../support/arguments.js";
import { command } from "../support/command.js";
import { sentData } from "../support/show.js";
import { reportersHere } from "./reportersHere.js";
import { refusedLines } from "./refusedLines.js";
import { roundFolder } from "./roundFolder.js";
import { readSettings } from "./settings.js";

const schema = z.object({
  ...sendingOptions,
  round: roundFolder,
  settings: z.string().optional(),
  history: folderPath.optional(),
});

/** Seals the submissions of the open round, so that nobody can hand in after the lock. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const sender = await context.signer();
  const source: InputSource = {
    deployment,
    history: await openHistory(deployment, { folder: input.history, talk: context.talk }),
    config: await readSettings(input.settings),
  };
  const { oracle } = deployment.contracts;
  const [view, addresses, quorum] = await Promise.all([readRoundView(deployment), oracle.reporters(), oracle.quorum()]);
  const { models, root, refused } = await submissionsOf(source, input.round);
  const nameOf = (model: number): Promise<string> => deployment.contracts.registry.nameOf(model);
  const counted = await refusedLines(refused, nameOf);
  await context.confirm([
    `Seal round ${view.round} with ${formatNumber(models.length, "submission")} from ${input.round}: ${models.join(", ")}.`,
    ...counted,
    `  root ${root}, signed by ${quorum} of ${addresses.length} reporters; it can be sealed again until ${formatTime(view.locksAt)}`,
  ]);
  const sealers = await reportersHere(context.connection, addresses, (signer, address) =>
    makeSealer(signer, address, source, input.round),
  );
  const sealed = await sealRound(source, { folder: input.round, sealers, sender, talk: context.talk });
  return {
    data: { round: sealed.round, root, models, refused, transactions: sentData(sealed.transactions) },
    show: () => {
      const how = sealed.transactions.length === 0 ? "was sealed before with the same submissions" : "is sealed";
      process.stdout.write(`Round ${sealed.round} ${how}: ${formatNumber(models.length, "model")}, root ${root}.\n`);
    },
    next: [`oracle run --round ${input.round}`],
  };
});
