import type { MarketModel } from "../../data/types.ts";

/** What the market can be sorted by. */
export const COLUMNS = ["name", "limit", "filled", "rate", "result", "score", "growth", "baseShare"] as const;
export type Column = (typeof COLUMNS)[number];

export interface Order {
  readonly by: Column;
  readonly descending: boolean;
}

export const FILTERS = ["all", "free", "soldOut", "paying", "mine"] as const;
export type Filter = (typeof FILTERS)[number];

/** The return of the last reported round after rent, 1e-5 of the filled stake; undefined without filled stake. */
export function netReturn({ last }: MarketModel): bigint | undefined {
  return last === undefined || last.filled === 0n ? undefined : ((last.result - last.rent) * 100_000n) / last.filled;
}

type Key = string | bigint | number | undefined;

const KEYS: Readonly<Record<Column, (model: MarketModel) => Key>> = {
  name: ({ name }) => name,
  limit: ({ limit }) => limit,
  filled: ({ filled }) => filled,
  rate: ({ rate }) => rate,
  result: netReturn,
  score: ({ sheet }) => sheet?.score,
  growth: ({ sheet }) => sheet?.growth,
  baseShare: ({ sheet }) => sheet?.baseShare,
};

/** The models that are asked for, in their order; those that have no such figure come last either way. */
export function choose(
  models: readonly MarketModel[],
  { by, descending }: Order,
  filter: Filter,
  search: string,
  mine: ReadonlySet<number>,
): readonly MarketModel[] {
  const wanted = search.trim().toLowerCase();
  const kept = models.filter((model) => passes(model, filter, mine) && matches(model, wanted));
  const key = KEYS[by];
  return kept.sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === y) return a.id - b.id;
    if (x === undefined) return 1;
    if (y === undefined) return -1;
    return x < y === descending ? 1 : -1;
  });
}

function passes(model: MarketModel, filter: Filter, mine: ReadonlySet<number>): boolean {
  switch (filter) {
    case "free":
      return model.filled < model.limit;
    case "soldOut":
      return model.limit > 0n && model.filled >= model.limit;
    case "paying":
      return (netReturn(model) ?? 0n) > 0n;
    case "mine":
      return mine.has(model.id);
    default:
      return true;
  }
}

function matches({ id, name, owner }: MarketModel, wanted: string): boolean {
  if (wanted === "") return true;
  return (
    name.includes(wanted) ||
    `#${id}` === wanted ||
    String(id) === wanted ||
    (wanted.length > 3 && owner.toLowerCase().includes(wanted))
  );
}
