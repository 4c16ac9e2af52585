import { z } from "zod";

import {
  type Deployment,
  readModelIds,
  readModelNames,
  readModelViews,
  readPositions,
  readRoundView,
  signerFor,
} from "#chain";
import { rate as rateAt } from "#twin";
import { formatFromNow, formatTime, StakespaceError } from "#lib";
import { say } from "../../terminal/output.js";
import { account, duration, rateText, readingOptions, tickFrom, tickText } from "../support/arguments.js";
import { command } from "../support/command.js";
import { modelMeant } from "../support/modelMeant.js";
import { short } from "../support/show.js";
import { WatchEnd } from "../views/watchEnd.js";
import { type Alert, alertsBetween, type Standing } from "./alerts.js";

const schema = z.object({
  ...readingOptions,
  holder: account.optional(),
  models: z.string().optional(),
  price: z.string().optional(),
  quiet: duration,
  every: duration,
  once: z.boolean(),
});

/** Looks at an account's stake again and again, and tells what it may want to act on, until Ctrl+C. */
export default command(schema, async (input, context) => {
  if (input.json && !input.once) {
    throw new StakespaceError("--json prints one object, and watching has no end.", {
      code: "BAD_ARGUMENT",
      hint: "Add --once to look once, e.g. from a timer.",
    });
  }
  const deployment = await context.load();
  const named = input.holder ?? "0";
  const holder = named.startsWith("0x") ? named : (await signerFor(context.connection, named)).address;
  const price = input.price === undefined ? undefined : rateAt(tickFrom({ rate: input.price }, "down"));
  const wishes = { price, quiet: input.quiet };
  const watched = input.models === undefined ? undefined : await idsOf(deployment, input.models);
  const names = new Map<number, string>();
  const end = new WatchEnd(context.interrupts);
  let [before, told]: [Standing | undefined, Alert[]] = [undefined, []];
  do {
    const now = await standingOf(deployment, holder, watched);
    for (const alert of alertsBetween(before, now, wishes)) {
      told.push(alert);
      if (!input.json) process.stdout.write(`${formatTime(now.round.now)}  ${await words(alert, now)}\n`);
    }
    if (before === undefined && told.length === 0 && !input.json)
      say(`Nothing to tell of ${holder} in round ${now.round.round}.`);
    if (!input.once) told = [];
    before = now;
    if (!input.once) await end.orAfter(input.every * 1000);
  } while (!input.once && !end.isOver);
  return { data: { holder, round: before.round.round, alerts: told } };

  async function words(alert: Alert, { round }: Standing): Promise<string> {
    switch (alert.kind) {
      case "round":
        return `Round ${alert.round} has opened: bids are taken until ${formatTime(alert.locksAt)}.`;
      case "quiet":
        return `The quiet period of round ${alert.round} begins ${formatFromNow(alert.quietFrom, round.now)}: nothing may leave then.`;
      case "outbid":
        return `Outbid on ${await nameOf(alert.model)}: ${short(deployment, alert.filled)} filled at ${tickText(alert.tick)}, before ${short(deployment, alert.before)}. ${context.run(`raise ${await nameOf(alert.model)} --from-tick ${alert.tick}`)}`;
      case "idle":
        return `Idle on ${await nameOf(alert.model)}: all ${short(deployment, alert.assets)} at ${tickText(alert.tick)}; the price is ${rateText(alert.priceTick)}. ${context.run(`raise ${await nameOf(alert.model)} --from-tick ${alert.tick}`)}`;
      case "price":
        return `The price of ${await nameOf(alert.model)} is ${rateText(alert.priceTick)}.`;
    }
  }

  async function nameOf(id: number): Promise<string> {
    const known = names.get(id) ?? (await readModelNames(deployment, [id]))[0]!;
    names.set(id, known);
    return known;
  }
});

async function standingOf(
  deployment: Deployment,
  holder: string,
  watched: readonly number[] | undefined,
): Promise<Standing> {
  const ids = await readModelIds(deployment);
  const [round, all] = await Promise.all([readRoundView(deployment), readPositions(deployment, holder, ids)]);
  const positions = watched === undefined ? all : all.filter(({ model }) => watched.includes(model));
  const models = await readModelViews(deployment, watched ?? [...new Set(positions.map(({ model }) => model))]);
  return { round, positions, models };
}

async function idsOf(deployment: Deployment, named: string): Promise<number[]> {
  const meant = await Promise.all(named.split(",").map((one) => modelMeant(deployment, one.trim())));
  return [...new Set(meant)];
}
