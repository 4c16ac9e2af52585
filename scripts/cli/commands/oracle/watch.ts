import { z } from "zod";

import { travellingClock } from "#chain";
import { StakespaceError } from "#lib";
import {
  exchangeRoutes,
  Health,
  roundFoldersIn,
  submissionRoutes,
  type ServerPlace,
  startServer,
  type WatchLog,
  WatchMetrics,
  watchRounds,
} from "#oracle";
import { duration, folderPath } from "../support/arguments.js";
import { command } from "../support/command.js";
import { sentData } from "../support/show.js";
import { openInbox } from "./inbox.js";
import { openOperator, operatorOptions, watchFor } from "./operator.js";
import { rulesFor } from "./watchRules.js";
import { watchLog } from "./watchLog.js";

const FOLDERS = 'name the folder that has the folders of rounds, e.g. "--rounds rounds" with rounds/round-0001';

const schema = z.object({
  ...operatorOptions,
  rounds: z.string({ required_error: FOLDERS }).min(1, FOLDERS),
  once: z.boolean(),
  travel: z.boolean(),
  again: z.boolean(),
  execute: z.boolean(),
  interval: duration,
  turn: duration,
  sealLead: duration,
  listen: z
    .string()
    .regex(/^[^:\s]+:\d{1,5}$/, "name host and port, e.g. 127.0.0.1:9464")
    .optional(),
  submissions: folderPath.optional(),
  tournament: z.string().min(1, "name the tournament").optional(),
  log: z.enum(["pretty", "json"]),
});

/** Looks after rounds: seals, settles, signs, proposes, finalizes, whatever is to be done next. */
export default command(schema, async (input, context) => {
  const log = watchLog(input.log);
  const talk = {
    ...context.talk,
    say: (line: string): void => {
      log.info(line);
    },
  };
  const operator = await openOperator(context, input, talk);
  const { deployment, keys, sender } = operator;
  try {
    const inbox = await openInbox(operator, input, log);
    const address = await sender.getAddress();
    await context.confirm([
      `Watch the rounds of ${input.rounds} ${input.once ? "until nothing is left to do now" : "until it is stopped"}: seal, settle, sign, propose, finalize and flush as it comes.`,
      `  reports and seals are signed with the keys that are here, transactions are paid by ${address}`,
    ]);
    const watch = await watchFor(operator, input, {
      folders: roundFoldersIn(input.rounds),
      inbox,
      log,
      keys,
      sender,
      turnDelay: input.turn * 1_000,
      rules: rulesFor(deployment, input),
    });
    const health = new Health(input.interval * 1_000);
    const metrics = new WatchMetrics(operator.requests);
    const routes = [health.route, metrics.route, ...exchangeRoutes(watch.exchange)];
    if (inbox !== undefined) routes.push(submissionRoutes(inbox.channel, inbox.peers));
    const server = input.listen === undefined ? undefined : await startServer(routes, placeOf(input.listen, log));
    if (server !== undefined)
      log.info(
        `Listening at ${server.url}: /health, /metrics, /exchange${inbox === undefined ? "" : ", /submissions"}.`,
        { url: server.url },
      );
    const stop = new AbortController();
    const end = (): void => {
      log.info("Stopping after this step.");
      stop.abort();
    };
    process.once("SIGTERM", end).once("SIGINT", end);
    try {
      await operator.recover();
      const sent = await watchRounds(watch, {
        once: input.once,
        interval: input.interval * 1_000,
        signal: stop.signal,
        ...(input.travel && { clock: travellingClock(deployment) }),
        onLook: (pass) => {
          health.onLook(pass);
          metrics.onLook(pass);
        },
      });
      return { data: { transactions: sentData(sent) }, next: ["status"] };
    } finally {
      process.off("SIGTERM", end).off("SIGINT", end);
      await server?.close();
    }
  } finally {
    operator.close();
  }
});

function placeOf(listen: string, log: WatchLog): ServerPlace {
  const [host, port] = [listen.slice(0, listen.lastIndexOf(":")), Number(listen.slice(listen.lastIndexOf(":") + 1))];
  const onError = (line: string): void => {
    log.error(line, { step: "http" });
  };
  if (port <= 65_535) return { host, port, onError };
  throw new StakespaceError(`--listen "${listen}": there is no port ${port}.`, {
    code: "BAD_ARGUMENT",
    hint: "Name one up to 65535.",
  });
}
