import { solidityPackedKeccak256 } from "ethers";

/**
 * The order in which reporters submit what a round needs: another one each round, the same for everybody who computes it.
 *
 * @param reporters In force.
 */
export function submittingOrder(round: number, reporters: readonly string[]): string[] {
  const place = new Map(
    reporters.map((reporter) => [reporter, solidityPackedKeccak256(["uint32", "address"], [round, reporter])]),
  );
  return [...reporters].sort((a, b) => (place.get(a)! < place.get(b)! ? -1 : 1));
}

/**
 * Whose turn it is to pay. Everybody starts to count when he first sees that something is to be done; the first in the order waits
 * for nothing, the next ones longer and longer, so that a transaction has come, or is seen to be missing, before another is sent.
 */
export class Turns {
  readonly #delay: number;
  readonly #now: () => number;
  readonly #seen = new Map<string, number>();
  readonly #asked = new Set<string>();

  /**
   * @param delay Milliseconds that the second waits; the third waits three times, the fourth six times as long.
   * @param now The clock, milliseconds.
   */
  constructor(delay: number, now: () => number = Date.now) {
    this.#delay = delay;
    this.#now = now;
  }

  /**
   * Milliseconds until it is the turn of somebody.
   *
   * @param key Names what is to be done.
   * @param place In the order, from 0.
   */
  left(key: string, place: number): number {
    const seen = this.#seen.get(key) ?? this.#now();
    this.#seen.set(key, seen);
    this.#asked.add(key);
    return Math.max(0, seen + (this.#delay * place * (place + 1)) / 2 - this.#now());
  }

  /** Ends a look at everything: what was not to be done is forgotten; when it is to be done again, it counts anew. */
  endLook(): void {
    for (const key of this.#seen.keys()) if (!this.#asked.has(key)) this.#seen.delete(key);
    this.#asked.clear();
  }
}
