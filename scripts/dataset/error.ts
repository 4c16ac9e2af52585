import { StakespaceError } from "#lib";

/** Where in a round folder something is wrong. Rows are lines of the file, the header being line 1. */
export interface DatasetPlace {
  readonly file: string;
  readonly column?: string;
  readonly row?: number;
}

/** A round folder that cannot be scored as it is. The message names file, column and row as far as they are known. */
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
