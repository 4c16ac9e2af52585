import { WAD } from "#twin";
import type { SettledModel } from "#chain";
import type { PreparedReport } from "#oracle";
import type { Exchange } from "./exchange.js";
import type { ModelsOfRun } from "./findings.js";
import type { LockedModel } from "./lockedBooks.js";
import type { Population } from "./population.js";

/** How an account did. Token wei. */
export interface AccountStanding {
  readonly account: string;
  readonly models: number;
  readonly start: bigint;
  /** Free tokens, stake and rent not yet collected. */
  readonly end: bigint;
  /** Rent its models earned, the treasury's fee taken off. */
  readonly rent: bigint;
  /** Account weight of the last round, in [0, 1]. */
  readonly weight: number;
}

/** How a model did. Token wei; means over rounds. */
export interface ModelStanding {
  readonly model: string;
  readonly account: string;
  readonly corr: number;
  /** What a filled token lets its limit grow by, as published. */
  readonly growth: number;
  /** Share of the base limit, as published. */
  readonly baseShare: number;
  /** In the last round that was played. */
  readonly limit: bigint;
  /** At risk in the same round: never above its limit. */
  readonly filled: bigint;
  /** What the last settlement made of the limit: the next round's. */
  readonly nextLimit: bigint;
  /** Gains less burns of everybody who staked on it. */
  readonly gain: bigint;
  readonly rent: bigint;
}

/** Everybody's standing, best first. */
export interface Standings {
  /** By what they won, in proportion. */
  readonly accounts: readonly AccountStanding[];
  /** By mean CORR. */
  readonly models: readonly ModelStanding[];
}

interface ModelSums {
  rounds: number;
  corr: number;
  growth: number;
  baseShare: number;
  gain: bigint;
  rent: bigint;
}

/** What the rounds add up to, per model and owner. */
export class Tally {
  /** By model id. */
  readonly sums = new Map<number, ModelSums>();
  readonly ownersRent = new Map<string, bigint>();
  readonly weights = new Map<string, number>();
  private first: readonly LockedModel[] | undefined;
  private last: readonly LockedModel[] = [];

  /** Takes in a settled round: its books at the lock, by model id - 1, and its `rentFee` (18 decimals). */
  add(
    { bundle, records, scores }: PreparedReport,
    locked: readonly LockedModel[],
    settled: readonly SettledModel[],
    rentFee: bigint,
  ): void {
    this.first ??= locked;
    this.last = locked;
    const corr = new Map(scores.models.map((model) => [model.model, model.corr]));
    for (const [index, { name, account, weight }] of bundle.models.entries()) {
      const sums = this.sumsOf(index + 1);
      sums.rounds += 1;
      sums.corr += corr.get(name) ?? 0;
      sums.growth += records[index]!.growth / 100_000;
      sums.baseShare += records[index]!.baseShare / 10_000;
      if (account !== null) this.weights.set(account, weight / 10_000);
    }
    for (const { model, gain, burn, rent: paid } of settled) {
      const rent = paid - (paid * rentFee) / WAD;
      const sums = this.sumsOf(model);
      sums.gain += gain - burn;
      sums.rent += rent;
      // Nobody sells a model here: who owns it is whom it counts for.
      const owner = bundle.models[model - 1]!.account!;
      this.ownersRent.set(owner, (this.ownersRent.get(owner) ?? 0n) + rent);
    }
  }

  /** What the run shows of each model. */
  models(): ModelsOfRun {
    const meanCorr = this.last.map((_, index) => {
      const { corr, rounds } = this.sums.get(index + 1)!;
      return corr / rounds;
    });
    return { first: this.first ?? [], last: this.last, meanCorr };
  }

  private sumsOf(model: number): ModelSums {
    const known = this.sums.get(model);
    if (known !== undefined) return known;
    const fresh: ModelSums = { rounds: 0, corr: 0, growth: 0, baseShare: 0, gain: 0n, rent: 0n };
    this.sums.set(model, fresh);
    return fresh;
  }
}

/** Where everybody stands. */
export function standingsOf(exchange: Exchange, population: Population, tally: Tally): Standings {
  const accounts = exchange.players.map((player): AccountStanding => {
    const staked = exchange.holdingsOf(player).reduce((total, { assets }) => total + assets, 0n);
    const owed = player.models.reduce((total, model) => total + exchange.twin.modelStatus(model).rent, 0n);
    return {
      account: player.name,
      models: player.models.length,
      start: player.capital,
      end: exchange.cashOf(player) + staked + owed,
      rent: tally.ownersRent.get(player.address) ?? 0n,
      weight: tally.weights.get(player.address) ?? 0,
    };
  });
  const { last, meanCorr } = tally.models();
  const models = population.models.map(({ name, account }, index): ModelStanding => {
    const sums = tally.sums.get(index + 1)!;
    const { limit, filled } = last[index]!;
    return {
      model: name,
      account,
      corr: meanCorr[index]!,
      growth: sums.growth / sums.rounds,
      baseShare: sums.baseShare / sums.rounds,
      limit,
      filled,
      nextLimit: exchange.twin.limit(index + 1),
      gain: sums.gain,
      rent: sums.rent,
    };
  });
  return {
    accounts: accounts.sort((a, b) => Number(growthOf(b) - growthOf(a)) || (a.account < b.account ? -1 : 1)),
    models: models.sort((a, b) => b.corr - a.corr || (a.model < b.model ? -1 : 1)),
  };
}

/**
 * What an account won on each token it began with, 18 decimals.
 *
 * @example
 * import { growthOf } from "#tournament";
 *
 * growthOf({ start: 200n, end: 250n }); // => 250000000000000000n
 */
export function growthOf({ start, end }: Pick<AccountStanding, "start" | "end">): bigint {
  return ((end - start) * WAD) / start;
}
