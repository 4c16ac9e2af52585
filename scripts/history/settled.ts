import { type ClosedRound, type Deployment, type ModelLag, readLags } from "#chain";
import { StakespaceError } from "#lib";

/** How far everything is settled: a round is whole when every model with stake is settled for it. */
export interface Settled {
  readonly lags: readonly ModelLag[];
  /** Every model with stake is settled through this round. */
  readonly through: number;
}

/**
 * How far every model with stake is settled after a block.
 *
 * @param count How many models there are.
 */
export async function readSettled(deployment: Deployment, count: number, block: number): Promise<Settled> {
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  const lags = (await readLags(deployment, ids, block)).filter(({ ticks }) => ticks > 0);
  return { lags, through: lags.reduce((least, { settledThrough }) => Math.min(least, settledThrough), Infinity) };
}

/**
 * Checks the last reported round against what the contract says of its models now: a settlement that the node left out leaves
 * one of them with a limit that no event tells of.
 *
 * @param last The last round on the chain that was reported.
 * @throws {StakespaceError} `EVENTS_MISSING`.
 */
export function requireComplete({ header, models }: ClosedRound, { lags }: Settled): void {
  for (const { model, base, earned } of lags) {
    const found = models[model - 1]?.settled;
    // A model that had no stake then has earned nothing since.
    if (found === undefined ? earned === 0n : found.base === base && found.earned === earned) continue;
    throw new StakespaceError(
      `The node left out events of round ${header.round}: model ${model} has a limit of ${base} + ${earned} wei, which none of them says.`,
      { code: "EVENTS_MISSING", hint: "It may lag behind or cut its answers short; ask again, or another node." },
    );
  }
}
