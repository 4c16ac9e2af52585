// An owner's reserve policy: half of what the space would fetch if everybody paid his own rate, but never below a floor, and no
// change of less than two ticks, which nobody would notice and gas would be paid for. Run it once a round, e.g. from a timer.
//
//   npm install stakespace ethers
//   RPC_URL=https://… PRIVATE_KEY=0x… node reserve.mjs --model 1 --floor 0.1
import { parseArgs } from "node:util";

import { JsonRpcProvider, NonceManager, parseUnits, Wallet } from "ethers";
import { connect, putReserve, readModelView, takeRent } from "stakespace/ethers";
import { clear, rate, tickAtMost } from "stakespace/twin";

const { values } = parseArgs({
  options: { model: { type: "string", default: "1" }, floor: { type: "string", default: "0.1" } },
});

const provider = new JsonRpcProvider(process.env.RPC_URL ?? "http://127.0.0.1:8545");
const signer = new NonceManager(new Wallet(process.env.PRIVATE_KEY, provider));
const deployment = await connect(provider);
const model = await readModelView(deployment, Number(values.model));
const floor = tickAtMost(parseUnits(values.floor, 3));

const say = (line) => process.stdout.write(`${line}\n`);

// What everybody who has space would pay at most, averaged over what is filled without any reserve.
const book = new Map(model.pools.map(({ tick, assets, shares }) => [tick, { assets, shares }]));
const { fills, filled } = clear(book, model.limit, 0);
const worth = [...fills].reduce((sum, [tick, amount]) => sum + rate(tick) * amount, 0n);
const half = filled === 0n ? 0 : tickAtMost(worth / filled / 2n);
const wanted = Math.max(floor, half);

if (Math.abs(wanted - model.nextReserveTick) < 2) say(`the reserve stays at tick ${model.nextReserveTick}`);
else {
  await putReserve(deployment, signer, { model: model.model, tick: wanted });
  say(`from the next round on the reserve is tick ${wanted}, it was ${model.nextReserveTick}`);
}
if (model.rent > 0n) {
  await takeRent(deployment, signer, { model: model.model });
  say(`collected ${model.rent}`);
}
provider.destroy();
