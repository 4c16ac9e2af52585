/**
 * The rent of positions, without touching one when its pool pays: a pool knows what each share has paid, a position what that
 * was when its shares last changed.
 */

/** One, in the unit of a pool's rent per share. */
const SCALE = 10n ** 36n;

/** Rent of a pool for each of its shares, rounded down. */
export function perShare(rent: bigint, shares: bigint): bigint {
  return shares === 0n ? 0n : (rent * SCALE) / shares;
}

/** What a position knows of the rent it paid. */
export interface Paid {
  readonly shares: bigint;
  readonly rentPaid: bigint;
  readonly rentMark: bigint;
}

/** All the rent a position has paid, token wei, rounded down. */
export function rentPaidBy({ shares, rentPaid, rentMark }: Paid, rentPerShare: bigint): bigint {
  return rentPaid + (shares * (rentPerShare - rentMark)) / SCALE;
}
