import { OUTCOMES, type Outcome } from "#twin";
import type { Deployment } from "./deployment.js";
import { WORDS_PER_CALL } from "./gas.js";
import { readInParts } from "./readInParts.js";

/** A round as the contract keeps it. */
export interface RoundSummary {
  readonly round: number;
  readonly outcome: Outcome;
  readonly parametersId: number;
  /** 18 decimals; 0 without a report. */
  readonly payoutFactor: bigint;
  /** Units of 1e-5. */
  readonly maxScore: number;
  readonly modelCount: number;
  /** Token wei still set aside for the round's gains. */
  readonly reserve: bigint;
  readonly unsettledModels: number;
}

/**
 * What the contract keeps of rounds, in the order asked.
 *
 * @example
 * import { deployStakespace, readRoundRecords } from "#chain";
 * import { network } from "hardhat";
 *
 * const deployment = await deployStakespace(await network.create());
 * const [first] = await readRoundRecords(deployment, [1]);
 * first?.outcome; // => "Open"
 */
export async function readRoundRecords(
  { contracts: { space } }: Deployment,
  rounds: readonly number[],
): Promise<RoundSummary[]> {
  return readInParts(rounds, WORDS_PER_CALL, (part) =>
    Promise.all(
      part.map(async (round) => {
        const r = await space.roundRecord(round);
        return {
          round,
          outcome: OUTCOMES[Number(r.outcome)]!,
          parametersId: Number(r.parametersId),
          payoutFactor: r.payoutFactor,
          maxScore: Number(r.maxScore),
          modelCount: Number(r.modelCount),
          reserve: r.reserve,
          unsettledModels: Number(r.unsettledModels),
        };
      }),
    ),
  );
}
