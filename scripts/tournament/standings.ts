import { WAD } from "#twin";
import type { SettledModel } from "#chain";
import type { PreparedReport } from "#oracle";
import type { Exchange } from "./exchange.js";
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
  readonly limit: bigint;
  /** At risk in the last round. */
  readonly filled: bigint;
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
  filled: bigint;
  gain: bigint;
  rent: bigint;
}

/** What the rounds add up to, per model and owner. */
export class Tally {
  readonly models = new Map<number, ModelSums>();
  readonly ownersRent = new Map<string, bigint>();
  readonly weights = new Map<string, number>();

  /** Takes in a settled round, with its `rentFee` (18 decimals). */
  add({ bundle, records, scores }: PreparedReport, settled: readonly SettledModel[], rentFee: bigint): void {
    const corr = new Map(scores.models.map((model) => [model.model, model.corr]));
    for (const [index, { name, account, weight }] of bundle.models.entries()) {
      const sums = this.sumsOf(index + 1);
      sums.rounds += 1;
      sums.corr += corr.get(name) ?? 0;
      sums.growth += records[index]!.growth / 100_000;
      sums.baseShare += records[index]!.baseShare / 10_000;
      sums.filled = 0n;
      if (account !== null) this.weights.set(account, weight / 10_000);
    }
    for (const { model, filled, gain, burn, rent: paid } of settled) {
      const rent = paid - (paid * rentFee) / WAD;
      const sums = this.sumsOf(model);
      sums.filled = filled;
      sums.gain += gain - burn;
      sums.rent += rent;
      // Nobody sells a model here: who owns it is whom it counts for.
      const owner = bundle.models[model - 1]!.account!;
      this.ownersRent.set(owner, (this.ownersRent.get(owner) ?? 0n) + rent);
    }
  }

  private sumsOf(model: number): ModelSums {
    const known = this.models.get(model);
    if (known !== undefined) return known;
    const fresh: ModelSums = { rounds: 0, corr: 0, growth: 0, baseShare: 0, filled: 0n, gain: 0n, rent: 0n };
    this.models.set(model, fresh);
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
  const models = population.models.map(({ name, account }, index): ModelStanding => {
    const sums = tally.models.get(index + 1)!;
    return {
      model: name,
      account,
      corr: sums.corr / sums.rounds,
      growth: sums.growth / sums.rounds,
      baseShare: sums.baseShare / sums.rounds,
      limit: exchange.twin.limit(index + 1),
      filled: sums.filled,
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
