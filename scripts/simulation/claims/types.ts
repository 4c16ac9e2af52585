/** What a claim may use: a seed of its own run, and how large worlds may be. */
export interface ClaimRun {
  readonly seed: string;
  readonly models: number;
  readonly rounds: number;
}

/**
 * What one run found. `value` is the answer's number; any other entry is a point of the claim's plot, named
 * `series|x`.
 */
export type Found = { readonly value: number } & Readonly<Record<string, number>>;

/** A claim of the thread as a question that seeds can answer. */
export interface Claim {
  readonly id: string;
  /** As it was said. */
  readonly claim: string;
  /** What the number is, with its unit. */
  readonly measures: string;
  /** The claim holds where the whole interval is on this side of the threshold. */
  readonly holdsWhen: "above" | "below";
  readonly threshold: number;
  /** What the axes of its plot are. */
  readonly axes: { readonly x: string; readonly y: string };
  /** Series that have another unit than its plot, with what they are: told in words below it. */
  readonly asides?: Readonly<Record<string, string>>;
  observe(run: ClaimRun): Found;
}
