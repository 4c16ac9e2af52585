import { z } from "zod";

import { type Deployment, readModelIds, readModelNames, readModelViews, readParameters, readRoundView } from "#chain";
import { formatNumber, StakespaceError } from "#lib";
import { guarded } from "../../sending/plan.js";
import { sendingCommand } from "../../sending/sendingCommand.js";
import { formatTable } from "../../terminal/table.js";
import { withApproval } from "../support/approval.js";
import { amount, planningOptions, positiveAmount, rateText, tick, tickFrom, tickText } from "../support/arguments.js";
import { modelMeant, modelText } from "../support/modelMeant.js";
import { exact, sentData, short } from "../support/show.js";
import { wholeFrom } from "../views/wholeFrom.js";
import { type PlannedBid, spread } from "./spread.js";

const schema = z.object({
  ...planningOptions,
  budget: amount,
  tick: tick.optional(),
  rate: z.string().optional(),
  models: z.string().optional(),
  most: amount.optional(),
  count: wholeFrom(1, "models"),
});

/** Bids that one transaction takes: each may settle a model over 16 rounds first. */
const BIDS_PER_TRANSACTION = 20;

/** Spreads a budget over several models under a highest rate, and bids on all of them in one transaction. */
export default sendingCommand("plan", schema, async (input, desk) => {
  const { deployment, signer } = desk;
  const at = tickFrom(input, "down");
  const { decimals, symbol } = deployment.token;
  const budget = positiveAmount(input.budget, decimals);
  const ids = await idsOf(deployment, input.models);
  const [models, names, round, { minBid }] = await Promise.all([
    readModelViews(deployment, ids),
    readModelNames(deployment, ids),
    readRoundView(deployment),
    readParameters(deployment),
  ]);
  const most = input.most === undefined ? budget : positiveAmount(input.most, decimals);
  const count = Math.min(input.count, BIDS_PER_TRANSACTION);
  const bids = spread(models, { budget, tick: at, most, least: minBid, count });
  if (bids.length === 0) {
    throw new StakespaceError(
      `No model has ${exact(deployment, minBid)} or more of space at ${tickText(at)} or less.`,
      {
        code: "NO_SPACE",
        hint: 'Name a higher rate with --rate; "models --sort free" shows where there is space.',
      },
    );
  }
  const nameOf = new Map(ids.map((id, place) => [id, names[place]!]));
  const total = sum(bids, (bid) => bid.amount);
  const rent = sum(bids, (bid) => bid.rent);
  const { interface: abi } = deployment.contracts.space;
  const calls = bids.map(({ model, amount: assets }) =>
    abi.encodeFunctionData("bid", [model.model, at, assets, signer.address]),
  );
  const step = { what: `Bid on ${formatNumber(bids.length, "model")}`, ...guarded(deployment, round, calls) };
  const steps = await withApproval(desk, deployment.addresses.space, total, step);
  const known = {
    tick: at,
    budget,
    spent: total,
    rent,
    holder: signer.address,
    bids: bids.map(({ model, amount: assets, filled, rent: paid, after }) => ({
      model: model.model,
      name: nameOf.get(model.model)!,
      assets,
      filled,
      rent: paid,
      price: { before: model.rate, after: after.rate },
    })),
  };
  return {
    lines: [
      `Bid ${exact(deployment, total)} at ${tickText(at)}, from ${signer.address}:`,
      ...tableOf(deployment, bids, nameOf),
      `  rent about ${short(deployment, rent)} ${symbol} a round in all${steps.length > 1 ? "; in two transactions, an approval of exactly this amount first" : ""}`,
    ],
    warnings:
      total === budget
        ? []
        : [`only so much is filled for that rate; ${exact(deployment, budget - total)} stay unspent.`],
    pays: total,
    steps,
    data: known,
    outcome: (sent) => ({ data: { ...known, transactions: sentData(sent) }, next: [`positions ${signer.address}`] }),
  };
});

async function idsOf(deployment: Deployment, named: string | undefined): Promise<number[]> {
  if (named === undefined) return readModelIds(deployment);
  const meant = await Promise.all(named.split(",").map((one) => modelMeant(deployment, one.trim())));
  return [...new Set(meant)];
}

function tableOf(deployment: Deployment, bids: readonly PlannedBid[], names: ReadonlyMap<number, string>): string[] {
  const rows = bids.map(({ model, amount: assets, filled, rent, after }) => [
    modelText(model.model, names.get(model.model)!),
    short(deployment, assets),
    short(deployment, filled),
    rateText(model.priceTick),
    rateText(after.priceTick),
    short(deployment, rent),
  ]);
  const headers = ["model", `bid ${deployment.token.symbol}`, "filled", "price now", "after", "rent a round"];
  return formatTable(headers, rows)
    .split("\n")
    .map((line) => `  ${line}`);
}

function sum(bids: readonly PlannedBid[], of: (bid: PlannedBid) => bigint): bigint {
  return bids.reduce((total, bid) => total + of(bid), 0n);
}
