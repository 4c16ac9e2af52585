import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { Deployment } from "../../scripts/chain/index.js";

/** A chain in this process that others reach over HTTP. */
export interface ChainServer {
  readonly url: string;
  close(): Promise<void>;
}

interface Asked {
  readonly id: unknown;
  readonly method: string;
  readonly params?: unknown[];
}

/** Serves a connection's chain as a node does. */
export async function serveChain({ connection }: Pick<Deployment, "connection">): Promise<ChainServer> {
  async function answer({ id, method, params = [] }: Asked): Promise<unknown> {
    try {
      return { jsonrpc: "2.0", id, result: await connection.provider.request({ method, params }) };
    } catch (error) {
      const { code = -32_000, message, data } = error as { code?: number; message: string; data?: unknown };
      return { jsonrpc: "2.0", id, error: { code, message, data } };
    }
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Asked | Asked[];
      void (Array.isArray(body) ? Promise.all(body.map(answer)) : answer(body)).then((result) => {
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(result));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
