import { parseCell, requireColumn } from "./columns.js";
import { readCsv } from "./csv.js";
import type { Faults } from "./faults.js";
import type { PredictionSink } from "./predictionSink.js";
import { RowMap, type Universe } from "./universe.js";

/** Reads predictions line by line straight into the columns of the sink. */
export async function readCsvPredictions(file: string, universe: Universe, sink: PredictionSink): Promise<void> {
  const rows = new RowMap(universe, file);
  let header: readonly string[] = [];
  let columns: (Float64Array | undefined)[] | undefined;
  let id = 0;
  for await (const { cells, line } of readCsv(file)) {
    if (columns === undefined) {
      header = cells;
      id = requireColumn(file, header, "id");
      columns = sink.start(header);
      continue;
    }
    if (sink.faults !== undefined) {
      judgeLine({ header, columns, cells, line, id: cells[id]! }, universe.find(cells[id]!), sink.faults);
      continue;
    }
    const row = rows.row(cells[id]!, line);
    if (row === undefined) continue;
    for (let j = 0; j < columns.length; j++) {
      const column = columns[j];
      if (column !== undefined) column[row] = parseCell(cells[j]!, file, header[j]!, line);
    }
  }
}

interface Line {
  readonly header: readonly string[];
  readonly columns: readonly (Float64Array | undefined)[];
  readonly cells: readonly string[];
  readonly line: number;
  readonly id: string;
}

/** Takes a line cell by cell: what is wrong with one is its model's alone, and an empty cell says nothing of any stock. */
function judgeLine({ header, columns, cells, line, id }: Line, row: number | undefined, faults: Faults): void {
  for (let j = 0; j < columns.length; j++) {
    const column = columns[j];
    const text = cells[j]!;
    if (column === undefined || text.trim() === "") continue;
    const cell = { model: header[j]!, id, line, text };
    const value = faults.take(cell, row, column, (file) => parseCell(text, file, header[j]!, line));
    if (value !== undefined) column[row!] = value;
  }
}
