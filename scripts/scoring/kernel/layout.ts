import { ScoringError } from "../error.js";

/** Models that one unit of work covers: enough to make handing out units free, few enough to share them evenly. */
export const UNIT = 32;
/** Models along one side of a tile of pairs (`TILE` of the kernels). */
export const TILE = 64;
/** Rows of one unit of portfolios (`ROWS` of the kernels). */
export const PORTFOLIO_ROWS = 256;

/**
 * The words that the kernels read their sizes and addresses from, in the order of `Params` in `assembly/params.ts`.
 *
 * Matrices lie column by column, a column padded to `stride` numbers with zeros. Regions hold doubles unless it says
 * otherwise.
 */
export const PARAMETER_NAMES = [
  "rows",
  "stride",
  "models",
  "unit",
  /** Bits that hold a row number beside a truncated sort key. */
  "indexBits",
  /** models x stride words: twice the tie-kept rank. */
  "ranks",
  /** Value of the gaussian signal and of the power signal by rank. */
  "zTable",
  "pTable",
  "weights",
  /** units x stride: weighted sums of the signals of each unit. */
  "zSums",
  "pSums",
  /** Length of the centred gaussian signal; 0 where it does not vary. */
  "zNorm",
  /** Mean, and length once centred, of the power signal. */
  "pMean",
  "pNorm",
  "corrTarget",
  "corr",
  /** Orthonormal columns: first those that FNC removes, then those that only features need, then zeros. */
  "basis",
  "basisColumns",
  "removedColumns",
  "fnc",
  "features",
  "featureCoefficients",
  "featureCorrelation",
  "featureIndex",
  "mmcDirection",
  "mmc",
  "metaUnit",
  "metaCorrelation",
  "tcDirection",
  "tc",
  "bmcDirection",
  "bmc",
  /** 16-bit signals, their scales and what rounding took. */
  "signals",
  "signalScale",
  "signalError",
  "uniqueness",
  "repeats",
  /** models x repeats bytes: 1 where a repeat keeps a model. */
  "masks",
  "portfolios",
  "directions",
] as const;

export type ParameterName = (typeof PARAMETER_NAMES)[number];

export interface RoundShape {
  readonly rows: number;
  readonly models: number;
  readonly features: number;
  readonly basisColumns: number;
  readonly removedColumns: number;
  /** Repeats of the optimizer; 0 for closed-form TC. */
  readonly repeats: number;
  readonly threads: number;
}

export interface Layout {
  readonly memory: WebAssembly.Memory;
  readonly params: number;
  /** Scratch of each thread. */
  readonly scratch: readonly number[];
  readonly stride: number;
  readonly units: number;
  /** Rows of tiles of pairs. */
  readonly tileRows: number;
  readonly address: (name: ParameterName) => number;
  /** A region as doubles. */
  readonly doubles: (name: ParameterName, length: number) => Float64Array;
  readonly bytes: (name: ParameterName, length: number) => Uint8Array;
}

const PAGE = 65536;
const MAX_PAGES = 65536;

/** Lays out one shared memory that holds exactly what a round of this shape needs. Throws beyond 4 GB. */
export function layOut(shape: RoundShape): Layout {
  const { rows, models, features, basisColumns, repeats, threads } = shape;
  const stride = Math.ceil(rows / 16) * 16;
  const units = Math.ceil(models / UNIT);
  const side = Math.ceil(models / TILE);
  const words = new Map<ParameterName, number>();
  let end = 1024;
  const place = (bytes: number): number => {
    const at = end;
    end = Math.ceil((end + bytes) / 64) * 64;
    return at;
  };
  const region = (name: ParameterName, bytes: number): void => void words.set(name, place(bytes));
  const sizes: Partial<Record<ParameterName, number>> = {
    rows,
    stride,
    models,
    unit: UNIT,
    indexBits: Math.max(1, 32 - Math.clz32(rows - 1)),
    basisColumns,
    removedColumns: shape.removedColumns,
    features,
    repeats,
  };
  for (const [name, size] of Object.entries(sizes)) words.set(name as ParameterName, size);

  const params = place(4 * PARAMETER_NAMES.length);
  region("ranks", 4 * models * stride);
  for (const name of ["zTable", "pTable"] as const) region(name, 8 * (2 * rows + 1));
  for (const name of ["zSums", "pSums"] as const) region(name, 8 * units * stride);
  for (const name of PER_MODEL) region(name, 8 * models);
  for (const name of PER_ROW) region(name, 8 * stride);
  region("basis", 8 * stride * (basisColumns + 4));
  region("featureCoefficients", 8 * features * basisColumns);
  region("signals", 2 * stride * side * TILE);
  region("masks", models * repeats);
  for (const name of ["portfolios", "directions"] as const) region(name, 8 * stride * (repeats + 1));
  const rankingBytes = 8 * UNIT * rows + 8 * stride * 8 + 64 * (basisColumns + 2) + 3 * 4 * 2048 + 1024;
  const uniquenessBytes = 8 * (TILE + 1) * stride + 4 * side * TILE * TILE + 3 * 8 * TILE;
  const scratchBytes = Math.max(rankingBytes, uniquenessBytes);
  const scratch = Array.from({ length: threads }, () => place(scratchBytes));

  const pages = Math.ceil(end / PAGE);
  if (pages > MAX_PAGES) {
    throw new ScoringError(
      `a round of ${rows} stocks and ${models} models needs ${Math.ceil(end / 2 ** 30)} GB, more than the 4 GB there can be`,
    );
  }
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const address = (name: ParameterName): number => words.get(name)!;
  new Uint32Array(memory.buffer, params, PARAMETER_NAMES.length).set(PARAMETER_NAMES.map(address));
  return {
    memory,
    params,
    scratch,
    stride,
    units,
    tileRows: side,
    address,
    doubles: (name, length) => new Float64Array(memory.buffer, address(name), length),
    bytes: (name, length) => new Uint8Array(memory.buffer, address(name), length),
  };
}

const PER_MODEL = [
  "weights",
  "zNorm",
  "pMean",
  "pNorm",
  "corr",
  "fnc",
  "featureCorrelation",
  "featureIndex",
  "mmc",
  "metaCorrelation",
  "tc",
  "bmc",
  "signalScale",
  "signalError",
  "uniqueness",
] as const satisfies ParameterName[];

const PER_ROW = [
  "corrTarget",
  "mmcDirection",
  "metaUnit",
  "tcDirection",
  "bmcDirection",
] as const satisfies ParameterName[];
