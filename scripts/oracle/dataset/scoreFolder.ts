import { type Progress, type RoundScores, scoreRound, ScoringError, type TcMethod } from "../../scoring/index.js";
import { modelWeights } from "../../weights/index.js";
import { modelsFileOf, readModels, readRound } from "../dataset.js";

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
  readonly onProgress?: Progress;
}

/** Scores a round folder with the stakes of its `models.csv`, whose order is the models' seniority. */
export async function scoreFolder(options: ScoreFolderOptions): Promise<RoundScores> {
  const method = tcMethod(options.method ?? "closed-form");
  const rows = await readModels(options.models ?? modelsFileOf(options.round));
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

function tcMethod(name: string): TcMethod {
  if (name === "closed-form" || name === "optimizer") return name;
  throw new ScoringError(`unknown method "${name}"`, "Choose closed-form or optimizer.");
}
