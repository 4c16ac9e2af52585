import type { ReportedScores } from "#twin";

/** What was done in a market, in the order it was done: enough to do the whole season again on a chain. */
export type MarketAction = { readonly now: number } & MarketStep;

/** Accounts are numbers; whoever replays them gives each an address. Amounts are token wei. */
export type MarketStep =
  | { readonly kind: "fund"; readonly assets: bigint }
  | { readonly kind: "register"; readonly account: number; readonly name: string }
  | {
      readonly kind: "bid";
      readonly account: number;
      readonly modelId: number;
      readonly tick: number;
      readonly assets: bigint;
    }
  | { readonly kind: "withdraw"; readonly account: number; readonly modelId: number; readonly tick: number }
  | { readonly kind: "setReserve"; readonly account: number; readonly modelId: number; readonly tick: number }
  | { readonly kind: "collectRent"; readonly account: number; readonly modelId: number }
  | { readonly kind: "lock"; readonly round: number }
  | { readonly kind: "report"; readonly report: ReportedScores }
  | { readonly kind: "close"; readonly round: number }
  | { readonly kind: "settle"; readonly modelIds: readonly number[] };
