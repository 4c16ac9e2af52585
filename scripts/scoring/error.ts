import { StakespaceError } from "#lib";

/**
 * Input that has no score: wrong shapes, NaN, infinities, a target that does not vary. The message names the place.
 *
 * @example
 * import { ScoringError } from "#scoring";
 *
 * throw new ScoringError("target: it does not vary", "Score a round whose stocks did not all move alike.");
 */
export class ScoringError extends StakespaceError {
  constructor(message: string, hint?: string) {
    super(message, hint === undefined ? { code: "SCORING_INPUT" } : { code: "SCORING_INPUT", hint });
    this.name = "ScoringError";
  }
}

/** Larger numbers are refused: the sum of their squares could leave the range of a double and become infinite. */
export const LARGEST = 1e100;

/** Throws unless every value is a number of at most {@link LARGEST} in size; `what` names the vector in the message. */
export function requireFinite(values: ArrayLike<number>, what: string): void {
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]!) <= LARGEST) continue;
    throw new ScoringError(`${what}: row ${i} is ${values[i]}, expected a finite number of at most ${LARGEST} in size`);
  }
}

/** The values, if all are finite; throws where the arithmetic left the range of numbers. */
export function requireDefined(values: Float64Array, what: string): Float64Array {
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index < 0) return values;
  throw new ScoringError(`${what}: column ${index} came out as ${values[index]}; its inputs are too large to add up`);
}

/** Throws unless both lengths agree. */
export function requireRows(expected: number, got: number, what: string): void {
  if (expected !== got) throw new ScoringError(`${what}: expected ${expected} rows, got ${got}`);
}
