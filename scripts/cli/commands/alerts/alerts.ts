import type { ModelView, PositionView, RoundView } from "#chain";

/** How things stand when one looks. */
export interface Standing {
  readonly round: RoundView;
  readonly positions: readonly PositionView[];
  /** Of the models that are watched. */
  readonly models: readonly ModelView[];
}

/** What somebody wants to hear of. */
export interface AlertWishes {
  /** A price above this one, units of 1e-5; undefined for none. */
  readonly price: bigint | undefined;
  /** Seconds before the quiet period begins. */
  readonly quiet: number;
}

/** Something to hear of. */
export type Alert =
  | {
      readonly kind: "outbid";
      readonly model: number;
      readonly tick: number;
      readonly before: bigint;
      readonly filled: bigint;
    }
  | {
      readonly kind: "idle";
      readonly model: number;
      readonly tick: number;
      readonly assets: bigint;
      readonly priceTick: number;
    }
  | { readonly kind: "price"; readonly model: number; readonly priceTick: number; readonly rate: bigint }
  | { readonly kind: "round"; readonly round: number; readonly locksAt: number }
  | { readonly kind: "quiet"; readonly round: number; readonly quietFrom: number };

/**
 * What is new between two looks; at the first one, what there is: each thing is told when it comes, and again only when it has
 * been gone.
 */
export function alertsBetween(before: Standing | undefined, now: Standing, wishes: AlertWishes): Alert[] {
  const earlier = new Map(before?.positions.map((position) => [keyOf(position), position]));
  const alerts: Alert[] = [];
  if (before !== undefined && now.round.round > before.round.round) {
    alerts.push({ kind: "round", round: now.round.round, locksAt: now.round.locksAt });
  }
  if (isQuietNear(now.round, wishes) && !(before !== undefined && isQuietKnown(before.round, now.round, wishes))) {
    alerts.push({ kind: "quiet", round: now.round.round, quietFrom: now.round.quietFrom });
  }
  for (const position of now.positions) {
    const { model, tick, assets, filled } = position;
    const was = earlier.get(keyOf(position));
    const priceTick = now.models.find((one) => one.model === model)?.priceTick ?? 0;
    if (assets > 0n && filled === 0n && was?.filled !== 0n) {
      alerts.push({ kind: "idle", model, tick, assets, priceTick });
    } else if (was !== undefined && filled > 0n && filled < was.filled && assets >= was.assets) {
      // Less is filled although nothing left: somebody bid higher, or the limit fell.
      alerts.push({ kind: "outbid", model, tick, before: was.filled, filled });
    }
  }
  const wanted = wishes.price;
  if (wanted !== undefined) {
    for (const { model, rate, priceTick } of now.models) {
      const was = before?.models.find((one) => one.model === model);
      if (rate > wanted && !(was !== undefined && was.rate > wanted))
        alerts.push({ kind: "price", model, priceTick, rate });
    }
  }
  return alerts;
}

function isQuietNear({ phase, quietFrom, now }: RoundView, { quiet }: AlertWishes): boolean {
  return phase === "Bidding" && quietFrom - now <= quiet;
}

function isQuietKnown(before: RoundView, now: RoundView, wishes: AlertWishes): boolean {
  return before.round === now.round && isQuietNear(before, wishes);
}

function keyOf({ model, tick }: PositionView): string {
  return `${model}/${tick}`;
}
