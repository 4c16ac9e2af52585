import { type Address, encodeFunctionData, type Hex } from "viem";

import { modelRegistryAbi, scoreOracleAbi, stakeSpaceAbi, testTokenAbi } from "stakespace/abi";

import type { Config } from "../config.ts";
import { words } from "../words/index.ts";
import type { Deal, Step } from "./deal.ts";

type Places = Config["addresses"];

/** How long what was signed stays good, seconds of the chain's time. */
const GOOD_FOR = 1_200;

/** When it is done: in this round or not at all. */
export interface When {
  readonly round: number;
  /** The chain's time now, unix seconds. */
  readonly now: number;
}

const deadlineOf = ({ now }: When): bigint => BigInt(now + GOOD_FOR);

/** A call of the stake space that is refused in any other round, and after a while. */
export function guarded(when: When, call: Hex): Hex {
  const guard = encodeFunctionData({
    abi: stakeSpaceAbi,
    functionName: "requireRound",
    args: [BigInt(when.round), deadlineOf(when)],
  });
  return encodeFunctionData({ abi: stakeSpaceAbi, functionName: "multicall", args: [[guard, call]] });
}

/** Lets a contract take exactly so much. */
export function approval(places: Places, spender: Address, amount: bigint, title: string): Step {
  const data = encodeFunctionData({ abi: testTokenAbi, functionName: "approve", args: [spender, amount] });
  return { kind: "send", title, to: places.token, data: () => data };
}

/** Stake to another rate of the same model. */
export function moveDeal(
  places: Places,
  when: When,
  terms: { model: number; from: number; to: number; shares: bigint },
  title: string,
): Deal {
  const { model, from, to, shares } = terms;
  const call = encodeFunctionData({
    abi: stakeSpaceAbi,
    functionName: "move",
    args: [BigInt(model), from, to, shares],
  });
  return {
    title,
    steps: [{ kind: "send", title, to: places.space, data: () => guarded(when, call) }],
    done: words.deal.moved,
  };
}

/** Stake back to its holder. */
export function withdrawDeal(
  places: Places,
  terms: { model: number; tick: number; shares: bigint; holder: Address },
  title: string,
): Deal {
  const { model, tick, shares, holder } = terms;
  const data = encodeFunctionData({
    abi: stakeSpaceAbi,
    functionName: "withdraw",
    args: [BigInt(model), tick, shares, holder, holder],
  });
  return { title, steps: [{ kind: "send", title, to: places.space, data: () => data }], done: words.deal.withdrawn };
}

/** A call of the stake space with one model, or none. */
export function spaceDeal(
  places: Places,
  name: "collectRent" | "expireRound" | "flushBurned",
  model: number | undefined,
  texts: { title: string; done: string },
): Deal {
  const data =
    name === "collectRent"
      ? encodeFunctionData({ abi: stakeSpaceAbi, functionName: name, args: [BigInt(model ?? 0)] })
      : encodeFunctionData({ abi: stakeSpaceAbi, functionName: name });
  return {
    title: texts.title,
    done: texts.done,
    steps: [{ kind: "send", title: texts.title, to: places.space, data: () => data }],
  };
}

/** Makes the pending report final: anyone may, once nobody can veto it any more. */
export function finalizeDeal(places: Places, round: number, title: string): Deal {
  const data = encodeFunctionData({ abi: scoreOracleAbi, functionName: "finalize", args: [BigInt(round)] });
  return { title, done: words.deal.finalized, steps: [{ kind: "send", title, to: places.oracle, data: () => data }] };
}

/** Brings models up to the last closed round. */
export function settleDeal(places: Places, models: readonly number[], title: string): Deal {
  const data = encodeFunctionData({ abi: stakeSpaceAbi, functionName: "settle", args: [models.map(BigInt)] });
  return { title, done: words.deal.settled, steps: [{ kind: "send", title, to: places.space, data: () => data }] };
}

/** The lowest rate at which a model's space is sold, from the next round on. */
export function reserveDeal(places: Places, model: number, tick: number, title: string): Deal {
  const data = encodeFunctionData({ abi: stakeSpaceAbi, functionName: "setReserve", args: [BigInt(model), tick] });
  return { title, done: words.deal.reserved, steps: [{ kind: "send", title, to: places.space, data: () => data }] };
}

/** A model counts for one's own record from the next round on. */
export function acceptDeal(places: Places, model: number, title: string): Deal {
  const data = encodeFunctionData({ abi: modelRegistryAbi, functionName: "accept", args: [BigInt(model)] });
  return { title, done: words.deal.accepted, steps: [{ kind: "send", title, to: places.registry, data: () => data }] };
}

/** A new model, after an approval of the fee where there is one. */
export function registerDeal(
  places: Places,
  { name, uri, fee, allowance }: { name: string; uri: string; fee: bigint; allowance: bigint },
  titles: { approve: string; register: string },
): Deal {
  const data = encodeFunctionData({ abi: modelRegistryAbi, functionName: "register", args: [name, uri, fee] });
  const steps: Step[] = fee > allowance ? [approval(places, places.registry, fee, titles.approve)] : [];
  steps.push({ kind: "send", title: titles.register, to: places.registry, data: () => data });
  return { title: titles.register, done: words.deal.registered(name), steps };
}

/** Test tokens for whoever asks. */
export function mintDeal(places: Places, holder: Address, amount: bigint, title: string): Deal {
  const data = encodeFunctionData({ abi: testTokenAbi, functionName: "mint", args: [holder, amount] });
  return { title, done: words.deal.minted, steps: [{ kind: "send", title, to: places.token, data: () => data }] };
}
