/**
 * The ERC-6909 id of a position and the key of its pool: `modelId << 8 | tick`.
 *
 * @example
 * import { toPositionId } from "#twin";
 *
 * toPositionId(7, 79); // => 1871
 */
export function toPositionId(modelId: number, tick: number): number {
  return modelId * 256 + tick;
}

/**
 * The model and tick of a position.
 *
 * @example
 * import { fromPositionId } from "#twin";
 *
 * fromPositionId(1871); // => { modelId: 7, tick: 79 }
 */
export function fromPositionId(positionId: number): { modelId: number; tick: number } {
  return { modelId: Math.floor(positionId / 256), tick: positionId % 256 };
}
