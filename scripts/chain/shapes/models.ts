import type { Pool } from "#twin";
import { StakespaceError } from "#lib";
import type { Whole } from "./round.js";

/** One occupied tick of a model's book. Token wei. */
export interface PoolLine extends Pool {
  readonly tick: number;
  readonly filled: bigint;
}

/** A model as if it were settled through the last closed round. Token wei; rates in units of 1e-5. */
export interface ModelView {
  readonly model: number;
  readonly owner: string;
  readonly limit: bigint;
  readonly base: bigint;
  readonly earned: bigint;
  readonly rent: bigint;
  readonly demand: bigint;
  readonly filled: bigint;
  readonly priceTick: number;
  readonly rate: bigint;
  readonly reserveTick: number;
  readonly nextReserveTick: number;
  readonly settledThrough: number;
  /** Highest tick first. */
  readonly pools: readonly PoolLine[];
}

/** A model as the lens gives it. */
export interface RawModel {
  readonly modelId: Whole;
  readonly owner: string;
  readonly status: {
    readonly base: bigint;
    readonly earned: bigint;
    readonly rent: bigint;
    readonly reserveTick: Whole;
    readonly nextReserveTick: Whole;
    readonly settledThrough: Whole;
  };
  readonly quote: {
    readonly limit: bigint;
    readonly demand: bigint;
    readonly filled: bigint;
    readonly priceTick: Whole;
    readonly rate: bigint;
  };
  readonly pools: readonly {
    readonly tick: Whole;
    readonly assets: bigint;
    readonly shares: bigint;
    readonly filled: bigint;
  }[];
}

/** A model, whatever library read it. */
export function modelViewOf({ modelId, owner, status, quote, pools }: RawModel): ModelView {
  return {
    model: Number(modelId),
    owner,
    limit: quote.limit,
    base: status.base,
    earned: status.earned,
    rent: status.rent,
    demand: quote.demand,
    filled: quote.filled,
    priceTick: Number(quote.priceTick),
    rate: quote.rate,
    reserveTick: Number(status.reserveTick),
    nextReserveTick: Number(status.nextReserveTick),
    settledThrough: Number(status.settledThrough),
    pools: pools.map(({ tick, assets, shares, filled }) => ({ tick: Number(tick), assets, shares, filled })),
  };
}

/** What an account has at one tick of a model. Token wei. */
export interface PositionView {
  readonly model: number;
  readonly tick: number;
  readonly shares: bigint;
  readonly assets: bigint;
  readonly filled: bigint;
}

/** A position as the lens gives it. */
export interface RawPosition {
  readonly modelId: Whole;
  readonly tick: Whole;
  readonly shares: bigint;
  readonly assets: bigint;
  readonly filled: bigint;
}

/** A position, whatever library read it. */
export function positionViewOf({ modelId, tick, shares, assets, filled }: RawPosition): PositionView {
  return { model: Number(modelId), tick: Number(tick), shares, assets, filled };
}

/** The refusal of an id that nobody has. */
export function unknownModel(id: number, count: number): StakespaceError {
  return new StakespaceError(
    `There is no model ${id}; ${count === 0 ? "none is registered yet" : `ids go from 1 to ${count}`}.`,
    { code: "UnknownModel", facts: { modelId: id } },
  );
}
