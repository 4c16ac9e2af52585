import { type BlockView, readMoment, requireSameChain } from "#chain";
import { messageOf, StakespaceError } from "#lib";
import type { Look, Watch } from "./watch.js";

/**
 * Looks at the chain.
 *
 * @throws {StakespaceError} `WRONG_CHAIN`, `NODE_STALE`, `CLOCK_SKEW`, `NO_FINALITY`, or what the node says.
 */
export async function lookAt(
  watch: Pick<Watch, "source" | "rules" | "memo" | "otherNode">,
  now: number = Date.now(),
): Promise<Look> {
  const { deployment } = watch.source;
  const { oracle } = deployment.contracts;
  const [latest, reporters, quorum] = await Promise.all([
    readMoment(deployment),
    oracle.reporters(),
    oracle.quorum(),
    // Behind one URL there may be another node at every look.
    requireSameChain(deployment),
  ]);
  try {
    requireClock(latest.block, Math.floor(now / 1_000), watch.rules.skew);
    requireHeight(latest.block.number, now, watch);
  } catch (error) {
    watch.otherNode();
    throw error;
  }
  const safeBlock = await safeBlockOf(watch, latest.block.number);
  return { latest, safeBlock, reporters: [...reporters], quorum: Number(quorum) };
}

async function safeBlockOf({ source, rules }: Pick<Watch, "source" | "rules">, latest: number): Promise<number> {
  const { connection, fromBlock } = source.deployment;
  if (rules.depth !== undefined) return Math.max(fromBlock, latest - rules.depth);
  let why = "it names none";
  try {
    const found = await connection.ethers.provider.getBlock("finalized");
    if (found !== null) return found.number;
  } catch (error) {
    why = messageOf(error);
  }
  throw new StakespaceError(`The node does not say which block is finalized: ${why}.`, {
    code: "NO_FINALITY",
    hint: "Where the chain has no finality, name with --depth how many blocks have to be on top of one.",
  });
}

/** A node that has stopped following the chain answers as if time stood still; a clock that is wrong signs too early or too late. */
function requireClock({ number: block, timestamp }: BlockView, now: number, skew: number | undefined): void {
  if (skew === undefined) return;
  if (now - timestamp > skew) {
    throw new StakespaceError(
      `The node is stale: its newest block ${block} is ${now - timestamp} s old, more than ${skew} s.`,
      { code: "NODE_STALE", hint: "It lags behind, the chain stands still, or this machine's clock is fast." },
    );
  }
  if (timestamp - now > skew) {
    throw new StakespaceError(
      `This machine's clock is slow: block ${block} is ${timestamp - now} s ahead of it, more than ${skew} s.`,
      { code: "CLOCK_SKEW", hint: "Set the clock, best with a time service." },
    );
  }
}

/** Blocks that a chain may take back; a node that lacks more of what was seen before is behind. */
const REORGANISED = 64;

/**
 * A node that is behind the one that was asked before would show what is done as still to be done. What was seen counts for as long
 * as a node's clock may be behind: after that the block's own time tells, and a node that once lied about its height, or another
 * chain's, must not make all others look late for ever.
 */
function requireHeight(number: number, now: number, { memo, rules }: Pick<Watch, "memo" | "rules">): void {
  const { highest } = memo;
  // The clock of a local chain is moved, and so is the chain.
  if (rules.skew === undefined) return;
  const counts = now - highest.seen <= rules.skew * 1_000;
  if (counts && number + REORGANISED < highest.block) {
    throw new StakespaceError(
      `The node is behind: its newest block is ${number}, block ${highest.block} was seen before.`,
      {
        code: "NODE_STALE",
        hint: "It has to catch up; name further nodes with --nodes.",
      },
    );
  }
  if (!counts || number >= highest.block) memo.highest = { block: number, seen: now };
}
