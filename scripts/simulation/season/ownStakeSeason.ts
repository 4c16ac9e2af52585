import { Random } from "#lib";

import { AccountWeights } from "../agents/accountWeights.js";
import { PublicRecord } from "../agents/beliefs.js";
import { opinionsOfOwners } from "../agents/opinions.js";
import { paid } from "../rules/payout.js";
import type { OwnStakeRule, SeasonSetup, StakeView } from "../rules/types.js";
import { sumOf } from "../statistics.js";
import { scoreWorld } from "../worlds/scores.js";
import type { RoundOutcome } from "./outcome.js";
import { normalised } from "./shares.js";
import { thresholdOf } from "./threshold.js";

/** A season in which every owner stakes all it has on its own models, in equal parts, under one of the thread's rules. */
export function* ownStakeSeason(rule: OwnStakeRule, setup: SeasonSetup): Generator<RoundOutcome> {
  const { world, metric, seed } = setup;
  const { accounts, accountOf, enters, space } = world;
  const { count } = space;
  const wealth = Float64Array.from(accounts, (account) => account.wealth);
  const allTime = new Float64Array(accounts.length).fill(1);
  const present = new Uint8Array(count);
  const played = new Int32Array(count);
  const weightsOf = new AccountWeights(accounts.length);
  const beliefs = new PublicRecord(count);
  const confidence = opinionsOfOwners(world, new Random(`${seed}/owners`)).confidence;
  const threshold = thresholdOf(world);

  for (let round = 0; round < world.options.rounds; round++) {
    for (let j = 0; j < count; j++) if (enters[j] === round) present[j] = 1;
    const wanted = spread(wealth, accounts, present);
    const view = {
      round,
      accountOf,
      accountCount: accounts.length,
      present,
      played,
      record: beliefs.fromNothing(),
      accountWeight: weightsOf.weights(),
      allTime,
      confidence,
      payoutFactor: 1,
    };
    const limit = rule.allowed?.({ ...view, stake: wanted }) ?? new Float64Array(count).fill(Infinity);
    const stake = wanted.map((tokens, j) => Math.min(tokens, limit[j]!));
    const atRisk = sumOf(stake);
    const payoutFactor = Math.min(1, threshold / Math.max(1, atRisk));
    const locked: StakeView = { ...view, stake, payoutFactor };
    const weights = rule.weights(locked).map((weight, j) => (present[j] === 1 ? weight : 0));
    const scores = scoreWorld(space, world.rounds[round]!, normalised(weights), present);
    const score = scores[metric];
    const returns = rule.returns?.(locked, score) ?? score.map((value) => paid(value, payoutFactor));

    const result = stake.map((tokens, j) => tokens * returns[j]!);
    const byStaker = new Float64Array(accounts.length);
    const atStake = new Float64Array(accounts.length);
    const scored = new Float64Array(accounts.length);
    const earned = new Float64Array(accounts.length);
    for (let j = 0; j < count; j++) {
      const account = accountOf[j]!;
      byStaker[account]! += weights[j]!;
      atStake[account]! += stake[j]!;
      scored[account]! += stake[j]! * score[j]!;
      earned[account]! += result[j]!;
      if (present[j] === 1) played[j]! += 1;
    }
    for (let a = 0; a < accounts.length; a++) {
      if (atStake[a]! > 0) allTime[a]! *= 1 + earned[a]! / atStake[a]!;
      wealth[a]! += earned[a]!;
    }
    weightsOf.learn(atStake, scored);
    beliefs.learn(score, present);
    const nothing = new Float64Array(count);
    yield {
      round,
      weights,
      byStaker,
      limit,
      scores,
      atRisk,
      wanted: sumOf(wanted),
      wealth: wealth.slice(),
      flows: { result, rent: nothing, fee: nothing },
      present,
    };
  }
}

/** What owners would put at risk if nothing stopped them: all they have, in equal parts on their models that take part. */
function spread(wealth: Float64Array, accounts: SeasonSetup["world"]["accounts"], present: Uint8Array): Float64Array {
  const wanted = new Float64Array(present.length);
  accounts.forEach(({ models }, account) => {
    const playing = models.filter((model) => present[model] === 1);
    for (const model of playing) wanted[model] = wealth[account]! / playing.length;
  });
  return wanted;
}
