import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { modelsFileOf, readModels, readRound } from "#dataset";
import { scoreRound } from "#scoring";
import { modelWeights } from "#weighting";

import { deviation } from "../statistics.js";
import type { DataRow } from "./types.js";

/** TC over the target's spread, times this: the scale of the oracle's sheet, and a spread of about .03 a round. */
const TC_SCALE = 0.5;

/** The round folders in a folder, in order of their names: those with a target. */
export function roundFolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const folders = names
    .map(({ name }) => name)
    .sort()
    .map((name) => join(folder, name));
  return folders.filter((path) => existsSync(join(path, "targets.csv")));
}

/**
 * Recorded rounds, with predictions, as rows of stakes and scores: CORR is what they are paid on, TC and uniqueness are the
 * oracle's. Stakes and accounts are those of `models.csv` beside the rounds, the same in each.
 */
export async function scoredRounds(folders: readonly string[]): Promise<DataRow[]> {
  const rows: DataRow[] = [];
  for (const [index, folder] of folders.entries()) {
    const models = await readModels(modelsFileOf(folder));
    const round = await readRound(
      folder,
      models.map(({ model }) => model),
    );
    const byName = new Map(models.map((row) => [row.model, row]));
    const entered = round.models.map((model) => byName.get(model)!);
    const scores = await scoreRound(round, {
      weights: modelWeights("linear", entered),
      accounts: entered.map(({ account }) => account),
    });
    const spread = deviation(round.target);
    for (const { model, corr, tc, uniqueness } of scores.models) {
      const { account, stake } = byName.get(model)!;
      rows.push({ round: index + 1, model, account, stake, score: corr, tc: (TC_SCALE * tc) / spread, uniqueness });
    }
  }
  return rows;
}
