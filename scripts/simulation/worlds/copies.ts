import { Random } from "#lib";

import type { WorldAccount, MarketRound, ModelSpace, World } from "./types.js";

/** What a copier does. */
export interface Copies {
  readonly original: number;
  readonly count: number;
  /**
   * Correlation of a copy with its original, in [-1, 1]: 1 exact, .95 noisy, .978 with the middle half of the ranking shuffled
   * (in the tails, where it counts), -1 a mirror.
   */
  readonly fidelity: number;
  /** The round they enter in. */
  readonly enters: number;
  /** Tokens of the copier, shared by its accounts. */
  readonly wealth: number;
  /** Whether each copy is another account's, or all are one's. */
  readonly accounts: "one" | "each";
}

/** A world with copies of a model added, after all others; the rest is untouched, draw for draw. */
export function withCopies(world: World, copies: Copies, seed: string): World {
  const { original, count, fidelity, enters, wealth } = copies;
  const before = world.space.count;
  const models = Array.from({ length: count }, (_, index) => before + index);
  const added: WorldAccount[] =
    copies.accounts === "one"
      ? [{ wealth, models }]
      : models.map((model) => ({ wealth: wealth / count, models: [model] }));
  const owner = (index: number): number => world.accounts.length + (copies.accounts === "one" ? 0 : index);
  const random = new Random(`${seed}/copies`);
  const self = Math.sqrt(Math.max(0, 1 - fidelity * fidelity));
  const scale = 1 / Math.sqrt(world.options.calibration.stocks);
  return {
    ...world,
    accounts: [...world.accounts, ...added],
    accountOf: Int32Array.from([...world.accountOf, ...models.map((_, index) => owner(index))]),
    enters: Int32Array.from([...world.enters, ...models.map(() => enters)]),
    isNoise: Uint8Array.from([...world.isNoise, ...models.map(() => world.isNoise[original]!)]),
    space: copiedSpace(world.space, original, count, fidelity, self),
    rounds: world.rounds.map((round) => copiedRound(round, original, count, fidelity, () => scale * random.normal())),
  };
}

function copiedSpace(space: ModelSpace, original: number, count: number, fidelity: number, self: number): ModelSpace {
  const { factors, loading } = space;
  const row = loading.subarray(original * factors, (original + 1) * factors);
  const rows = Array.from({ length: count }, () => Array.from(row, (value) => fidelity * value)).flat();
  const repeat = (value: number): number[] => Array.from({ length: count }, () => value);
  return {
    ...space,
    count: space.count + count,
    loading: Float64Array.from([...loading, ...rows]),
    root: Int32Array.from([...space.root, ...repeat(original)]),
    rootOwn: Float64Array.from([...space.rootOwn, ...repeat(fidelity * space.rootOwn[original]!)]),
    selfOwn: Float64Array.from([...space.selfOwn, ...repeat(self)]),
  };
}

function copiedRound(
  round: MarketRound,
  original: number,
  count: number,
  fidelity: number,
  luck: () => number,
): MarketRound {
  const repeat = (value: number): number[] => Array.from({ length: count }, () => value);
  return {
    payoff: round.payoff,
    own: Float64Array.from([...round.own, ...repeat(0)]),
    self: Float64Array.from([...round.self, ...Array.from({ length: count }, luck)]),
    expected: Float64Array.from([...round.expected, ...repeat(fidelity * round.expected[original]!)]),
    lasting: Float64Array.from([...round.lasting, ...repeat(fidelity * round.lasting[original]!)]),
    tcNoise: Float64Array.from([...round.tcNoise, ...repeat(0)]),
  };
}
