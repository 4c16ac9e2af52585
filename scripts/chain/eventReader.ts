import { type EventFragment, type Interface, type Log, LogDescription } from "ethers";

/** Reads a log of a contract; null for one of an event that the contract does not have. */
export type EventReader = (log: Pick<Log, "topics" | "data">) => LogDescription | null;

/**
 * Reads many logs as `parseLog` of ethers reads one: that hashes the signatures of all events again each time, which takes longer
 * than everything else about a log.
 */
export function eventReader(abi: Interface): EventReader {
  const events = new Map<string, EventFragment>();
  abi.forEachEvent((event) => events.set(event.topicHash, event));
  return ({ topics, data }) => {
    const topic = topics[0]?.toLowerCase() ?? "";
    const event = events.get(topic);
    return event === undefined ? null : new LogDescription(event, topic, abi.decodeEventLog(event, data, topics));
  };
}
