// A bot that keeps stake at work: once a round it spreads what is in its budget over the models whose last score was best, never
// pays more than RATE, and raises what has fallen below the price, up to RATE.
//
//   npm install stakespace ethers
//   RPC_URL=https://… PRIVATE_KEY=0x… node bid.mjs --budget 500 --rate 0.5 --models 5 [--once]
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";

import { getBytes, JsonRpcProvider, NonceManager, parseUnits, Wallet } from "ethers";
import {
  connect,
  moveStake,
  placeBid,
  readModelIds,
  readModelViews,
  readPositions,
  readRoundView,
} from "stakespace/ethers";
import { recordOf, decodePages, tickAtMost } from "stakespace/twin";

const { values } = parseArgs({
  options: {
    budget: { type: "string", default: "500" },
    rate: { type: "string", default: "0.5" },
    models: { type: "string", default: "5" },
    once: { type: "boolean", default: false },
  },
});

const provider = new JsonRpcProvider(process.env.RPC_URL ?? "http://127.0.0.1:8545");
const wallet = new Wallet(process.env.PRIVATE_KEY, provider);
const signer = new NonceManager(wallet);
const deployment = await connect(provider);
const tick = tickAtMost(parseUnits(values.rate, 3)); // percent to units of 0.001 %
const budget = parseUnits(values.budget, deployment.token.decimals);

const say = (line) => process.stdout.write(`${line}\n`);

/** What the last report said of each model; nothing before the first one. */
async function lastSheet(lastReported) {
  if (lastReported === 0) return [];
  const { pages } = await deployment.contracts.space.roundRecord(lastReported);
  const codes = await Promise.all(pages.map((page) => provider.getCode(page)));
  return decodePages(codes.map((code) => getBytes(code).subarray(1)));
}

async function act({ lastReported }) {
  const [models, positions, sheet] = await Promise.all([
    readModelIds(deployment).then((ids) => readModelViews(deployment, ids)),
    readModelIds(deployment).then((ids) => readPositions(deployment, wallet.address, ids)),
    lastSheet(lastReported),
  ]);
  const byId = new Map(models.map((model) => [model.model, model]));

  for (const { model, tick: at, filled } of positions) {
    const { priceTick } = byId.get(model);
    if (filled > 0n || at >= tick || priceTick > tick) continue;
    await moveStake(deployment, signer, { model, fromTick: at, toTick: tick });
    say(`raised the bid on model ${model} from tick ${at} to ${tick}`);
  }

  let left = budget - positions.reduce((sum, { assets }) => sum + assets, 0n);
  const score = ({ model }) => recordOf(sheet, model)?.score ?? 0;
  const best = models
    .filter(({ limit, filled, reserveTick }) => limit > filled && reserveTick <= tick)
    .sort((a, b) => score(b) - score(a) || a.model - b.model)
    .slice(0, Number(values.models));
  for (const { model, limit, filled } of best) {
    const free = limit - filled;
    const amount = free < left ? free : left;
    if (amount < 10n ** BigInt(deployment.token.decimals)) continue; // less than the smallest position
    await placeBid(deployment, signer, { model, tick, amount });
    left -= amount;
    say(`bid ${amount} on model ${model} at tick ${tick}`);
  }
}

let done = 0;
for (;;) {
  const round = await readRoundView(deployment);
  if (round.phase === "Bidding" && round.round !== done) {
    await act(round);
    done = round.round;
  }
  if (values.once) break;
  await setTimeout(15_000);
}
provider.destroy();
