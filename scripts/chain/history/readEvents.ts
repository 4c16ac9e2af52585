import type { Interface, Log, LogDescription } from "ethers";

import type { Deployment } from "../deployment.js";

/** Blocks in the first query; the span grows while a node answers and shrinks when it refuses. */
const FIRST_SPAN = 10_000;
const LONGEST_SPAN = 1_000_000;

/** An event of one of a deployment's contracts. */
export interface ChainEvent {
  readonly contract: "space" | "registry" | "oracle";
  readonly block: number;
  readonly description: LogDescription;
}

interface Source {
  readonly contract: ChainEvent["contract"];
  readonly address: string;
  readonly interface: Interface;
}

/** The events that history is made of. None of them carries bytes that anybody could choose: a name has been checked. */
const NAMES = {
  registry: ["ModelRegistered", "ModelAccepted", "Transfer"],
  space: ["RoundOpened", "RoundClosed", "Resumed", "ModelSettled", "ParametersQueued"],
  oracle: ["ReportersSet", "ReportProposed"],
} as const;

/**
 * The events of a range of blocks, both ends included, in their order. A range that the node refuses, for its length or for what
 * there is in it, is split until it answers.
 */
export async function* readEvents(deployment: Deployment, from: number, to: number): AsyncGenerator<ChainEvent> {
  const { addresses, contracts, connection } = deployment;
  const sources = (["registry", "space", "oracle"] as const).map((contract): Source => ({
    contract,
    address: addresses[contract].toLowerCase(),
    interface: contracts[contract].interface,
  }));
  const topics = sources.flatMap(({ contract, interface: abi }) =>
    NAMES[contract].map((name) => abi.getEvent(name)!.topicHash),
  );
  const address = sources.map((source) => source.address);
  let span = FIRST_SPAN;
  for (let fromBlock = from; fromBlock <= to;) {
    const toBlock = Math.min(to, fromBlock + span - 1);
    let logs: Log[];
    try {
      logs = await connection.ethers.provider.getLogs({ address, topics: [topics], fromBlock, toBlock });
    } catch (error) {
      if (fromBlock === toBlock) throw error;
      span = Math.max(1, (toBlock - fromBlock + 1) >> 1);
      continue;
    }
    for (const log of logs) {
      const source = sources.find((each) => each.address === log.address.toLowerCase());
      const description = source?.interface.parseLog(log);
      if (source && description) yield { contract: source.contract, block: log.blockNumber, description };
    }
    fromBlock = toBlock + 1;
    span = Math.min(LONGEST_SPAN, 2 * span);
  }
}
