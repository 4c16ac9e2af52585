import { type Deployment, readModelIds, readModelNames, readModelViews } from "#chain";
import { type Past, returnOver } from "./past.js";

/** Over how many rounds returns are told. */
export const SPANS = [1, 5, 20] as const;

/** A model in the list of models. Token wei; rates in units of 1e-5, returns with 18 decimals. */
export interface ListedModel {
  readonly model: number;
  readonly name: string;
  readonly owner: string;
  readonly limit: bigint;
  readonly filled: bigint;
  readonly demand: bigint;
  readonly priceTick: number;
  readonly price: bigint;
  readonly reserveTick: number;
  readonly rent: bigint;
  /** Of the last report, units of 1e-5; undefined before the first one that has the model. */
  readonly score: number | undefined;
  readonly growth: number | undefined;
  /** Units of 1e-4. */
  readonly baseShare: number | undefined;
  readonly weight: number | undefined;
  readonly return1: bigint | undefined;
  readonly return5: bigint | undefined;
  readonly return20: bigint | undefined;
}

/** Every model, by id. */
export async function readModelRows(
  deployment: Deployment,
  past: Past,
  only?: readonly number[],
): Promise<ListedModel[]> {
  const ids = only ?? (await readModelIds(deployment));
  const [views, names] = await Promise.all([readModelViews(deployment, ids), readModelNames(deployment, ids)]);
  const last = past.reported.at(-1);
  return Promise.all(
    views.map(async (view, place) => {
      const record = last === undefined ? undefined : await past.recordOf(view.model, last);
      const [return1, return5, return20] = await Promise.all(SPANS.map((span) => returnOver(past, view.model, span)));
      return {
        model: view.model,
        name: names[place]!,
        owner: view.owner,
        limit: view.limit,
        filled: view.filled,
        demand: view.demand,
        priceTick: view.priceTick,
        price: view.rate,
        reserveTick: view.reserveTick,
        rent: view.rent,
        score: record?.score,
        growth: record?.growth,
        baseShare: record?.baseShare,
        weight: record?.weight,
        return1,
        return5,
        return20,
      };
    }),
  );
}
