/**
 * Seeded integers below a bound, without bias: SplitMix32, rejecting the incomplete last range. Integers only.
 *
 * @example
 * import { randomBelow } from "#scoring";
 *
 * const below = randomBelow(7);
 * below(100); // => 9
 */
export function randomBelow(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return (x ^ (x >>> 15)) >>> 0;
  };
  return (bound) => {
    const limit = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const value = next();
      if (value < limit) return value % bound;
    }
  };
}

/**
 * Which models each repeat keeps: `masks[model * repeats + repeat]` is 1 or 0. Every repeat leaves out exactly
 * `floor(dropout * models)` of them, chosen by a partial shuffle.
 */
export function dropoutMasks(models: number, repeats: number, dropout: number, seed: number): Uint8Array {
  const masks = new Uint8Array(models * repeats).fill(1);
  const below = randomBelow(seed);
  const order = Uint32Array.from({ length: models }, (_, j) => j);
  const dropped = Math.floor(dropout * models);
  for (let r = 0; r < repeats; r++) {
    for (let k = 0; k < dropped; k++) {
      const other = k + below(models - k);
      const model = order[other]!;
      order[other] = order[k]!;
      order[k] = model;
      masks[model * repeats + r] = 0;
    }
  }
  return masks;
}
