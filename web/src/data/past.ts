import { askStatus } from "./indexHttp.ts";
import type { Past } from "./types.ts";

/** What the page knows of the index. */
export type IndexState =
  | { readonly kind: "none" }
  | { readonly kind: "up"; readonly block: number }
  | { readonly kind: "down"; readonly why: string }
  /** It answers for another chain. */
  | { readonly kind: "stranger"; readonly chainId: number };

/** Looks at the index: whether it answers, and for the right chain. */
export async function lookAtIndex(url: string | undefined, chainId: number): Promise<IndexState> {
  if (url === undefined) return { kind: "none" };
  try {
    const status = await askStatus(url);
    return status.chainId === chainId
      ? { kind: "up", block: status.block }
      : { kind: "stranger", chainId: status.chainId };
  } catch (error) {
    return { kind: "down", why: error instanceof Error ? error.message : String(error) };
  }
}

/** Asks the index, and where it fails the chain. */
export function withFallback(index: Past | undefined, chain: () => Promise<Past>): Past {
  const first = async <Answer>(ask: (past: Past) => Promise<Answer>): Promise<Answer> => {
    if (index === undefined) return ask(await chain());
    try {
      return await ask(index);
    } catch {
      // Whatever is wrong with it (IndexState says so on the page), the chain knows.
      return ask(await chain());
    }
  };
  return {
    kind: index === undefined ? "chain" : "index",
    market: () => first((past) => past.market()),
    modelRounds: (model) => first((past) => past.modelRounds(model)),
    deeds: (of) => first((past) => past.deeds(of)),
    positionsOf: (holder) => first((past) => past.positionsOf(holder)),
    modelsOf: (owner) => first((past) => past.modelsOf(owner)),
    rounds: () => first((past) => past.rounds()),
  };
}
