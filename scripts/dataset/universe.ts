import { DatasetError } from "./error.js";

/** The share of rows that may be missing before a column is refused, as in the reference library. */
export const MAX_MISSING_SHARE = 0.2;

/** The stocks of a round in the order of their ids, which no file's row order can change. */
export class Universe {
  readonly ids: readonly string[];
  /** Ids that belong to the round but are not scored, because they have no target. */
  readonly dropped: ReadonlySet<string>;
  readonly #rowOf: ReadonlyMap<string, number>;

  constructor(ids: Iterable<string>, dropped: Iterable<string> = []) {
    this.ids = [...ids].sort((a, b) => (a < b ? -1 : 1));
    this.dropped = new Set(dropped);
    this.#rowOf = new Map(this.ids.map((id, row) => [id, row]));
  }

  /** Row of a scored id; undefined for any other. */
  find(id: string): number | undefined {
    return this.#rowOf.get(id);
  }

  /** Row of a scored id; undefined for one that was dropped; throws on an id the round does not know. */
  row(id: string, file: string, line: number): number | undefined {
    const row = this.#rowOf.get(id);
    if (row === undefined && !this.dropped.has(id)) {
      throw new DatasetError(
        { file, column: "id", row: line },
        `unknown id "${id}"`,
        "The ids of a round are those of targets.csv; a stock without a target belongs there with an empty cell.",
      );
    }
    return row;
  }
}

/** Maps a file's rows to the universe's, refusing ids that occur twice. */
export class RowMap {
  readonly #universe: Universe;
  readonly #file: string;
  readonly #seen = new Map<string, number>();

  constructor(universe: Universe, file: string) {
    this.#universe = universe;
    this.#file = file;
  }

  row(id: string, line: number): number | undefined {
    const before = this.#seen.get(id);
    if (before !== undefined) {
      throw new DatasetError({ file: this.#file, column: "id", row: line }, `id "${id}" was already in row ${before}`);
    }
    this.#seen.set(id, line);
    return this.#universe.row(id, this.#file, line);
  }

  /** The first scored id the file did not have. */
  missing(): string | undefined {
    return this.#universe.ids.find((id) => !this.#seen.has(id));
  }
}
