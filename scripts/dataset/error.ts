import { StakespaceError } from "#lib";

/** Where in a round folder something is wrong. Rows are lines of the file, the header being line 1. */
export interface DatasetPlace {
  readonly file: string;
  readonly column?: string;
  readonly row?: number;
}

/**
 * A round folder that cannot be scored as it is. The message names file, column and row as far as they are known.
 *
 * @example
 * import { DatasetError } from "#dataset";
 *
 * const place = { file: "round-01/targets.csv", column: "target", row: 7 };
 * const { message } = new DatasetError(place, "the cell is empty");
 * message; // => "round-01/targets.csv, column \"target\", row 7: the cell is empty"
 */
export class DatasetError extends StakespaceError {
  constructor(place: DatasetPlace, message: string, hint?: string, cause?: unknown) {
    const column = place.column === undefined ? "" : `, column "${place.column}"`;
    const row = place.row === undefined ? "" : `, row ${place.row}`;
    super(`${place.file}${column}${row}: ${message}`, {
      code: "ROUND_FOLDER",
      ...(hint === undefined ? {} : { hint }),
      ...(cause === undefined ? {} : { cause }),
    });
    this.name = "DatasetError";
  }
}
