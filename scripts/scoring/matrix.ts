import { ScoringError } from "./error.js";

/**
 * A dense matrix of doubles, stored column by column: `data[column * rows + row]`.
 *
 * In this folder rows are stocks and columns are models or exposures, so that one model's numbers lie side by side.
 * Functions never write into a matrix they were given.
 */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/**
 * A matrix of zeros, or a view of `data` as a matrix. Throws when the length does not fit the shape.
 *
 * @example
 * import { matrix } from "#scoring";
 *
 * matrix(2, 1, Float64Array.of(0.4, 0.6)); // => { rows: 2, columns: 1, data: [0.4, 0.6] }
 */
export function matrix(rows: number, columns: number, data: Float64Array = new Float64Array(rows * columns)): Matrix {
  if (data.length !== rows * columns) {
    throw new ScoringError(`expected ${rows} x ${columns} = ${rows * columns} numbers, got ${data.length}`);
  }
  return { rows, columns, data };
}

/**
 * Copies columns of equal length into a matrix. `rows` is needed only where there may be no column at all.
 *
 * @example
 * import { matrixOf } from "#scoring";
 *
 * matrixOf([[1, 2, 3], [4, 5, 6]]).rows; // => 3
 */
export function matrixOf(columns: readonly ArrayLike<number>[], rows = columns[0]?.length ?? 0): Matrix {
  const result = matrix(rows, columns.length);
  columns.forEach((column, j) => {
    if (column.length !== rows) {
      throw new ScoringError(`column ${j} has ${column.length} rows, expected ${rows}`);
    }
    result.data.set(column, j * rows);
  });
  return result;
}

/**
 * Column `j` as a view on the matrix's own storage: to be read, not written, by whoever did not make the matrix.
 *
 * @example
 * import { columnOf, matrixOf } from "#scoring";
 *
 * columnOf(matrixOf([[1, 2], [3, 4]]), 1); // => [3, 4]
 */
export function columnOf(m: Matrix, j: number): Float64Array {
  return m.data.subarray(j * m.rows, (j + 1) * m.rows);
}

/**
 * A new matrix whose columns are `f` of the columns of `m`.
 *
 * @example
 * import { mapColumns, matrixOf } from "#scoring";
 *
 * mapColumns(matrixOf([[1, 2], [3, 4]]), (column) => column.map((value) => 10 * value)).data; // => [10, 20, 30, 40]
 */
export function mapColumns(m: Matrix, f: (column: Float64Array, j: number) => ArrayLike<number>): Matrix {
  const result = matrix(m.rows, m.columns);
  for (let j = 0; j < m.columns; j++) {
    result.data.set(f(columnOf(m, j), j), j * m.rows);
  }
  return result;
}

/**
 * One number for each column.
 *
 * @example
 * import { matrixOf, scoreColumns } from "#scoring";
 *
 * scoreColumns(matrixOf([[1, 2], [3, 4]]), (column) => Math.max(...column)); // => [2, 4]
 */
export function scoreColumns(m: Matrix, f: (column: Float64Array, j: number) => number): Float64Array {
  return Float64Array.from({ length: m.columns }, (_, j) => f(columnOf(m, j), j));
}
