import { StakespaceError } from "../lib/errors.js";

/** Input that has no score: wrong shapes, NaN, infinities, a target that does not vary. The message names the place. */
export class ScoringError extends StakespaceError {
  constructor(message: string, hint?: string) {
    super(message, hint === undefined ? { code: "SCORING_INPUT" } : { code: "SCORING_INPUT", hint });
    this.name = "ScoringError";
  }
}

/** Throws unless every value is a finite number; `what` names the vector in the message. */
export function requireFinite(values: ArrayLike<number>, what: string): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]))
      throw new ScoringError(`${what}: row ${i} is ${values[i]}, expected a finite number`);
  }
}

/** Throws unless both lengths agree. */
export function requireRows(expected: number, got: number, what: string): void {
  if (expected !== got) throw new ScoringError(`${what}: expected ${expected} rows, got ${got}`);
}
