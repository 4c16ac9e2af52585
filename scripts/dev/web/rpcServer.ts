import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

import type { Connection } from "#chain";

interface Request {
  readonly id: unknown;
  readonly method: string;
  readonly params?: unknown[];
}

/** A chain of this process that others reach over HTTP, from pages of any origin as well. */
export interface RpcServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Answers JSON-RPC over HTTP, on loopback only.
 *
 * @param port 0 for any that is free.
 */
export async function serveRpc({ provider }: Pick<Connection, "provider">, port: number): Promise<RpcServer> {
  const answer = async ({ id, method, params = [] }: Request): Promise<unknown> => {
    try {
      return { jsonrpc: "2.0", id, result: await provider.request({ method, params }) };
    } catch (error) {
      const { code = -32_000, message, data } = error as { code?: number; message: string; data?: unknown };
      return { jsonrpc: "2.0", id, error: { code, message, data } };
    }
  };
  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "content-type");
    if (request.method !== "POST") {
      response.writeHead(request.method === "OPTIONS" ? 204 : 405).end();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = parsed(Buffer.concat(chunks).toString());
    if (body === undefined) {
      response.writeHead(400).end();
      return;
    }
    const result = await (Array.isArray(body) ? Promise.all(body.map(answer)) : answer(body));
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(result));
  };
  const server = createServer((request, response) => {
    reply(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => closed(server),
  };
}

function parsed(text: string): Request | Request[] | undefined {
  try {
    return JSON.parse(text) as Request | Request[];
  } catch {
    return undefined;
  }
}

async function closed(server: Server): Promise<void> {
  const gone = once(server, "close");
  server.close();
  server.closeAllConnections();
  await gone;
}
