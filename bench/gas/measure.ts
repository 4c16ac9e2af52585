import { WAD } from "#twin";
import { World } from "./world.js";
import type { NetworkConnection } from "hardhat/types/network";

type Ethers = NetworkConnection["ethers"];

/** Gas by the name of the operation. */
export type GasTable = Record<string, number>;

const BATCH = 100;
const TICKS = 128;
const LATE = 8;
const FEE = WAD;
/** A model that did well, unique, of an owner with full weight. */
const GOOD = { score: 2_000, growth: 1_000, weight: 10_000, baseShare: 10_000 };
/** The same model with a loss. */
const BAD = { score: -2_000, growth: -1_000, weight: 10_000, baseShare: 10_000 };

const ids = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const each = (total: bigint, parts: number): number => Math.ceil(Number(total) / parts);

/** What a staker does, on a model that others stake on as well. */
async function stakers(ethers: Ethers, out: GasTable): Promise<void> {
  const world = await World.create(ethers, 1);
  const space = world.space.connect(world.signer(4));
  const holder = await world.signer(4).getAddress();
  await world.bid(3, 1, 40, 50n);
  await world.bid(3, 1, 60, 50n);

  out["bid.newTick"] = Number(await world.bid(4, 1, 50, 50n));
  out["bid.sameTick"] = Number(await world.bid(4, 1, 40, 50n));
  out["bid.topUp"] = Number(await world.bid(4, 1, 40, 50n));
  const shares = await space.balanceOf(holder, (1n << 8n) | 40n);
  out["transfer"] = Number(
    await world.gas(space.transfer(await world.signer(5).getAddress(), (1n << 8n) | 40n, shares / 4n)),
  );
  out["move.raise"] = Number(await world.gas(space.move(1, 40, 60, shares / 4n)));
  out["withdraw"] = Number(await world.gas(space.withdraw(1, 40, shares / 8n, holder, holder)));
}

/** Settlement of `BATCH` models with `ticks` filled ticks each, in a round after their first. */
async function batch(ethers: Ethers, ticks: readonly number[]): Promise<number> {
  const world = await World.create(ethers, BATCH);
  for (const modelId of ids(BATCH)) {
    for (const tick of ticks) await world.bid(3, modelId, tick, 30n);
  }
  // The first settlement gives the owner its first rent; from then on every round costs the same.
  await world.space.connect(world.signer(0)).setReserve(1, 1);
  for (const modelId of ids(BATCH)) await world.space.setReserve(modelId, 1);
  for (let round = 0; round < 2; round++) {
    await world.report(BATCH, GOOD);
    await world.gas(world.space["settle(uint256[])"](ids(BATCH)));
  }
  await world.report(BATCH, BAD);
  return each(await world.gas(world.space["settle(uint256[])"](ids(BATCH))), BATCH);
}

/** One model whose pools are held by many, or fill all ticks, or was left alone for long. */
async function oneModel(ethers: Ethers, ticks: readonly number[], holders: number, rounds: number): Promise<number> {
  const world = await World.create(ethers, 1);
  await world.space.setReserve(1, 1);
  for (const tick of ticks) await world.bid(3, 1, tick, 2n);
  if (holders > 1) await spread(world, ticks[0] ?? 0, holders);
  for (let round = 0; round < 2; round++) {
    await world.report(1, GOOD);
    await world.gas(world.space["settle(uint256[])"]([1]));
  }
  for (let round = 0; round < rounds; round++) await world.report(1, round % 2 === 0 ? BAD : GOOD);
  return Number(await world.gas(world.space["settle(uint256,uint256)"](1, rounds)));
}

/** A batch of models with one filled tick each that nobody settled for eight reported rounds; per model. */
async function lateBatch(ethers: Ethers, models: number): Promise<number> {
  const world = await World.create(ethers, models);
  for (const modelId of ids(models)) {
    await world.space.setReserve(modelId, 1);
    await world.bid(3, modelId, 40, 30n);
  }
  // The first settlement gives the owner its first rent; from then on every round costs the same.
  await world.report(models, GOOD);
  for (const modelId of ids(models)) await world.gas(world.space["settle(uint256[])"]([modelId]));
  for (let round = 0; round < LATE; round++) await world.report(models, round % 2 === 0 ? BAD : GOOD);
  return each(await world.gas(world.space["settle(uint256[])"](ids(models))), models);
}

