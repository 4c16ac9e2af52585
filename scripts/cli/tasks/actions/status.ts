import { z } from "zod";

import {
  signerFor,
  type Stakespace,
  readAccounts,
  readModel,
  readModelIds,
  readModels,
  readParameters,
  readPositions,
  readRound,
} from "#chain";
import type { Parameters } from "#twin";
import { formatDuration, formatExactAmount } from "#lib";
import { printTable } from "../../terminal/output.js";
import { action, type Outcome } from "../support/action.js";
import { account, modelId, readingOptions, tickText } from "../support/arguments.js";
import type { TaskContext } from "../support/context.js";
import { exact, reserveLine, roundLine, short, showBook, showModels } from "../support/show.js";

const schema = z.object({
  ...readingOptions,
  model: modelId.optional(),
  holder: account.optional(),
  parameters: z.boolean(),
});

/** Shows the round and one thing more: the models, a model, an account's stake, or the parameters. */
export default action(schema, async (input, context) => {
  const stakespace = await context.load();
  const round = await readRound(stakespace);
  const detail = await details();
  return {
    data: { round, ...detail.data },
    show: () => {
      process.stdout.write(`${roundLine(round)}\n`);
      detail.show?.();
    },
    next: detail.next ?? [],
  };

  function details(): Promise<Outcome> {
    if (input.model !== undefined) return modelDetails(stakespace, input.model);
    if (input.holder !== undefined) return holderDetails(stakespace, context, input.holder);
    if (input.parameters) return parameterDetails(stakespace);
    return overview(stakespace);
  }
});

async function overview(stakespace: Stakespace): Promise<Outcome> {
  const { chainId, network, addresses, token } = stakespace;
  const [accounts, parameters, models] = await Promise.all([
    readAccounts(stakespace),
    readParameters(stakespace),
    readModelIds(stakespace).then((ids) => readModels(stakespace, ids)),
  ]);
  return {
    data: { chainId, network, addresses, token, accounts, parameters, models },
    show: () => {
      const line = (text: string): unknown => process.stdout.write(`${text}\n`);
      line(`Stakespace at ${addresses.space} on chain ${chainId}; token ${token.symbol} at ${addresses.token}.`);
      line(
        `Held ${exact(stakespace, accounts.held)}; free treasury ${exact(stakespace, accounts.treasury)}; ` +
          `burned and not yet sent to the sink ${exact(stakespace, accounts.burned)}; rent not yet collected ${exact(stakespace, accounts.rentOwed)}.`,
      );
      if (models.length > 0) showModels(stakespace, models);
    },
    next:
      models.length === 0
        ? ["npx hardhat register --uri https://example.com/my-model"]
        : ["npx hardhat status --model 1"],
  };
}

async function modelDetails(stakespace: Stakespace, id: number): Promise<Outcome> {
  const model = await readModel(stakespace, id);
  const uri = await stakespace.contracts.registry.tokenURI(id);
  return {
    data: { model: { ...model, uri } },
    show: () => {
      showModels(stakespace, [model]);
      process.stdout.write(
        `Limit: base ${exact(stakespace, model.base)} and earned ${exact(stakespace, model.earned)}. ${reserveLine(model)} ` +
          `Settled through round ${model.settledThrough}.${uri === "" ? "" : ` About it: ${uri}`}\n`,
      );
      if (model.pools.length > 0) showBook(stakespace, model);
    },
    next: [`npx hardhat quote --model ${id} --rate 0.5% --amount 100`],
  };
}

async function holderDetails(stakespace: Stakespace, context: TaskContext, named: string): Promise<Outcome> {
  const holder = named.startsWith("0x") ? named : (await signerFor(context.connection, named)).address;
  const ids = await readModelIds(stakespace);
  const [balance, positions, models] = await Promise.all([
    stakespace.contracts.token.balanceOf(holder),
    readPositions(stakespace, holder, ids),
    readModels(stakespace, ids),
  ]);
  const owned = models.filter((model) => model.owner === holder);
  const { symbol } = stakespace.token;
  return {
    data: { holder, balance, positions, models: owned.map((model) => model.model) },
    show: () => {
      const owns =
        owned.length === 0
          ? "no model"
          : `${owned.length === 1 ? "model" : "models"} ${owned.map((model) => model.model).join(", ")}`;
      process.stdout.write(`${holder} has ${exact(stakespace, balance)} free and owns ${owns}.\n`);
      if (positions.length === 0) return;
      printTable(
        ["model", "bid", `stake ${symbol}`, `filled ${symbol}`, `idle ${symbol}`],
        positions.map((p) => [
          String(p.model),
          tickText(p.tick),
          short(stakespace, p.assets),
          short(stakespace, p.filled),
          short(stakespace, p.assets - p.filled),
        ]),
      );
    },
  };
}

const AMOUNTS = new Set<keyof Parameters>(["baseLimit", "maxLimit", "minBid", "registrationFee"]);

async function parameterDetails(stakespace: Stakespace): Promise<Outcome> {
  const parameters = await readParameters(stakespace);
  const text = (name: keyof Parameters): string => {
    const value = parameters[name];
    if (AMOUNTS.has(name)) return exact(stakespace, value as bigint);
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
