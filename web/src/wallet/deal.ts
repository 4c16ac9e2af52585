import type { Address, Hash, Hex } from "viem";

/** One thing a wallet is asked for. */
export type Step =
  | {
      readonly kind: "send";
      /** What it is, for whoever is asked: "Approve 80 NMR". */
      readonly title: string;
      readonly to: Address;
      /** Known when the steps before are done. */
      readonly data: () => Hex;
    }
  | { readonly kind: "sign"; readonly title: string; readonly sign: (signer: Signer) => Promise<void> };

/** What signs. */
export type Signer = import("stakespace/viem").SigningClient;

/** What a person wants done, in one step or several. */
export interface Deal {
  readonly title: string;
  readonly steps: readonly Step[];
  /** Said when it is done. */
  readonly done: string;
}

/** How a deal stands. */
export type DealState =
  | { readonly kind: "idle" }
  /** Tried on the chain first. */
  | { readonly kind: "checking"; readonly deal: Deal; readonly step: number }
  /** The wallet has been asked. */
  | { readonly kind: "asking"; readonly deal: Deal; readonly step: number }
  /** Sent, not in a block yet. */
  | { readonly kind: "pending"; readonly deal: Deal; readonly step: number; readonly hash: Hash }
  | { readonly kind: "done"; readonly deal: Deal; readonly hash: Hash | undefined; readonly block: bigint | undefined }
  | {
      readonly kind: "failed";
      readonly deal: Deal;
      readonly step: number;
      readonly message: string;
      readonly hint: string | undefined;
      readonly hash: Hash | undefined;
    };

/** Whether something is under way. */
export function isBusy({ kind }: DealState): boolean {
  return kind === "checking" || kind === "asking" || kind === "pending";
}
