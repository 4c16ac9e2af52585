import type { Provider } from "ethers";

/** What a unit of gas costs, wei. */
export interface Fees {
  /** What is offered now. */
  readonly perGas: bigint;
  /** Of that, what goes to whoever makes the block; undefined on a chain without it. */
  readonly tip: bigint | undefined;
  /** What it may be raised to while a transaction does not come. */
  readonly most: bigint;
}

/** A fee may be raised to so many times what it is when the plan is shown; the most that is shown includes it. */
const RAISE_TO = 2n;

/** What the chain asks for now. */
export async function readFees(provider: Provider): Promise<Fees> {
  const { maxFeePerGas, maxPriorityFeePerGas, gasPrice } = await provider.getFeeData();
  const perGas = maxFeePerGas ?? gasPrice ?? 0n;
  const tip = maxFeePerGas === null ? undefined : (maxPriorityFeePerGas ?? 0n);
  return { perGas, tip, most: perGas * RAISE_TO };
}

/** The fees as a transaction has them. */
export function feeFields({ perGas, tip }: Fees): object {
  return tip === undefined
    ? { type: 0, gasPrice: perGas }
    : { type: 2, maxFeePerGas: perGas, maxPriorityFeePerGas: tip > perGas ? perGas : tip };
}

/** The next higher fee that nodes take in place of `paid`; undefined where that is more than it may be. */
export function raised(now: Fees, paid: bigint, most: bigint): Fees | undefined {
  // Nodes take the place of a pending transaction only for at least a tenth more; an eighth is taken everywhere.
  const least = paid + paid / 8n + 1n;
  const perGas = now.perGas > least ? now.perGas : least;
  if (least > most) return undefined;
  const tip = now.tip === undefined ? undefined : ((now.tip > 0n ? now.tip : 1n) * perGas) / (now.perGas || 1n);
  return { perGas: perGas > most ? most : perGas, tip, most };
}
