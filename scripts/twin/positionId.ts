/** The ERC-6909 id of a position and the key of its pool: `modelId << 8 | tick`. */
export function toPositionId(modelId: number, tick: number): number {
  return modelId * 256 + tick;
}

/** The model and tick of a position. */
export function fromPositionId(positionId: number): { modelId: number; tick: number } {
  return { modelId: Math.floor(positionId / 256), tick: positionId % 256 };
}
