import { getBlock, getContractEvents, readContract } from "viem/actions";

import { scoreOracleAbi, stakeSpaceAbi } from "stakespace/abi";

import type { Reach } from "./chainPast.ts";
import type { Outcome, ReportFacts, RoundFacts } from "./types.ts";

const OUTCOMES: readonly Outcome[] = ["Open", "Reported", "Expired"];

/** The rounds from the chain's events. What they moved is summed over the models that were settled by now. */
export async function chainRounds({ deployment, fromBlock }: Reach): Promise<readonly RoundFacts[]> {
  const { client, addresses } = deployment;
  const space = { address: addresses.space, abi: stakeSpaceAbi, fromBlock, strict: true } as const;
  const oracle = { address: addresses.oracle, abi: scoreOracleAbi, fromBlock, strict: true } as const;
  const [opened, closed, settled, proposed, vetoed, final] = await Promise.all([
    getContractEvents(client, { ...space, eventName: "RoundOpened" }),
    getContractEvents(client, { ...space, eventName: "RoundClosed" }),
    getContractEvents(client, { ...space, eventName: "ModelSettled" }),
    getContractEvents(client, { ...oracle, eventName: "ReportProposed" }),
    getContractEvents(client, { ...oracle, eventName: "ReportVetoed" }),
    getContractEvents(client, { ...oracle, eventName: "ReportFinalized" }),
  ]);
  const blocks = [...new Set([...closed, ...proposed].map(({ blockNumber }) => blockNumber))];
  const times = new Map(
    await Promise.all(
      blocks.map(
        async (number) => [number, Number((await getBlock(client, { blockNumber: number })).timestamp)] as const,
      ),
    ),
  );
  const dead = new Set(vetoed.map(({ args }) => args.digest));
  const alive = new Set(final.map(({ args }) => args.digest));
  const outcomes = new Map(closed.map((log) => [log.args.round, log]));
  const facts = await Promise.all(
    opened.map(async ({ args }): Promise<RoundFacts> => {
      const end = outcomes.get(args.round);
      const record = await readContract(client, { ...space, functionName: "roundRecord", args: [args.round] });
      const flows = settled.filter((log) => log.args.round === args.round).map((log) => log.args);
      const sum = (of: (flow: (typeof flows)[number]) => bigint): bigint =>
        flows.reduce((total, flow) => total + of(flow), 0n);
      const { rentFee } = await readContract(client, {
        ...space,
        functionName: "parametersById",
        args: [args.parametersId],
      });
      return {
        round: Number(args.round),
        outcome: OUTCOMES[record.outcome] ?? "Open",
        opensAt: Number(args.opensAt),
        locksAt: Number(args.locksAt),
        closedAt: end === undefined ? undefined : times.get(end.blockNumber),
        payoutFactor: record.pages.length === 0 ? undefined : record.payoutFactor,
        maxScore: record.pages.length === 0 ? undefined : Number(record.maxScore),
        filled: sum(({ filled }) => filled),
        gained: sum(({ result }) => (result > 0n ? result : 0n)),
        burned: sum(({ result }) => (result < 0n ? -result : 0n)),
        rent: sum(({ rent }) => rent),
        fee: sum(({ rent }) => (rent * rentFee) / 10n ** 18n),
        reports: proposed
          .filter((log) => log.args.round === args.round)
          .map((log): ReportFacts => {
            const { digest, report, proposer } = log.args;
            const state = dead.has(digest)
              ? "vetoed"
              : alive.has(digest)
                ? "final"
                : end === undefined
                  ? "pending"
                  : "dropped";
            const { evidence, predictionsRoot, sheetHash } = report;
            return {
              digest,
              state,
              proposer,
              proposedAt: times.get(log.blockNumber) ?? 0,
              evidence,
              predictionsRoot,
              sheetHash,
            };
          })
          .reverse(),
      };
    }),
  );
  return facts.reverse();
}
