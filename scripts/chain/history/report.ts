/** What reporters sign, as the contract has it. */
export interface Report {
  readonly round: number;
  readonly sheetHash: string;
  readonly modelCount: number;
  /** 18 decimals. */
  readonly payoutFactor: bigint;
  /** Units of 1e-5. */
  readonly maxScore: number;
  /** What the round was sealed with before its lock. */
  readonly predictionsRoot: string;
  readonly evidence: string;
}

/** A report as the chain has it, final or not. */
export interface ChainReport {
  readonly digest: string;
  readonly report: Report;
  /** Who could sign when it was proposed. */
  readonly reporters: readonly string[];
}

/** Who may sign, from a round on. */
export interface ReporterSet {
  readonly fromRound: number;
  readonly reporters: readonly string[];
}

/** What a settlement said about one model and round. Token wei. */
export interface SettledModel {
  readonly model: number;
  readonly filled: bigint;
  /** What filled stake paid, units of 1e-5. */
  readonly rate: number;
  readonly gain: bigint;
  readonly burn: bigint;
  /** The treasury's fee included. */
  readonly rent: bigint;
  /** The two parts of the limit afterwards. */
  readonly base: bigint;
  readonly earned: bigint;
}
