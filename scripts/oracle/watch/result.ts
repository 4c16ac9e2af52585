import type { Sent } from "#chain";

/** What came of a step. */
export type StepResult =
  /** There is nothing to do here. */
  | { readonly kind: "nothing" }
  /** Something was done: what comes next is seen by looking again. */
  | { readonly kind: "done"; readonly what: string; readonly transactions: readonly Sent[] }
  /** It is somebody else's turn, or not yet time. */
  | StepWait;

export interface StepWait {
  readonly kind: "wait";
  /** For people. */
  readonly why: string;
  /** When it can go on, chain time, unix seconds; undefined where nobody knows. */
  readonly until?: number;
  /** Milliseconds after which to look again; undefined where it depends on others. */
  readonly soon?: number;
}

export const NOTHING: StepResult = { kind: "nothing" };

/** Something was done. */
export function done(what: string, transactions: readonly Sent[] = []): StepResult {
  return { kind: "done", what, transactions };
}

/** Waits for others. */
export function waiting(why: string): StepWait {
  return { kind: "wait", why };
}

/** Waits for a moment of the chain's time, unix seconds. */
export function waitingUntil(until: number, why: string): StepWait {
  return { kind: "wait", why, until };
}

/** Waits for so many milliseconds. */
export function waitingFor(soon: number, why: string): StepWait {
  return { kind: "wait", why, soon };
}
