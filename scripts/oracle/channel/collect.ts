import { readdir, readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";

import { keccak256, toUtf8Bytes } from "ethers";

import { readMoment } from "#chain";
import {
  judgeFile,
  type JudgedFile,
  type PredictionColumn,
  readIds,
  type UnreadSubmission,
  writeIdentity,
  writePredictions,
} from "#dataset";
import { StakespaceError } from "#lib";
import type { InputSource } from "../inputs.js";
import { judgeSubmission } from "./judge.js";
import { isOwners } from "./owners.js";
import type { SubmissionStore } from "./store.js";

/** What a round folder's predictions are made of. */
export interface CollectOptions {
  /** The round folder, which has its `exposures.csv`. */
  readonly folder: string;
  /** Files of a tournament that collects otherwise: `NAME.csv` or `NAME.parquet`, one a model. */
  readonly files?: string | undefined;
  /** Submissions that owners handed in. */
  readonly store?: SubmissionStore | undefined;
  /** Whose rounds these are, for `round.json`. */
  readonly tournament: string;
  /** Models and their owners count as they were after this block; the newest unless named. */
  readonly block?: number | undefined;
  readonly dates?: { readonly asOf?: string | undefined; readonly resolves?: string | undefined } | undefined;
}

/** What was collected. */
export interface Collected {
  readonly round: number;
  /** Names of the models whose submission counts, in order of ids. */
  readonly models: readonly string[];
  /** Whose counts as none, and why. */
  readonly refused: readonly UnreadSubmission[];
  /** Files that are no model's. */
  readonly strays: readonly string[];
}

interface HandedOver {
  readonly model: string;
  readonly bytes: Uint8Array;
  readonly judged: JudgedFile;
}

/**
 * Makes the predictions of the open round's folder, with `refused.json` and `round.json`, from what was handed in. The same
 * submissions give the same bytes, whoever collects them. Where a model has a file and a submission, the submission counts:
 * its owner signed it.
 *
 * @throws {StakespaceError} `NO_SUBMISSIONS`, or a `DatasetError` for the round's stocks.
 *
 * @example
 * import { ChainHistory, loadDeployment } from "#chain";
 * import { collectRound, DEFAULT_ORACLE_CONFIG } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const source = { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG };
 * const options = { folder: "rounds/round-0007", files: "inbox", tournament: "signals" };
 * const { models, refused } = await collectRound(source, options);
 */
export async function collectRound(source: InputSource, options: CollectOptions): Promise<Collected> {
  const { deployment, history } = source;
  const { block, view } = await readMoment(deployment);
  const last = options.block ?? block.number;
  await history.advance(last);
  const names = history.namesThrough(last);
  const ids = await readIds(options.folder);
  const { found, strays } = await filesOf(options.files, new Set(names), ids);
  for (const each of await submitted(source, options, view.round, names, last)) found.set(each.model, each);
  const inOrder = names.flatMap((name) => found.get(name) ?? []);
  if (inOrder.length === 0) {
    throw new StakespaceError("Nobody has handed in anything yet, so there is nothing to collect.", {
      code: "NO_SUBMISSIONS",
      hint: "A file is named as a registered model, with .csv or .parquet behind it.",
    });
  }
  const columns = inOrder.flatMap(({ model, judged }): PredictionColumn[] =>
    judged.reason === undefined ? [{ model, values: judged.values }] : [],
  );
  const refused = inOrder.flatMap(({ model, bytes, judged: { reason } }): UnreadSubmission[] =>
    reason === undefined ? [] : [{ model, hash: keccak256(bytes), reason }],
  );
  await writePredictions(options.folder, [...ids].sort(), columns, refused);
  const dates = Object.fromEntries(Object.entries(options.dates ?? {}).filter(([, date]) => date !== undefined));
  await writeIdentity(options.folder, { tournament: options.tournament, round: view.round, dates });
  return { round: view.round, models: columns.map(({ model }) => model), refused, strays };
}

async function filesOf(
  folder: string | undefined,
  names: ReadonlySet<string>,
  ids: ReadonlySet<string>,
): Promise<{ found: Map<string, HandedOver>; strays: string[] }> {
  const found = new Map<string, HandedOver>();
  const strays: string[] = [];
  for (const name of folder === undefined ? [] : (await readdir(folder)).sort()) {
    const model = basename(name, extname(name));
    if (![".csv", ".parquet"].includes(extname(name)) || !names.has(model)) {
      strays.push(name);
      continue;
    }
    const file = join(folder!, name);
    const [bytes, judged] = await Promise.all([readFile(file), judgeFile(file, ids)]);
    const twice = { ...judged, reason: `there are both ${model}.csv and ${model}.parquet` };
    found.set(model, { model, bytes, judged: found.has(model) ? twice : judged });
  }
  return { found, strays };
}

/** What owners handed in over the channel; one who has sold the model since says nothing of it any more. */
async function submitted(
  { deployment }: InputSource,
  { store, folder }: CollectOptions,
  round: number,
  names: readonly string[],
  block: number,
): Promise<HandedOver[]> {
  const found: HandedOver[] = [];
  for (const submission of (await store?.latest(round)) ?? []) {
    const model = names[submission.modelId - 1];
    if (model === undefined || !(await isOwners(deployment, submission, block))) continue;
    const judged = await judgeSubmission(folder, submission);
    found.push({ model, bytes: toUtf8Bytes(submission.csv), judged });
  }
  return found;
}
