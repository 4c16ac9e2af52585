import { WAD } from "#twin";
import type { Random } from "#lib";

/** A model that takes part. Models come in order of seniority: the first gets id 1. */
export interface ModelSpec {
  readonly name: string;
  /** Name of the account that owns it. */
  readonly account: string;
  readonly family: string;
  /** What its owner stakes on it at the start, token wei. */
  readonly stake: bigint;
}

/** An account with what it can stake. */
export interface AccountSpec {
  readonly name: string;
  /** Token wei. */
  readonly capital: bigint;
}

/** Who takes part in a tournament. */
export interface Population {
  readonly accounts: readonly AccountSpec[];
  readonly models: readonly ModelSpec[];
}

/** What an account has beyond its first stakes, so that it can raise, as a share of those. */
const SPARE_PERCENT = 30n;

/** How a population is made. */
export interface PopulationSize {
  readonly models: number;
  readonly accounts: number;
}

/** Families of models and how many there are of each among a hundred. */
const FAMILIES: readonly (readonly [family: string, share: number])[] = [
  ["blend", 30],
  ["single", 25],
  ["noise", 20],
  ["contrarian", 10],
  ["copy", 15],
];

/**
 * A population as tournaments have them: a few large accounts and many small ones (capital falls with the square root
 * of its cube), large ones with more models.
 */
export function inventPopulation(random: Random, size: PopulationSize): Population {
  const sizes = Array.from({ length: size.accounts }, (_, index) => 1 / (index + 1));
  const owners = sizes.map((_, index) => index);
  // Everybody owns one; the rest goes where the capital is.
  while (owners.length < size.models) owners.push(weightedPick(random, sizes));
  const models = random.shuffle(owners.slice(0, size.models)).map((owner, index): ModelSpec => {
    const family = index === 0 ? FAMILIES[0]![0] : familyOf(random);
    const tokens = Math.round((20 + 4_000 * sizes[owner]!) * random.between(0.3, 1.7));
    return {
      name: `${family}${String(index + 1).padStart(3, "0")}`,
      account: accountName(owner),
      family,
      stake: BigInt(tokens) * WAD,
    };
  });
  return withAccounts(models);
}

/** The population of a list of models: each account has what it stakes and some more. */
export function withAccounts(models: readonly ModelSpec[]): Population {
  const stakes = new Map<string, bigint>();
  for (const { account, stake } of models) stakes.set(account, (stakes.get(account) ?? 0n) + stake);
  const accounts = [...stakes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, stake]) => ({ name, capital: stake + (stake * SPARE_PERCENT) / 100n + 10n * WAD }));
  return { accounts, models };
}

function accountName(index: number): string {
  return `account${String(index + 1).padStart(2, "0")}`;
}

function familyOf(random: Random): string {
  return FAMILIES[
    weightedPick(
      random,
      FAMILIES.map(([, share]) => share),
    )
  ]![0];
}

function weightedPick(random: Random, weights: readonly number[]): number {
  let left = random.float() * weights.reduce((total, weight) => total + weight, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return weights.length - 1;
}
