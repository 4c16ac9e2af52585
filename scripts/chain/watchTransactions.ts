import type { Interface } from "ethers";
import { FutureType, type IgnitionModule } from "@nomicfoundation/ignition-core";

import {
  AccessManager__factory,
  ModelRegistry__factory,
  ScoreOracle__factory,
  StakeSpace__factory,
  StakeSpaceLens__factory,
  TestToken__factory,
} from "../../typechain-types/index.js";
import type { Connection } from "./connection.js";
import type { Talk } from "./talk.js";

const FACTORIES: Readonly<Record<string, { readonly bytecode: string; createInterface(): Interface }>> = {
  AccessManager: AccessManager__factory,
  ModelRegistry: ModelRegistry__factory,
  ScoreOracle: ScoreOracle__factory,
  StakeSpace: StakeSpace__factory,
  StakeSpaceLens: StakeSpaceLens__factory,
  TestToken: TestToken__factory,
};

/** As `eth_sendTransaction` takes it. */
interface Transaction {
  readonly to?: string | null;
  readonly data?: string;
}

/**
 * Says each transaction of a deployment with its hash as soon as the node has taken it. Ignition tells what it is about to
 * do only to its own screen, so the calls are looked at on their way to the node.
 *
 * @returns Stops it.
 */
export function watchTransactions(connection: Connection, module: IgnitionModule, talk: Talk): { stop(): void } {
  const { provider } = connection;
  const request = provider.request.bind(provider);
  const total = [...module.futures].filter(({ type }) => type !== FutureType.CONTRACT_AT).length;
  let sent = 0;
  provider.request = async (call) => {
    const answer = await request(call);
    if (call.method === "eth_sendTransaction") {
      const [transaction = {}] = (call.params ?? []) as Transaction[];
      talk.say(`  ${String(++sent).padStart(2)} of ${total}  ${String(answer)}  ${whatDoes(transaction)}`);
    }
    return answer;
  };
  return {
    stop() {
      provider.request = request;
    },
  };
}

/** A transaction in a word or two. */
function whatDoes({ to, data = "0x" }: Transaction): string {
  const created = to === undefined || to === null;
  for (const [name, factory] of Object.entries(FACTORIES)) {
    if (created && data.startsWith(factory.bytecode)) return `make ${name}`;
    const called = created ? null : factory.createInterface().getFunction(data.slice(0, 10));
    if (called !== null) return called.name;
  }
  return created ? "make a contract" : "call";
}
