/** What the history store files of a model in a round. Digits, where they are token wei. */
export interface FiledModel {
  readonly model: number;
  readonly name: string;
  readonly settled: Readonly<Record<"filled" | "result" | "rent" | "base" | "earned", string>> & {
    readonly rate: number;
  };
  readonly record: Readonly<Record<"score" | "growth" | "weight" | "baseShare", number>>;
}

/** What the history store files of a closed round. */
export interface FiledRound {
  readonly round: number;
  readonly outcome: string;
  readonly opensAt: number;
  readonly locksAt: number;
  readonly parametersId: number;
  /** Of every report that was proposed, in order. */
  readonly digests: readonly string[];
  readonly models: readonly (Pick<FiledModel, "model" | "name"> & Partial<FiledModel>)[];
}