/** Gives `holders - 1` other accounts a part of one position: the same book, many holders. */
async function spread(world: World, tick: number, holders: number): Promise<void> {
  const space = world.space.connect(world.signer(3));
  const id = (1n << 8n) | BigInt(tick);
  const part = (await space.balanceOf(await world.signer(3).getAddress(), id)) / BigInt(holders);
  const perCall = 400;
  for (let from = 1; from < holders; from += perCall) {
    const calls = Array.from({ length: Math.min(perCall, holders - from) }, (_, i) =>
      space.interface.encodeFunctionData("transfer", [
        world.ethers.toBeHex(BigInt(from + i) + (1n << 100n), 20),
        id,
        part,
      ]),
    );
    await space.multicall(calls);
  }
}

/** What an operator of the oracle pays for a round of 3,000 models. */
async function reports(ethers: Ethers, out: GasTable): Promise<void> {
  const models = 3_000;
  const world = await World.create(ethers, models);
  await world.bid(3, 1, 40, 50n);
  const gas = await world.report(models, GOOD);
  out["report.perModel.3000"] = each(gas.page, models);
  out["seal.2of3"] = Number(gas.seal);
  out["propose.2of3"] = Number(gas.propose);
  out["finalize"] = Number(gas.finalize);
}

/** What an owner pays for a model beside the fee, and for a second one. */
async function registrations(ethers: Ethers, out: GasTable): Promise<void> {
  const world = await World.create(ethers, 1);
  const { registry } = world;
  const gas = world.gas.bind(world);
  const register = async (name: string): Promise<number> => Number(await gas(registry.register(name, "", FEE)));
  out["register"] = await register("a-name-of-some-letters");
  const [owner, buyer] = await ethers.getSigners();
  out["transferModel"] = Number(await gas(registry.transferFrom(owner!, buyer!, 1)));
  out["accept"] = Number(await gas(registry.connect(buyer).accept(1)));
}

async function rent(ethers: Ethers): Promise<number> {
  const world = await World.create(ethers, 1);
  await world.space.setReserve(1, 20);
  await world.bid(3, 1, 40, 50n);
  for (let round = 0; round < 2; round++) await world.report(1, GOOD);
  await world.space["settle(uint256[])"]([1]);
  return Number(await world.gas(world.space.collectRent(1)));
}

/** Every figure of the gas table. `progress` is told the name of what is measured next. */
export async function measureGas(ethers: () => Promise<Ethers>, progress: (name: string) => void): Promise<GasTable> {
  const out: GasTable = {};
  progress("bids, moves, withdrawals");
  await stakers(await ethers(), out);
  progress("settlement of batches");
  out["settle.1tick"] = await batch(await ethers(), [40]);
  out["settle.4ticks"] = await batch(await ethers(), [40, 41, 50, 60]);
  progress("settlement of single models");
  const allTicks = Array.from({ length: TICKS }, (_, tick) => tick);
  out["settle.128ticks"] = await oneModel(await ethers(), allTicks.slice(1).concat(0), 1, 1);
  out["settle.10stakers"] = await oneModel(await ethers(), [40], 10, 1);
  progress("settlement with 10,000 stakers");
  out["settle.10000stakers"] = await oneModel(await ethers(), [40], 10_000, 1);
  progress("settlement after 100 rounds");
  out["settle.100roundsBehind"] = await oneModel(await ethers(), [40], 1, 100);
  progress("settlement of batches eight rounds late");
  out["settle.20models8roundsLate"] = await lateBatch(await ethers(), 20);
  out["settle.80models8roundsLate"] = await lateBatch(await ethers(), 80);
  progress("reports of 3,000 models");
  await reports(await ethers(), out);
  out["collectRent"] = await rent(await ethers());
  await registrations(await ethers(), out);
  return out;
}
