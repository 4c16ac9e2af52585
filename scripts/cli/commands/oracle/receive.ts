import { once } from "node:events";
import { join } from "node:path";

import { z } from "zod";

import { signerFor } from "#chain";
import { roundName } from "#lib";
import { receiveSubmissions, SubmissionStore } from "#oracle";
import { duration, readingOptions } from "../support/arguments.js";
import { command } from "../support/command.js";
import { endpoints, submissionsFolder } from "./channelOptions.js";

const ROUNDS = 'name the folder of round folders, e.g. "--rounds rounds"';
const REPORTER = "name the reporter's account, by place or address: it signs receipts";

const schema = z.object({
  ...readingOptions,
  rounds: z.string({ required_error: ROUNDS }).min(1, ROUNDS),
  reporter: z.string({ required_error: REPORTER }).min(1, REPORTER),
  store: z.string().optional(),
  peers: endpoints,
  host: z.string(),
  port: z
    .string()
    .regex(/^\d{1,5}$/, "name a port from 0 to 65535")
    .transform(Number)
    .pipe(z.number().max(65_535)),
  every: duration,
});

/** Takes submissions over HTTP until it is stopped. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const store = new SubmissionStore(deployment, input.store ?? submissionsFolder(deployment));
  const folderOf = (round: number): string => join(input.rounds, roundName(round));
  const signer = await signerFor(context.connection, input.reporter);
  const { host, port, peers, every } = input;
  const receiving = await receiveSubmissions(
    { deployment, store, folderOf, signer },
    { urls: peers, talk: context.talk },
    { host, port, pullEvery: every * 1000 },
  );
  context.talk.say(`Taking submissions at ${receiving.url}; Ctrl+C ends it.`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await receiving.close();
  return { data: { url: receiving.url } };
});
