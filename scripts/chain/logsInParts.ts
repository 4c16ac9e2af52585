import type { Filter, Log, Provider } from "ethers";

/** Blocks in the first query; the span grows while a node answers and shrinks when it refuses. */
const FIRST_SPAN = 10_000;
const LONGEST_SPAN = 1_000_000;
/** Nodes that cut an answer short without a word do so at a round number of events. */
const SUSPICIOUS = 1_000;

/** What a node answered for some blocks, both ends included. */
export interface LogsOfBlocks {
  readonly fromBlock: number;
  readonly toBlock: number;
  readonly logs: readonly Log[];
}

/**
 * The logs of a range of blocks, both ends included, part by part. A part that the node refuses, for its length or for what there
 * is in it, is split until it answers; so is one whose answer looks cut short.
 *
 * @throws What the node says of a single block.
 */
export async function* logsInParts(
  provider: Pick<Provider, "getLogs">,
  filter: Pick<Filter, "address" | "topics">,
  from: number,
  to: number,
): AsyncGenerator<LogsOfBlocks> {
  let span = FIRST_SPAN;
  for (let fromBlock = from; fromBlock <= to;) {
    const toBlock = Math.min(to, fromBlock + span - 1);
    const shorter = Math.max(1, (toBlock - fromBlock + 1) >> 1);
    let logs: Log[];
    try {
      logs = await provider.getLogs({ ...filter, fromBlock, toBlock });
    } catch (error) {
      if (fromBlock === toBlock) throw error;
      span = shorter;
      continue;
    }
    if (fromBlock < toBlock && logs.length > 0 && logs.length % SUSPICIOUS === 0) {
      span = shorter;
      continue;
    }
    yield { fromBlock, toBlock, logs };
    fromBlock = toBlock + 1;
    span = Math.min(LONGEST_SPAN, 2 * span);
  }
}
