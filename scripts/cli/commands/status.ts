import { z } from "zod";

import {
  signerFor,
  type Deployment,
  type ModelView,
  readAccounts,
  readModelNames,
  readModelUri,
  readModelView,
  readModelIds,
  readModelViews,
  readParameters,
  readPositions,
  readRoundView,
} from "#chain";
import type { Parameters } from "#twin";
import { formatDuration, formatExactAmount, printable, StakespaceError } from "#lib";
import { printTable } from "../terminal/table.js";
import { command, type CommandResult } from "./support/command.js";
import { account, modelRef, readingOptions, tickText } from "./support/arguments.js";
import type { CommandContext } from "./support/context.js";
import { modelMeant } from "./support/modelMeant.js";
import { exact, reserveLine, roundLine, short, showBook, showModels } from "./support/show.js";

const schema = z.object({
  ...readingOptions,
  model: modelRef.optional(),
  holder: account.optional(),
  parameters: z.boolean(),
});

/** Shows the round and one thing more: the models, a model, an account's stake, or the parameters. */
export default command(schema, async (input, context) => {
  const asked = [
    input.model !== undefined && "--model",
    input.holder !== undefined && "--holder",
    input.parameters && "--parameters",
  ];
  const [first, second] = asked.filter((option) => option !== false);
  if (second !== undefined) {
    throw new StakespaceError(`Both ${first!} and ${second} are given.`, {
      code: "BAD_ARGUMENT",
      hint: "Ask for one of them at a time.",
    });
  }
  const deployment = await context.load();
  const round = await readRoundView(deployment);
  const detail = await details();
  return {
    data: { round, ...detail.data },
    show: () => {
      process.stdout.write(`${roundLine(round)}\n`);
      detail.show?.();
    },
    next: detail.next ?? [],
  };

  function details(): Promise<CommandResult> {
    if (input.model !== undefined) return modelDetails(deployment, input.model);
    if (input.holder !== undefined) return holderDetails(deployment, context, input.holder);
    if (input.parameters) return parameterDetails(deployment);
    return overview(deployment);
  }
});

async function overview(deployment: Deployment): Promise<CommandResult> {
  const { chainId, network, addresses, token } = deployment;
  const [accounts, parameters, models] = await Promise.all([
    readAccounts(deployment),
    readParameters(deployment),
    readModelIds(deployment).then((ids) => readNamedModels(deployment, ids)),
  ]);
  return {
    data: { chainId, network, addresses, token, accounts, parameters, models },
    show: () => {
      const line = (text: string): unknown => process.stdout.write(`${text}\n`);
      line(`Stakespace at ${addresses.space} on chain ${chainId}; token ${token.symbol} at ${addresses.token}.`);
      line(
        `Held ${exact(deployment, accounts.held)}; free treasury ${exact(deployment, accounts.treasury)}; ` +
          `burned and not yet sent to the sink ${exact(deployment, accounts.burned)}; rent not yet collected ${exact(deployment, accounts.rentOwed)}.`,
      );
      if (models.length > 0) showModels(deployment, models);
    },
    next: models.length === 0 ? ["register --name my-model"] : ["status --model 1"],
  };
}

/** Models with their names. */
async function readNamedModels(
  deployment: Deployment,
  ids: readonly number[],
): Promise<(ModelView & { name: string })[]> {
  const [models, names] = await Promise.all([readModelViews(deployment, ids), readModelNames(deployment, ids)]);
  return models.map((model, place) => ({ ...model, name: names[place]! }));
}

async function modelDetails(deployment: Deployment, named: string): Promise<CommandResult> {
  const id = await modelMeant(deployment, named);
  // First: it says best that there is no such model.
  const view = await readModelView(deployment, id);
  const [[name], uri] = await Promise.all([readModelNames(deployment, [id]), readModelUri(deployment, id)]);
  const model = { ...view, name: name! };
  return {
    data: { model: { ...model, uri } },
    show: () => {
      showModels(deployment, [model]);
      process.stdout.write(
        `Limit: base ${exact(deployment, model.base)} and earned ${exact(deployment, model.earned)}. ${reserveLine(model)} ` +
          `Settled through round ${model.settledThrough}.${uri === undefined || uri === "" ? "" : ` About it: ${printable(uri)}`}\n`,
      );
      if (model.pools.length > 0) showBook(deployment, model);
    },
    next: [`quote --model ${id} --rate 0.5% --amount 100`],
  };
}

async function holderDetails(deployment: Deployment, context: CommandContext, named: string): Promise<CommandResult> {
  const holder = named.startsWith("0x") ? named : (await signerFor(context.connection, named)).address;
  const ids = await readModelIds(deployment);
  const [balance, positions, models] = await Promise.all([
    deployment.contracts.token.balanceOf(holder),
    readPositions(deployment, holder, ids),
    readModelViews(deployment, ids),
  ]);
  const owned = models.filter((model) => model.owner === holder);
  const { symbol } = deployment.token;
  return {
    data: { holder, balance, positions, models: owned.map((model) => model.model) },
    show: () => {
      const owns =
        owned.length === 0
          ? "no model"
          : `${owned.length === 1 ? "model" : "models"} ${owned.map((model) => model.model).join(", ")}`;
      process.stdout.write(`${holder} has ${exact(deployment, balance)} free and owns ${owns}.\n`);
      if (positions.length === 0) return;
      printTable(
        ["model", "bid", `stake ${symbol}`, `filled ${symbol}`, `idle ${symbol}`],
        positions.map((p) => [
          String(p.model),
          tickText(p.tick),
          short(deployment, p.assets),
          short(deployment, p.filled),
          short(deployment, p.assets - p.filled),
        ]),
      );
    },
  };
}

const AMOUNTS = new Set<keyof Parameters>(["baseLimit", "maxLimit", "minBid", "registrationFee"]);

async function parameterDetails(deployment: Deployment): Promise<CommandResult> {
  const parameters = await readParameters(deployment);
  const text = (name: keyof Parameters): string => {
    const value = parameters[name];
    if (AMOUNTS.has(name)) return exact(deployment, value as bigint);
    if (typeof value === "bigint") return formatExactAmount(value);
    return name === "maxMissedRounds" ? String(value) : formatDuration(value * 1000);
  };
  return {
    data: { parameters },
    show: () => {
      printTable(
        ["parameter", "value"],
        (Object.keys(parameters) as (keyof Parameters)[]).map((name) => [name, text(name)]),
      );
    },
  };
}
