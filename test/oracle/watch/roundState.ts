import { type Interface, keccak256, type Result } from "ethers";

import type { Deployment } from "../../../scripts/chain/index.js";
import { toJson } from "../../../scripts/lib/json.js";

/** What a round has come to on the chain, but for the time of day and the block that the report was read at. */
export async function roundStateOf(deployment: Deployment, models: readonly number[]): Promise<string> {
  const { space, oracle, token } = deployment.contracts;
  const [{ round, lastReported, missedRounds }, record, seal, accounts, sink] = await Promise.all([
    space.roundStatus(),
    space.roundRecord(1),
    oracle.sealOf(1),
    space.accounts(),
    space.sink(),
  ]);
  const codes = await Promise.all(record.pages.map((page) => deployment.connection.ethers.provider.getCode(page)));
  const states = await Promise.all(models.map((model) => space.modelStatus(model)));
  return toJson({
    round,
    lastReported,
    missedRounds,
    outcome: record.outcome,
    payoutFactor: record.payoutFactor,
    maxScore: record.maxScore,
    unsettled: record.unsettledModels,
    pages: codes.map((code) => keccak256(code)),
    seal,
    accounts: (accounts as unknown as Result).toObject(),
    sink: await token.balanceOf(sink),
    models: states.map((state) => (state as unknown as Result).toObject(true)),
  });
}

/** What some accounts have sent since a block, by the name of the function; a failed one says so. */
export async function sentSince(
  deployment: Deployment,
  block: number,
  senders: readonly string[],
): Promise<Record<string, number>> {
  const { provider } = deployment.connection.ethers;
  const interfaces: Interface[] = [deployment.contracts.space.interface, deployment.contracts.oracle.interface];
  const counts: Record<string, number> = {};
  const last = await provider.getBlockNumber();
  for (let number = block + 1; number <= last; number++) {
    const { prefetchedTransactions } = (await provider.getBlock(number, true))!;
    for (const { from, data, hash } of prefetchedTransactions) {
      if (!senders.includes(from)) continue;
      const name = interfaces.map((each) => each.parseTransaction({ data })?.name).find((found) => found !== undefined);
      const failed = (await provider.getTransactionReceipt(hash))?.status === 1 ? "" : " failed";
      const key = `${name ?? data.slice(0, 10)}${failed}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
  }
  return counts;
}
