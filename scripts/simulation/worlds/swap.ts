import type { ModelSpace, World } from "./types.js";

/** A world in which a model's predictor is replaced by noise from a round on: a record was earned, and is used up. */
export function withSwap(world: World, model: number, round: number): World {
  const rounds = world.rounds.map((market, index) => {
    if (index < round) return market;
    const [expected, lasting, own] = [market.expected.slice(), market.lasting.slice(), market.own.slice()];
    expected[model] = 0;
    lasting[model] = 0;
    // What is its own is luck alone now; the copy's part of a draw is as good as another.
    own[model] = market.self[model]!;
    return { ...market, expected, lasting, own };
  });
  return { ...world, rounds, swap: { model, round } };
}

const swapped = new WeakMap<World, ModelSpace>();

/** The models of a round: what they load on changes where a predictor was swapped. */
export function spaceIn(world: World, round: number): ModelSpace {
  if (world.swap === undefined || round < world.swap.round) return world.space;
  const known = swapped.get(world);
  if (known !== undefined) return known;
  const { space, swap } = world;
  const loading = space.loading.slice();
  loading.fill(0, swap.model * space.factors, (swap.model + 1) * space.factors);
  const rootOwn = space.rootOwn.slice();
  rootOwn[swap.model] = 1;
  const after = { ...space, loading, rootOwn };
  swapped.set(world, after);
  return after;
}
