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

/** Reads `model,account,family,stake_nmr`; family may be missing. Throws on a duplicate model or a negative stake. */
export async function readModels(file: string): Promise<ModelRow[]> {
  const rows: ModelRow[] = [];
  const seen = new Set<string>();
  let read: ((cells: readonly string[], line: number) => ModelRow) | undefined;
  for await (const { cells, line } of readCsv(file)) {
    if (read === undefined) {
      read = rowReader(file, cells);
      continue;
    }
    const row = read(cells, line);
    if (seen.has(row.model)) throw new DatasetError({ file, column: "model", row: line }, `${row.model} occurs twice`);
    seen.add(row.model);
    rows.push(row);
  }
  return rows;
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
