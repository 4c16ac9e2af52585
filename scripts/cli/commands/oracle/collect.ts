import { z } from "zod";

import { readRoundView, signerFor } from "#chain";
import { readHistory } from "#history";
import { formatNumber, StakespaceError } from "#lib";
import { type Channel, collectRound, DEFAULT_ORACLE_CONFIG, pullSubmissions, SubmissionStore } from "#oracle";
import { folderPath, readingOptions } from "../support/arguments.js";
import { command } from "../support/command.js";
import { endpoints, submissionsFolder } from "./channelOptions.js";
import { roundFolder } from "./roundFolder.js";

const TOURNAMENT = 'name whose rounds these are, e.g. "--tournament signals"';

const schema = z.object({
  ...readingOptions,
  round: roundFolder,
  tournament: z.string({ required_error: TOURNAMENT }).min(1, TOURNAMENT),
  files: z.string().optional(),
  store: z.string().optional(),
  history: folderPath.optional(),
  peers: endpoints,
  reporter: z.string().optional(),
  asOf: z.string().optional(),
  resolves: z.string().optional(),
});

/** Makes the predictions of the open round's folder from what was handed in. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  if (input.files !== undefined && input.peers.length > 0) {
    throw new StakespaceError("--files and --peers are two ways to collect.", {
      code: "BAD_ARGUMENT",
      hint: "Name one of them.",
    });
  }
  const store = new SubmissionStore(deployment, input.store ?? submissionsFolder(deployment));
  const channel: Channel = {
    deployment,
    store,
    folderOf: () => input.round,
    signer: input.reporter === undefined ? undefined : await signerFor(context.connection, input.reporter),
  };
  const { round } = await readRoundView(deployment);
  const pulled = await pullSubmissions(channel, { urls: input.peers, talk: context.talk }, round);
  const source = { deployment, history: await readHistory(deployment, input.history), config: DEFAULT_ORACLE_CONFIG };
  const { tournament, files, asOf, resolves } = input;
  const options = { folder: input.round, files, store, tournament, dates: { asOf, resolves } };
  const collected = await collectRound(source, options);
  return {
    data: { ...collected, pulled },
    show: () => {
      const line = (text: string): unknown => process.stdout.write(`${text}\n`);
      const { models, refused, strays } = collected;
      line(`Round ${round}: ${formatNumber(models.length, "submission")} in ${input.round}: ${models.join(", ")}.`);
      for (const { model, reason } of refused) line(`  the submission of "${model}" counts as none: ${reason}`);
      for (const stray of strays) line(`  ${stray} is no model's file and was left`);
    },
    next: [`oracle seal --round ${input.round}`],
  };
});
