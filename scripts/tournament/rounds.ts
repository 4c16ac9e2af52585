import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { StakespaceError, parseAmount, type Random } from "#lib";
import { readModels } from "#dataset";
import { inventPopulation, type Population, withAccounts } from "./population.js";
import { SyntheticMarket } from "./syntheticMarket.js";

/** A tournament's participants and its rounds, one folder each. */
export interface Tournament {
  readonly title: string;
  readonly population: Population;
  readonly rounds: number;
  /** The folder of a round, from 1; asked for once and in order. */
  folder(round: number): Promise<string>;
}

/** What an invented tournament is like. */
export interface SyntheticSize {
  readonly stocks: number;
  readonly models: number;
  readonly accounts: number;
  readonly rounds: number;
}

export const DEFAULT_SIZE: SyntheticSize = { stocks: 500, models: 100, accounts: 40, rounds: 12 };

/**
 * A tournament on an invented market. Its round folders are written below `workspace`.
 *
 * @example
 * import { Random } from "#lib";
 * import { DEFAULT_SIZE, syntheticTournament } from "#tournament";
 * import { tmpdir } from "node:os";
 *
 * const { title } = syntheticTournament(new Random("7"), tmpdir(), { ...DEFAULT_SIZE, stocks: 200 });
 * title; // => "an invented market: 200 stocks, seed 7"
 */
export function syntheticTournament(random: Random, workspace: string, size: SyntheticSize): Tournament {
  const population = inventPopulation(random.fork("population"), size);
  const market = new SyntheticMarket(random.fork("market"), population.models, size.stocks);
  return {
    title: `an invented market: ${size.stocks} stocks, seed ${random.seed}`,
    population,
    rounds: size.rounds,
    async folder(round) {
      const folder = join(workspace, `round-${round}`);
      await market.writeRound(folder);
      return folder;
    },
  };
}

/**
 * A recorded tournament: `models.csv` and round folders `round-01`, `round-02` and so on.
 *
 * @param rounds How many to play; all there are by default.
 * @throws {StakespaceError} `NO_ROUNDS` when there are fewer, or a `DatasetError`.
 *
 * @example
 * import { recordedTournament } from "#tournament";
 *
 * const { rounds, population } = await recordedTournament("docs/example");
 * rounds; // => 1
 * population.models.map(({ name }) => name); // => ["my-model"]
 */
export async function recordedTournament(folder: string, rounds?: number): Promise<Tournament> {
  const folders = existsSync(folder)
    ? (await readdir(folder)).filter((name) => /^round-\d+$/.test(name)).sort(byNumber)
    : [];
  const wanted = rounds ?? folders.length;
  if (folders.length < Math.max(wanted, 1)) {
    throw new StakespaceError(`${folder} has ${folders.length} round folders, ${Math.max(wanted, 1)} are wanted.`, {
      code: "NO_ROUNDS",
      hint: "Name a folder with models.csv and round-01, round-02 …, or fewer --rounds.",
    });
  }
  const rows = await readModels(join(folder, "models.csv"));
  const models = rows.map(({ model, account, family, stake }) => ({
    name: model,
    account,
    family,
    stake: parseAmount(stake.toFixed(6)),
  }));
  return {
    title: `recorded rounds, ${wanted} of ${folders.length}`,
    population: withAccounts(models),
    rounds: wanted,
    folder: (round) => Promise.resolve(join(folder, folders[round - 1]!)),
  };
}

function byNumber(a: string, b: string): number {
  return Number(a.slice(6)) - Number(b.slice(6));
}
