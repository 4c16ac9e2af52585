import { columnOf, matrix, type Matrix } from "./matrix.js";
import { dot } from "./statistics.js";

/** Orthonormal columns that span what a matrix's columns span, and the singular values that belong to them. */
export interface SpanningBasis {
  readonly basis: Matrix;
  readonly singularValues: Float64Array;
}

const MAX_SWEEPS = 60;

/**
 * Left singular vectors of `a` whose singular value exceeds `tolerance` times the largest, in falling order.
 *
 * One-sided Jacobi: columns are rotated in pairs until all are orthogonal. Only +, *, / and square roots in a fixed order,
 * so the same bits everywhere; accurate also for tiny singular values. Tall matrices are first reduced to their triangle.
 */
export function spanningBasis(a: Matrix, tolerance: number): SpanningBasis {
  if (a.rows > 2 * a.columns && a.columns > 1) {
    const { q, r } = thinQr(a);
    const inner = jacobi(r, tolerance);
    return { basis: product(q, inner.basis), singularValues: inner.singularValues };
  }
  return jacobi(a, tolerance);
}

function jacobi(a: Matrix, tolerance: number): SpanningBasis {
  const work = matrix(a.rows, a.columns, a.data.slice());
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < a.columns; p++) {
      for (let q = p + 1; q < a.columns; q++) {
        if (rotate(columnOf(work, p), columnOf(work, q))) rotated = true;
      }
    }
    if (!rotated) break;
  }
  const sizes = Float64Array.from({ length: a.columns }, (_, j) => norm(columnOf(work, j)));
  const order = Array.from(sizes.keys()).sort((i, j) => sizes[j]! - sizes[i]! || i - j);
  const largest = order.length === 0 ? 0 : sizes[order[0]!]!;
  const kept = order.filter((j) => sizes[j]! > 0 && sizes[j]! > tolerance * largest);
  const basis = matrix(a.rows, kept.length);
  kept.forEach((j, k) => {
    const from = columnOf(work, j);
    const to = columnOf(basis, k);
    for (let i = 0; i < a.rows; i++) to[i] = from[i]! / sizes[j]!;
  });
  return { basis, singularValues: Float64Array.from(kept, (j) => sizes[j]!) };
}

/** Makes two columns orthogonal by a plane rotation; false where they are already, to rounding. */
function rotate(x: Float64Array, y: Float64Array): boolean {
  const alpha = dot(x, x);
  const beta = dot(y, y);
  const gamma = dot(x, y);
  if (gamma === 0 || Math.abs(gamma) <= 1e-15 * Math.sqrt(alpha) * Math.sqrt(beta)) return false;
  const zeta = (beta - alpha) / (2 * gamma);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = c * t;
  for (let i = 0; i < x.length; i++) {
    const xi = x[i]!;
    const yi = y[i]!;
    x[i] = c * xi - s * yi;
    y[i] = s * xi + c * yi;
  }
  return true;
}

/** Gram-Schmidt, each column orthogonalized twice: as orthogonal as Householder's, and it gives the thin factor directly. */
function thinQr(a: Matrix): { q: Matrix; r: Matrix } {
  const q = matrix(a.rows, a.columns, a.data.slice());
  const r = matrix(a.columns, a.columns);
  for (let j = 0; j < a.columns; j++) {
    const x = columnOf(q, j);
    const before = norm(x);
    for (let pass = 0; pass < 2; pass++) {
      for (let k = 0; k < j; k++) {
        const e = columnOf(q, k);
        const share = dot(x, e);
        r.data[j * a.columns + k]! += share;
        for (let i = 0; i < a.rows; i++) x[i]! -= share * e[i]!;
      }
    }
    // What is left of a dependent column is rounding noise; normalised it would not be orthogonal to the others.
    const size = norm(x);
    const dependent = size <= 1e-14 * before;
    r.data[j * a.columns + j] = dependent ? 0 : size;
    for (let i = 0; i < a.rows; i++) x[i] = dependent ? 0 : x[i]! / size;
  }
  return { q, r };
}

function product(a: Matrix, b: Matrix): Matrix {
  const result = matrix(a.rows, b.columns);
  for (let j = 0; j < b.columns; j++) {
    const to = columnOf(result, j);
    for (let k = 0; k < a.columns; k++) {
      const share = b.data[j * b.rows + k]!;
      const from = columnOf(a, k);
      for (let i = 0; i < a.rows; i++) to[i]! += share * from[i]!;
    }
  }
  return result;
}

function norm(x: Float64Array): number {
  return Math.sqrt(dot(x, x));
}
