import { z } from "zod";

import { type Deployment, ModelLedger, type ModelView, readModelUri, readModelView, readRoundView } from "#chain";
import { printable } from "#lib";
import { printTable } from "../../terminal/table.js";
import { modelRef, rateText, readingOptions } from "../support/arguments.js";
import { command } from "../support/command.js";
import { modelMeant, modelText } from "../support/modelMeant.js";
import { exact, reserveLine, roundLine, short } from "../support/show.js";
import { bar } from "./bars.js";
import { perRound, rateOf, scoreText, shareOfWhole, shareText, signedPercent } from "./figures.js";
import { type HeldStake, holdersOf } from "./holders.js";
import { openPast, type Past } from "./past.js";
import { type ListedModel, readModelRows } from "./rows.js";
import { wholeFrom } from "./wholeFrom.js";

const schema = z.object({ ...readingOptions, model: modelRef, rounds: wholeFrom(1, "rounds") });

/** Most holders that are listed for people. */
const HOLDERS_SHOWN = 20;

/** A model in a reported round. */
interface ModelRound {
  readonly round: number;
  readonly filled: bigint;
  readonly price: bigint;
  readonly rent: bigint;
  readonly gain: bigint;
  readonly burn: bigint;
  readonly return: bigint | undefined;
  readonly score: number | undefined;
  readonly growth: number | undefined;
  /** Whether the model is settled for it; without that, or without stake, price and rent are not known and 0. */
  readonly settled: boolean;
}

/** One model: its book, what it has been, and who holds it. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const id = await modelMeant(deployment, input.model);
  // First: it says best that there is no such model.
  const view = await readModelView(deployment, id);
  const [uri, round, past] = await Promise.all([
    readModelUri(deployment, id),
    readRoundView(deployment),
    openPast(deployment),
  ]);
  const [[row], ledger, history] = await Promise.all([
    readModelRows(deployment, past, [id]),
    ModelLedger.read(deployment, id, past.through, (each) => past.returnOf(id, each)),
    historyOf(past, id, input.rounds),
  ]);
  const holders = holdersOf(ledger, view);
  return {
    data: {
      ...row!,
      account: await accountOf(deployment, id),
      uri,
      base: view.base,
      earned: view.earned,
      nextReserveTick: view.nextReserveTick,
      pools: view.pools,
      holders,
      history,
    },
    show: () => {
      process.stdout.write(`${roundLine(round)}\n`);
      showModel(deployment, view, row!, uri);
      if (view.pools.length > 0) showDepth(deployment, view);
      if (history.length > 0) showHistory(deployment, history);
      if (holders.length > 0) showHolders(deployment, holders, view.demand);
    },
    next: [`quote ${row!.name} --rate 0.5% --amount 100`],
  };
});

async function accountOf({ contracts }: Deployment, id: number): Promise<string> {
  return contracts.registry.accountOf(id);
}

async function historyOf(past: Past, model: number, most: number): Promise<ModelRound[]> {
  return Promise.all(
    past.reported.slice(-most).map(async (round) => {
      const [settled, record, gained] = await Promise.all([
        past.settledIn(round),
        past.recordOf(model, round),
        past.returnOf(model, round),
      ]);
      const own = settled.find((each) => each.model === model);
      const { filled, rent, gain, burn } = own ?? { filled: 0n, rent: 0n, gain: 0n, burn: 0n };
      const price = rateOf({ filled, rent });
      const { score, growth } = record ?? { score: undefined, growth: undefined };
      return { round, filled, price, rent, gain, burn, return: gained, score, growth, settled: own !== undefined };
    }),
  );
}

function showModel(deployment: Deployment, view: ModelView, row: ListedModel, uri: string | undefined): void {
  const about = uri === undefined || uri === "" ? "" : ` About it: ${printable(uri)}`;
  process.stdout.write(
    `${modelText(row.model, row.name)} of ${row.owner}.${about}\n` +
      `Space: ${exact(deployment, view.limit)}, of it ${exact(deployment, view.base)} base and ${exact(deployment, view.earned)} earned; ` +
      `${short(deployment, view.filled)} filled at ${rateText(view.priceTick)}. ${reserveLine(view)} Rent to collect: ${exact(deployment, view.rent)}.\n` +
      `Last report: score ${scoreText(row.score)}, growth ${scoreText(row.growth)}, base share ${shareText(row.baseShare)}, owner's weight ${shareText(row.weight)}. ` +
      `Return over 1, 5, 20 rounds: ${signedPercent(row.return1)}, ${signedPercent(row.return5)}, ${signedPercent(row.return20)}.\n`,
  );
}

/** The book, the highest rate first, with what stands at each rate and above. */
function showDepth(deployment: Deployment, { pools, limit }: ModelView): void {
  const { symbol } = deployment.token;
  const most = pools.reduce((largest, { assets }) => (assets > largest ? assets : largest), 0n);
  let above = 0n;
  printTable(
    ["tick", "pays at most", `stake ${symbol}`, "filled", "up to here", "of the space", ""],
    pools.map((pool) => {
      above += pool.assets;
      return [
        String(pool.tick),
        rateText(pool.tick),
        short(deployment, pool.assets),
        short(deployment, pool.filled),
        short(deployment, above),
        limit === 0n ? "–" : signedPercent(shareOfWhole(above, limit)).replace("+", ""),
        bar(pool.filled, pool.assets, most),
      ];
    }),
  );
}

function showHistory(deployment: Deployment, history: readonly ModelRound[]): void {
  const { symbol } = deployment.token;
  printTable(
    ["round", `filled ${symbol}`, "price", `rent ${symbol}`, "return", "score", "growth"],
    history.map((each) => [
      String(each.round),
      each.settled ? short(deployment, each.filled) : "–",
      each.settled ? perRound(each.price) : "–",
      each.settled ? short(deployment, each.rent) : "–",
      signedPercent(each.return),
      scoreText(each.score),
      scoreText(each.growth),
    ]),
  );
}

function showHolders(deployment: Deployment, holders: readonly HeldStake[], demand: bigint): void {
  const { symbol } = deployment.token;
  printTable(
    ["holder", `stake ${symbol}`, "filled", "of all bids", "ticks"],
    holders
      .slice(0, HOLDERS_SHOWN)
      .map(({ holder, assets, filled, ticks }) => [
        holder,
        short(deployment, assets),
        short(deployment, filled),
        signedPercent(shareOfWhole(assets, demand)).replace("+", ""),
        ticks.join(" "),
      ]),
  );
  const left = holders.length - HOLDERS_SHOWN;
  if (left > 0) process.stdout.write(`and ${left} more.\n`);
}
