import { parseCell, requireColumn, requireUniqueColumns } from "./columns.js";
import { readCsv } from "./csv.js";
import { DatasetError } from "./error.js";

/** One line of `models.csv`. The order of the lines is the models' seniority. */
export interface ModelRow {
  readonly model: string;
  readonly account: string;
  readonly family: string;
  /** Tokens. */
  readonly stake: number;
  /** Optional columns `account_weight` and `metric`, for the weighting schemes that need them. */
  readonly accountWeight?: number;
  readonly metric?: number;
}

/**
 * Reads `model,account,family,stake_nmr`; family may be missing. Throws on a duplicate model, a negative stake, and a weight of
 * an account that is not a share or not the same on all of its lines.
 *
 * @example
 * import { readModels } from "#dataset";
 *
 * await readModels("docs/example/models.csv"); // => [{ model: "my-model", account: "me", family: "", stake: 100 }]
 */
export async function readModels(file: string): Promise<ModelRow[]> {
  const rows: ModelRow[] = [];
  const seen = new Set<string>();
  const weights = new Map<string, { weight: number | undefined; line: number }>();
  let read: ((cells: readonly string[], line: number) => ModelRow) | undefined;
  for await (const { cells, line } of readCsv(file)) {
    if (read === undefined) {
      read = rowReader(file, cells);
      continue;
    }
    const row = read(cells, line);
    if (seen.has(row.model)) throw new DatasetError({ file, column: "model", row: line }, `${row.model} occurs twice`);
    seen.add(row.model);
    requireOneWeight(weights, row, file, line);
    rows.push(row);
  }
  return rows;
}

function requireOneWeight(
  weights: Map<string, { weight: number | undefined; line: number }>,
  { account, accountWeight }: ModelRow,
  file: string,
  line: number,
): void {
  const place = { file, column: "account_weight", row: line };
  if (accountWeight !== undefined && !(accountWeight >= 0 && accountWeight <= 1)) {
    throw new DatasetError(place, `expected a weight from 0 to 1, got ${accountWeight}`);
  }
  const before = weights.get(account);
  if (before !== undefined && before.weight !== accountWeight) {
    const [now, then] = [accountWeight ?? "empty", before.weight ?? "empty"];
    throw new DatasetError(place, `account ${account} has the weight ${now}, but ${then} in row ${before.line}`);
  }
  weights.set(account, { weight: accountWeight, line });
}

function rowReader(file: string, header: readonly string[]): (cells: readonly string[], line: number) => ModelRow {
  requireUniqueColumns(file, header);
  const model = requireColumn(file, header, "model");
  const account = requireColumn(file, header, "account");
  const stake = requireColumn(file, header, "stake_nmr");
  const family = header.indexOf("family");
  const optional = (cells: readonly string[], column: string, line: number): number | undefined => {
    const index = header.indexOf(column);
    const value = index < 0 ? Number.NaN : parseCell(cells[index]!, file, column, line);
    return Number.isNaN(value) ? undefined : value;
  };
  return (cells, line) => {
    const tokens = parseCell(cells[stake]!, file, "stake_nmr", line);
    if (!(tokens >= 0)) {
      throw new DatasetError({ file, column: "stake_nmr", row: line }, `expected a stake >= 0, got "${cells[stake]}"`);
    }
    if (cells[model] === "") throw new DatasetError({ file, column: "model", row: line }, "the model has no name");
    const accountWeight = optional(cells, "account_weight", line);
    const metric = optional(cells, "metric", line);
    return {
      model: cells[model]!,
      account: cells[account]!,
      family: family < 0 ? "" : cells[family]!,
      stake: tokens,
      ...(accountWeight === undefined ? {} : { accountWeight }),
      ...(metric === undefined ? {} : { metric }),
    };
  };
}
