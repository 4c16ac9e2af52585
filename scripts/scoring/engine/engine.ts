import { requireFinite, requireRows, ScoringError } from "../error.js";
import { layOut, PORTFOLIO_ROWS, UNIT, type Layout, type ParameterName } from "../kernel/layout.js";
import { KernelPool, type Operation } from "../kernel/pool.js";
import type { Matrix } from "../matrix.js";
import { meanSignal, requireWeights } from "../metaModel.js";
import { corrTarget } from "../numeraiCorr.js";
import { exposureBasis } from "../portfolio.js";
import { optimizedReturn } from "../optimizer/direction.js";
import { dropoutMasks } from "../optimizer/dropout.js";
import type { OptimizerOptions } from "../optimizer/options.js";
import type { OnProgress, RoundData, Stage } from "../round.js";
import { gaussianSignal } from "../signal.js";
import { sum } from "../statistics.js";
import { signalTables } from "../tables.js";
import { closedFormDirection } from "../trueContribution.js";
import { contributionDirection, unitVector } from "./directions.js";
import { featureBasis, type FeatureBasis } from "./featureBasis.js";

export interface EngineOptions {
  readonly weights: ArrayLike<number>;
  readonly threads: number;
  readonly benchmark?: ArrayLike<number> | undefined;
  /** TC through the optimizer instead of in closed form. */
  readonly optimizer?: OptimizerOptions | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Scores one round on threads, stage by stage. The result of every stage depends on the round alone: not on the number of
 * threads, nor on who computed what.
 *
 * @example
 * import { readRound } from "#dataset";
 * import { RoundEngine } from "#scoring";
 *
 * const round = await readRound("docs/example/round-01");
 * const engine = await RoundEngine.open(round, { weights: [100], threads: 1 });
 * try {
 *   await engine.ranks();
 * } finally {
 *   await engine.close();
 * }
 * engine.neutralizers.rows; // => 10
 */
export class RoundEngine {
  readonly round: RoundData;
  /** Orthonormal basis of the centred exposures: the neutralizers of TC. */
  readonly neutralizers: Matrix;
  readonly #options: EngineOptions;
  readonly #layout: Layout;
  readonly #pool: KernelPool;
  readonly #totalWeight: number;
  readonly #signalSize: number;
  #meta: Float64Array | undefined;

  private constructor(round: RoundData, options: EngineOptions, basis: FeatureBasis, layout: Layout, pool: KernelPool) {
    this.round = round;
    this.neutralizers = exposureBasis(round.exposures.matrix);
    this.#options = options;
    this.#layout = layout;
    this.#pool = pool;
    // Only ratios of the weights matter; the largest becomes 1, so that sums stay clear of both ends of the number range.
    const largest = Array.from(options.weights).reduce((a, b) => Math.max(a, b), 0);
    const weights = Float64Array.from(options.weights, (weight) => (largest === 0 ? 0 : weight / largest));
    this.#totalWeight = sum(weights);
    const tables = signalTables(round.predictions.rows);
    this.#signalSize = Math.sqrt(sum(tables.p.filter((_, rank) => rank % 2 === 0).map((p) => p * p)));
    this.#put("zTable", tables.z);
    this.#put("pTable", tables.p);
    this.#put("weights", weights);
    this.#put("corrTarget", unitVector(corrTarget(round.target)));
    this.#put("basis", basis.basis.data, basis.basis.rows);
    this.#put("featureCoefficients", basis.coefficients);
  }

