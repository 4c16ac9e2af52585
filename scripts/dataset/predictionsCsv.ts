import { parseCell, requireColumn } from "./columns.js";
import { readCsv } from "./csv.js";
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
    const row = rows.row(cells[id]!, line);
    if (row === undefined) continue;
    for (let j = 0; j < columns.length; j++) {
      const column = columns[j];
      if (column !== undefined) column[row] = parseCell(cells[j]!, file, header[j]!, line);
    }
  }
}
