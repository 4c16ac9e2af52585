import { readRoundView } from "#chain";
import { messageOf } from "#lib";
import { type ReporterServer, startServer } from "../http/server.js";
import type { Channel } from "./accept.js";
import { type Peers, pullSubmissions } from "./peers.js";
import { submissionRoutes } from "./routes.js";

/** The most that is read of a request, bytes: predictions of 5,000 stocks are a twentieth of it. */
const LARGEST_REQUEST = 4 * 1024 * 1024;

/** Where submissions are taken. */
export interface ReceivingPlace {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** How often the other reporters are asked for what is not here, milliseconds; never unless named. */
  readonly pullEvery?: number | undefined;
}

/**
 * Takes submissions over plain HTTP, and asks the other reporters for theirs now and then. For loopback, or behind a proxy that ends
 * TLS: predictions go over it.
 *
 * @example
 * import { loadDeployment } from "#chain";
 * import { receiveSubmissions, SubmissionStore } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const store = new SubmissionStore(deployment, "build/submissions");
 * const channel = { deployment, store, folderOf: () => "docs/example/round-01" };
 * const receiving = await receiveSubmissions(channel, { urls: [] }, { host: "127.0.0.1", port: 0 });
 * await receiving.close();
 */
export async function receiveSubmissions(
  channel: Channel,
  peers: Peers,
  { host, port, pullEvery }: ReceivingPlace,
): Promise<ReporterServer> {
  const server = await startServer([submissionRoutes(channel, peers)], {
    host,
    port,
    most: LARGEST_REQUEST,
    onError: (message) => peers.talk?.say(`A request failed here: ${message}`),
  });
  const stop = pullEvery === undefined ? () => Promise.resolve() : pulling(channel, peers, pullEvery);
  return {
    url: server.url,
    close: async () => {
      await stop();
      await server.close();
    },
  };
}

/** Asks the other reporters again and again, whatever goes wrong; what it gives stops it. */
function pulling(channel: Channel, peers: Peers, pause: number): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const pull = async (): Promise<void> => {
    try {
      await pullSubmissions(channel, peers, (await readRoundView(channel.deployment)).round);
    } catch (error) {
      peers.talk?.say(`The other reporters were not asked: ${messageOf(error)}`);
    }
    if (isOver) return;
    timer = setTimeout(() => {
      running = pull();
    }, pause);
  };
  let running = pull();
  return async () => {
    isOver = true;
    clearTimeout(timer);
    await running;
  };
}
