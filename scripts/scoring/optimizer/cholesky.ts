/** Pivots below this share of the largest diagonal entry belong to directions that are not there. */
const SINGULAR = 1e-12;

/**
 * Solves `H x = b` for a symmetric positive semidefinite H (n x n, row by row; only the lower half is read and it is
 * overwritten). Where H is singular, the unknowns of vanishing pivots are 0: for a consistent system, a solution.
 */
export function solveSemidefinite(h: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, h[i * n + i]!);
  const skip = new Uint8Array(n);
  for (let j = 0; j < n; j++) {
    let pivot = h[j * n + j]!;
    for (let k = 0; k < j; k++) pivot -= h[j * n + k]! * h[j * n + k]!;
    skip[j] = pivot <= SINGULAR * largest ? 1 : 0;
    const root = skip[j] === 1 ? 0 : Math.sqrt(pivot);
    h[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      let value = h[i * n + j]!;
      for (let k = 0; k < j; k++) value -= h[i * n + k]! * h[j * n + k]!;
      h[i * n + j] = skip[j] === 1 ? 0 : value / root;
    }
  }
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (skip[i] === 1) continue;
    let value = b[i]!;
    for (let k = 0; k < i; k++) value -= h[i * n + k]! * x[k]!;
    x[i] = value / h[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    if (skip[i] === 1) continue;
    let value = x[i]!;
    for (let k = i + 1; k < n; k++) value -= h[k * n + i]! * x[k]!;
    x[i] = value / h[i * n + i]!;
  }
  return x;
}
