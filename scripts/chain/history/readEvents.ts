import { type Interface, isHexString, type Log, type LogDescription } from "ethers";

import { messageOf, StakespaceError } from "#lib";
import type { Deployment } from "../deployment.js";
import { type EventReader, eventReader } from "../eventReader.js";
import { logsInParts } from "../logsInParts.js";
import { SILENT, type Talk } from "../talk.js";
import type { EventPlace } from "./closedRound.js";

/** Fewer blocks are read before anybody wonders. */
const AT_A_GLANCE = 10_000;

/** An event of one of a deployment's contracts. */
export interface ChainEvent extends EventPlace {
  readonly contract: "space" | "registry" | "oracle";
  readonly blockHash: string;
  readonly description: LogDescription;
}

interface Source {
  readonly contract: ChainEvent["contract"];
  readonly address: string;
  readonly read: EventReader;
}

/** The events that history is made of. None of them carries bytes that anybody could choose: a name has been checked. */
const NAMES = {
  registry: ["ModelRegistered", "ModelAccepted", "Transfer"],
  space: ["RoundOpened", "RoundClosed", "Resumed", "ModelSettled", "ParametersQueued"],
  oracle: ["ReportersSet", "ReportProposed"],
} as const;

/**
 * The events of a range of blocks, both ends included, in their order; read as {@link logsInParts} reads.
 *
 * @throws {StakespaceError} `EVENT_UNREADABLE` for an answer that is none, or what the node says of a single block.
 */
export async function* readEvents(
  deployment: Deployment,
  from: number,
  to: number,
  talk: Talk = SILENT,
): AsyncGenerator<ChainEvent> {
  const { addresses, contracts, connection } = deployment;
  const sources = (["registry", "space", "oracle"] as const).map((contract): Source => ({
    contract,
    address: addresses[contract].toLowerCase(),
    read: eventReader(contracts[contract].interface),
  }));
  const topics = sources.flatMap(({ contract }) => {
    const abi: Interface = contracts[contract].interface;
    return NAMES[contract].map((name) => abi.getEvent(name)!.topicHash);
  });
  const address = sources.map((source) => source.address);
  const { provider } = connection.ethers;
  const steps = (to - from < AT_A_GLANCE ? SILENT : talk).progress("Reading events", to - from + 1, "blocks");
  try {
    for await (const { fromBlock, toBlock, logs } of logsInParts(provider, { address, topics: [topics] }, from, to)) {
      yield* inOrder(logs, sources, fromBlock, toBlock);
      steps.advance(toBlock - fromBlock + 1);
    }
  } finally {
    steps.done();
  }
}

/** Nodes may send events in any order, twice, or those of a branch that they have left. */
function inOrder(logs: readonly Log[], sources: readonly Source[], from: number, to: number): ChainEvent[] {
  const events = new Map<string, ChainEvent>();
  for (const log of logs) {
    const source = sources.find((each) => each.address === log.address.toLowerCase());
    if (source === undefined || log.removed) continue;
    if (log.blockNumber < from || log.blockNumber > to || !isHexString(log.blockHash, 32)) {
      throw unreadable(log, "it is not of the blocks that were asked for");
    }
    const description = parsed(log, source.read);
    if (description === null) continue;
    const { contract } = source;
    const { blockNumber: block, index: logIndex, blockHash } = log;
    events.set(`${block}/${logIndex}`, { contract, block, logIndex, blockHash, description });
  }
  return [...events.values()].sort((a, b) => a.block - b.block || a.logIndex - b.logIndex);
}

/** Arguments are decoded when they are looked at: a node's nonsense has to show here, with its place. */
function parsed(log: Log, read: EventReader): LogDescription | null {
  try {
    const description = read(log);
    description?.args.toArray(true);
    return description;
  } catch (cause) {
    throw unreadable(log, messageOf(cause), cause);
  }
}

function unreadable(log: Log, why: string, cause?: unknown): StakespaceError {
  return new StakespaceError(
    `Event ${log.index} of block ${log.blockNumber} of ${log.address} cannot be read: ${why}.`,
    { code: "EVENT_UNREADABLE", hint: "Ask another node.", cause },
  );
}
