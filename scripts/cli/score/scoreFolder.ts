import { existsSync, statSync } from "node:fs";

import { type OnProgress, type RoundScores, scoreRound, ScoringError, type TcMethod } from "#scoring";
import { modelWeights } from "#weighting";
import { DatasetError, modelsFileOf, readModels, readRound } from "#dataset";

export interface ScoreFolderOptions {
  /** Folder of the round. */
  readonly round: string;
  /** Stakes and accounts; `models.csv` beside the round when absent. */
  readonly models?: string;
  /** Weighting scheme of the meta model; `linear` when absent. */
  readonly scheme?: string;
  /** `closed-form` (when absent) or `optimizer`. */
  readonly method?: string;
  readonly threads?: number;
  readonly onProgress?: OnProgress;
}

/** Scores a round folder with the stakes of its `models.csv`, whose order is the models' seniority. */
export async function scoreFolder(options: ScoreFolderOptions): Promise<RoundScores> {
  const method = tcMethod(options.method ?? "closed-form");
  requireRound(options.round);
  const rows = await readModels(
    options.models === undefined ? modelsFileOf(options.round) : modelsFile(options.models),
  );
  const round = await readRound(
    options.round,
    rows.map(({ model }) => model),
  );
  const byName = new Map(rows.map((row) => [row.model, row]));
  const entered = round.models.map((model) => byName.get(model)!);
  return scoreRound(round, {
    weights: modelWeights(options.scheme ?? "linear", entered),
    accounts: entered.map(({ account }) => account),
    method,
    threads: options.threads,
    onProgress: options.onProgress,
  });
}

function requireRound(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  throw new DatasetError(
    { file: folder },
    "there is no such folder",
    "Name a round folder; docs/example/round-01 is one.",
  );
}

function modelsFile(file: string): string {
  if (existsSync(file) && statSync(file).isFile()) return file;
  throw new DatasetError({ file }, "there is no such file", "It has the columns model, account and stake_nmr.");
}

function tcMethod(name: string): TcMethod {
  if (name === "closed-form" || name === "optimizer") return name;
  throw new ScoringError(`unknown method "${name}"`, "Choose closed-form or optimizer.");
}
