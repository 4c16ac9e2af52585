import { contributionTarget } from "../contribution.js";
import { orthogonalize } from "../orthogonalize.js";
import { gaussianSignal } from "../signal.js";
import { center, comfortable, dot } from "../statistics.js";

/**
 * MMC (and BMC) of a signal z is linear in z: `t'(z - m z'm / m'm) / n = z'(t - m t'm / m'm) / n`. This is the vector on the
 * right, for the reference model m's signal and the contribution target t.
 */
export function contributionDirection(reference: ArrayLike<number>, target: ArrayLike<number>): Float64Array {
  const t = contributionTarget(target);
  return orthogonalize(t, gaussianSignal(reference)).map((value) => value / t.length);
}

/**
 * A vector centred and of length 1, for correlations as inner products; zeros where it does not vary.
 *
 * @example
 * import { unitVector } from "#scoring";
 *
 * unitVector([1, 2, 3]); // => [-0.707, 0, 0.707]
 */
export function unitVector(x: ArrayLike<number>): Float64Array {
  const centered = comfortable(center(x));
  const size = Math.sqrt(dot(centered, centered));
  return size === 0 ? centered : centered.map((value) => value / size);
}
