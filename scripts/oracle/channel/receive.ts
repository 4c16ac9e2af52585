import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { readRoundView } from "#chain";
import { messageOf } from "#lib";
import type { Channel } from "./accept.js";
import { type Peers, pullSubmissions } from "./peers.js";
import { submissionRoutes } from "./routes.js";

/** The most that is read of a request, bytes: predictions of 5,000 stocks are a twentieth of it. */
const LARGEST_REQUEST = 4 * 1024 * 1024;
/** Milliseconds that a request may take to arrive. */
const SLOWEST_REQUEST = 30_000;

/** Where submissions are taken. */
export interface ReceivingPlace {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** How often the other reporters are asked for what is not here, milliseconds; never unless named. */
  readonly pullEvery?: number | undefined;
}

/** An endpoint that takes submissions. */
export interface Receiving {
  readonly url: string;
  close(): Promise<void>;
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
): Promise<Receiving> {
  const route = submissionRoutes(channel, peers);
  const server = createServer((request, response) => {
    const reply = (status: number, body: string): void => {
      response.writeHead(status, { "content-type": "application/json", "x-content-type-options": "nosniff" }).end(body);
    };
    bodyOf(request)
      .then(async (body) => {
        if (body === undefined) {
          reply(413, '{"error":"The request is too large."}\n');
          return;
        }
        const { pathname } = new URL(request.url ?? "/", "http://localhost");
        const given = await route({ method: request.method ?? "GET", path: pathname, body });
        reply(given?.status ?? 404, given?.body ?? '{"error":"There is nothing here."}\n');
      })
      .catch((error: unknown) => {
        peers.talk?.say(`A request failed here: ${messageOf(error)}`);
        if (!response.headersSent) reply(500, '{"error":"This failed here, not at yours."}\n');
      });
  });
  server.requestTimeout = SLOWEST_REQUEST;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const stop = pullEvery === undefined ? () => Promise.resolve() : pulling(channel, peers, pullEvery);
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: async () => {
      await stop();
      await closed(server);
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

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_REQUEST) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
