import { columnOf, matrix, type Matrix, type FeatureBasis, corrTarget, unitVector, signalTables } from "#scoring";

/**
 * The kernels in JavaScript, on one thread: the loops one would write without WebAssembly, on typed arrays and without
 * allocation inside. Each does the arithmetic of the operation of the same name.
 */
export class PlainKernels {
  readonly #rows: number;
  readonly #models: number;
  readonly #predictions: Matrix;
  readonly #weights: Float64Array;
  readonly #target: Float64Array;
  readonly #basis: FeatureBasis;
  readonly #ranks: Uint32Array;
  readonly #z: Float64Array;
  readonly #p: Float64Array;
  readonly #sorted: Float64Array;
  readonly results: Float64Array;

  constructor(predictions: Matrix, weights: Float64Array, target: Float64Array, basis: FeatureBasis) {
    this.#rows = predictions.rows;
    this.#models = predictions.columns;
    this.#predictions = predictions;
    this.#weights = weights;
    this.#target = unitVector(corrTarget(target));
    this.#basis = basis;
    this.#ranks = new Uint32Array(predictions.data.length);
    ({ z: this.#z, p: this.#p } = signalTables(predictions.rows));
    this.#sorted = new Float64Array(predictions.rows);
    this.results = new Float64Array(predictions.columns);
  }

  ranks(): void {
    const zSum = new Float64Array(this.#rows);
    const pSum = new Float64Array(this.#rows);
    for (let j = 0; j < this.#models; j++) {
      const ranks = this.#ranksOf(j);
      this.#rank(columnOf(this.#predictions, j), ranks);
      this.results[j] = this.#corr(ranks);
      const weight = this.#weights[j]!;
      for (let i = 0; i < this.#rows; i++) {
        zSum[i]! += weight * this.#z[ranks[i]!]!;
        pSum[i]! += weight * this.#p[ranks[i]!]!;
      }
    }
  }

  neutral(): void {
    const { basis } = this.#basis;
    const residual = new Float64Array(this.#rows);
    const ranks = new Uint32Array(this.#rows);
    const shares = new Float64Array(basis.columns);
    for (let j = 0; j < this.#models; j++) {
      const own = this.#ranksOf(j);
      for (let i = 0; i < this.#rows; i++) residual[i] = this.#z[own[i]!]!;
      for (let k = 0; k < basis.columns; k++) {
        let total = 0;
        for (let i = 0; i < this.#rows; i++) total += residual[i]! * basis.data[k * this.#rows + i]!;
        shares[k] = total;
      }
      for (let k = 0; k < basis.columns; k++) {
        const share = shares[k]!;
        for (let i = 0; i < this.#rows; i++) residual[i]! -= share * basis.data[k * this.#rows + i]!;
      }
      this.#rank(residual, ranks);
      this.results[j] = this.#corr(ranks);
    }
  }

  contributions(): void {
    for (let j = 0; j < this.#models; j++) {
      const ranks = this.#ranksOf(j);
      let [mmc, tc, meta, bmc] = [0, 0, 0, 0];
      for (let i = 0; i < this.#rows; i++) {
        const z = this.#z[ranks[i]!]!;
        const t = this.#target[i]!;
        mmc += z * t;
        meta += z * t;
        bmc += z * t;
        tc += this.#p[ranks[i]!]! * t;
      }
      this.results[j] = mmc + tc + meta + bmc;
    }
  }

  uniqueness(): void {
    const signals = matrix(this.#rows, this.#models);
    for (let j = 0; j < this.#models; j++) {
      const ranks = this.#ranksOf(j);
      signals.data.set(unitVector(Float64Array.from(ranks, (rank) => this.#z[rank]!)), j * this.#rows);
    }
    for (let j = 0; j < this.#models; j++) {
      const own = columnOf(signals, j);
      let largest = 0;
      for (let k = 0; k < j; k++) {
        const other = columnOf(signals, k);
        let total = 0;
        for (let i = 0; i < own.length; i++) total += own[i]! * other[i]!;
        if (total > largest) largest = total;
      }
      this.results[j] = largest;
    }
  }

  #ranksOf(model: number): Uint32Array {
    return this.#ranks.subarray(model * this.#rows, (model + 1) * this.#rows);
  }

  /** Sorts the values and looks each up again by bisection: faster here than sorting row numbers with a comparison. */
  #rank(values: Float64Array, out: Uint32Array): void {
    const sorted = this.#sorted;
    sorted.set(values);
    sorted.sort();
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      const first = firstAtLeast(sorted, value);
      let last = first;
      while (last + 1 < sorted.length && sorted[last + 1] === value) last++;
      out[i] = first + last + 2;
    }
  }

  #corr(ranks: Uint32Array): number {
    let [total, square, product] = [0, 0, 0];
    for (let i = 0; i < ranks.length; i++) {
      const p = this.#p[ranks[i]!]!;
      total += p;
      square += p * p;
      product += p * this.#target[i]!;
    }
    return product / Math.sqrt(square - (total * total) / ranks.length);
  }
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
