import type { Provider, TransactionReceipt } from "ethers";

import { type Connection, decodeError, describeRevert } from "#chain";
import { ContractRefusal, formatCount, StakespaceError } from "#lib";

/**
 * Why a transaction failed that is on the chain: receipts do not say so. The node is asked for its trace, and where it keeps none
 * the call is made again as of the block, and as of the one before.
 *
 * @returns Always an error; `TRANSACTION_FAILED` where nobody can tell.
 */
export async function autopsy(connection: Connection, what: string, receipt: TransactionReceipt): Promise<unknown> {
  const { provider } = connection.ethers;
  const failed = (why: string, cause?: unknown): StakespaceError =>
    new StakespaceError(`${what}: the transaction ${receipt.hash} failed in block ${receipt.blockNumber}: ${why}`, {
      code: "TRANSACTION_FAILED",
      hint: "Its gas is paid, nothing else has changed. Run the same command again.",
      cause,
    });
  const sent = await provider.getTransaction(receipt.hash);
  if (sent !== null && receipt.gasUsed >= sent.gasLimit) {
    return failed(`it used up its ${formatCount(sent.gasLimit)} gas.`);
  }
  const traced = await traceOf(connection, receipt.hash);
  const description = traced === undefined ? undefined : describeRevert(traced);
  if (description !== undefined) return decodeError({ data: traced });
  if (sent !== null) {
    const { from, to, data } = sent;
    for (const blockTag of [receipt.blockNumber, receipt.blockNumber - 1]) {
      const error = await refusalAt(provider, { from, to, data, blockTag });
      if (error instanceof ContractRefusal) return error;
    }
  }
  return failed("the node does not say why.");
}

async function traceOf({ provider }: Connection, hash: string): Promise<string | undefined> {
  try {
    const trace = await provider.request({
      method: "debug_traceTransaction",
      params: [hash, { disableStorage: true, disableMemory: true, disableStack: true }],
    });
    const { returnValue } = trace as { returnValue?: unknown };
    return typeof returnValue === "string" ? `0x${returnValue.replace(/^0x/, "")}` : undefined;
  } catch {
    return undefined;
  }
}

async function refusalAt(provider: Provider, call: Parameters<Provider["call"]>[0]): Promise<unknown> {
  try {
    await provider.call(call);
    return undefined;
  } catch (thrown) {
    return decodeError(thrown);
  }
}