  /** Checks the round's shape, lays out its memory and starts the threads. {@link close} must follow. */
  static async open(round: RoundData, options: EngineOptions): Promise<RoundEngine> {
    requireShape(round, options);
    const basis = featureBasis(round.exposures.matrix);
    const { rows, columns: models } = round.predictions;
    const units = Math.ceil(models / UNIT);
    const layout = layOut({
      rows,
      models,
      features: round.exposures.matrix.columns,
      basisColumns: basis.basis.columns,
      removedColumns: basis.removedColumns,
      repeats: options.optimizer?.repeats ?? 0,
      threads: Math.max(1, Math.min(options.threads, units)),
    });
    const pool = await KernelPool.start(layout);
    try {
      return new RoundEngine(round, options, basis, layout, pool);
    } catch (error) {
      // A round that is refused must not leave threads that keep the process alive.
      await pool.close();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  /** Ranks every column, scores CORR and adds up the meta model. Throws on a prediction that is not finite. */
  async ranks(): Promise<void> {
    const { predictions, models, ids } = this.round;
    const { rows } = predictions;
    const bad = await this.#run("ranks", "rankUnit", this.#layout.units, shared(predictions));
    if (bad >= 0) {
      const model = models[Math.floor(bad / rows)];
      throw new ScoringError(
        `predictions: model ${model}, id ${ids[bad % rows]}: ${predictions.data[bad]} is not a finite number`,
      );
    }
    this.#meta = meanSignal(this.#weightedSum("zSums"), this.#totalWeight);
  }

  /** FNC and the strongest feature correlation; after {@link ranks}. */
  async neutral(): Promise<void> {
    await this.#run("neutral", "neutralUnit", this.#layout.units);
  }

  /** MMC, BMC, closed-form TC and the correlation with the meta model; after {@link ranks}. */
  async contributions(): Promise<void> {
    const { target } = this.round;
    const { benchmark } = this.#options;
    this.#put("mmcDirection", contributionDirection(this.meta, target));
    this.#put("metaUnit", unitVector(gaussianSignal(this.meta)));
    this.#put("tcDirection", closedFormDirection(this.portfolioSignal(), this.#signalSize, this.neutralizers, target));
    if (benchmark !== undefined) this.#put("bmcDirection", contributionDirection(benchmark, target));
    await this.#run("contributions", "contributionUnit", this.#layout.units);
  }

  /**
   * TC through the optimizer, in place of closed-form TC; after {@link contributions}. The gradient of the mean return over
   * the repeats, divided by the share of models a repeat keeps so that its scale does not depend on that share.
   */
  async optimizer(): Promise<void> {
    const settings = this.#options.optimizer;
    if (settings === undefined) throw new Error("the engine was opened without the optimizer");
    const { stride } = this.#layout;
    const { rows, columns: models } = this.round.predictions;
    const { repeats, dropout, seed } = settings;
    this.#layout.bytes("masks", models * repeats).set(dropoutMasks(models, repeats, dropout, seed));
    await this.#run("optimizer", "portfolioUnit", Math.ceil(stride / PORTFOLIO_ROWS));
    const portfolios = this.#layout.doubles("portfolios", stride * repeats);
    const directions = this.#layout.doubles("directions", stride * repeats);
    const kept = 1 - Math.floor(dropout * models) / models;
    const size = this.#signalSize * this.#totalWeight;
    for (let r = 0, start: Float64Array | undefined; r < repeats; r++) {
      const signal = portfolios.slice(r * stride, r * stride + rows);
      const { direction, duals } = optimizedReturn(signal, size, this.neutralizers, this.round.target, settings, start);
      // TC is the gradient with respect to shares of the total weight.
      const scale = this.#totalWeight / kept;
      directions.set(
        direction.map((value) => value * scale),
        r * stride,
      );
      start = duals;
      this.#options.onProgress?.("optimizer", r + 1, repeats);
    }
    await this.#run("optimizer", "gradientUnit", this.#layout.units);
  }

  /** Uniqueness among all pairs; after {@link ranks}. */
  async uniqueness(): Promise<void> {
    await this.#run("uniqueness", "quantizeUnit", this.#layout.units);
    await this.#run("uniqueness", "uniquenessUnit", this.#layout.tileRows);
  }

  /** Weighted mean of the gaussian signals. */
  get meta(): Float64Array {
    if (this.#meta === undefined) throw new Error("the meta model exists only after the ranks");
    return this.#meta;
  }

  /** Weighted mean of the power signals. */
  portfolioSignal(): Float64Array {
    const sums = this.#weightedSum("pSums");
    return this.#totalWeight === 0 ? sums : sums.map((value) => value / this.#totalWeight);
  }

  /** One number per model. */
  result(
    name:
      "corr" | "fnc" | "mmc" | "bmc" | "tc" | "metaCorrelation" | "uniqueness" | "featureCorrelation" | "featureIndex",
  ) {
    return this.#layout.doubles(name, this.round.models.length).slice();
  }

  async #run(stage: Stage, operation: Operation, units: number, data?: Float64Array): Promise<number> {
    const report = this.#options.onProgress;
    return this.#pool.run(operation, units, {
      ...(data === undefined ? {} : { input: { data, perUnit: UNIT * this.round.predictions.rows } }),
      onProgress: report && ((done) => report(stage, done, units)),
    });
  }

  /** Copies columns of `rows` numbers into a region of padded columns. */
  #put(name: ParameterName, values: Float64Array, rows = values.length): void {
    const columns = rows === 0 ? 0 : values.length / rows;
    const stride = columns > 1 ? this.#layout.stride : rows;
    const region = this.#layout.doubles(name, columns * stride);
    for (let k = 0; k < columns; k++) region.set(values.subarray(k * rows, (k + 1) * rows), k * stride);
  }

  #weightedSum(name: "zSums" | "pSums"): Float64Array {
    const { stride, units } = this.#layout;
    const sums = this.#layout.doubles(name, units * stride);
    const result = new Float64Array(this.round.predictions.rows);
    for (let unit = 0; unit < units; unit++) {
      for (let i = 0; i < result.length; i++) result[i]! += sums[unit * stride + i]!;
    }
    return result;
  }
}

/** The predictions where threads can read them: as they are if their memory is shared, else a copy. */
function shared(predictions: Matrix): Float64Array {
  if (predictions.data.buffer instanceof SharedArrayBuffer) return predictions.data;
  const copy = new Float64Array(new SharedArrayBuffer(predictions.data.byteLength));
  copy.set(predictions.data);
  return copy;
}

function requireShape(round: RoundData, options: EngineOptions): void {
  const { ids, models, predictions, target, exposures } = round;
  requireRows(ids.length, predictions.rows, "predictions");
  requireRows(ids.length, target.length, "target");
  requireRows(ids.length, exposures.matrix.rows, "exposures");
  if (models.length !== predictions.columns) {
    throw new ScoringError(
      `predictions: expected ${models.length} columns (one per model), got ${predictions.columns}`,
    );
  }
  if (ids.length === 0 || models.length === 0) {
    throw new ScoringError(`a round of ${ids.length} stocks and ${models.length} models has nothing to score`);
  }
  requireWeights(options.weights, models.length, models);
  if (options.benchmark !== undefined) {
    requireRows(ids.length, options.benchmark.length, "benchmark");
    requireFinite(options.benchmark, "benchmark");
  }
}
