import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Call {
  readonly id: unknown;
  readonly method: string;
  readonly params?: unknown[];
}

/** A chain in this process, reached over HTTP as a node is: every request takes longer by a delay, and is counted. */
export interface CountingNode {
  readonly url: string;
  /** HTTP requests; a JSON-RPC batch is one. */
  requests: number;
  /** JSON-RPC calls by method, those in batches one by one. */
  calls: Record<string, number>;
  /** Events that were answered with. */
  logs: number;
  reset(): void;
  close(): Promise<void>;
}

/** Opens a chain to programs that know nothing but a URL. */
export async function countingNode(
  provider: { request(call: { method: string; params?: unknown[] }): Promise<unknown> },
  delay: number,
): Promise<CountingNode> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const node: CountingNode = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: 0,
    calls: {},
    logs: 0,
    reset() {
      [this.requests, this.calls, this.logs] = [0, {}, 0];
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Call | Call[];
    node.requests++;
    await new Promise((resolve) => setTimeout(resolve, delay));
    const answers = Array.isArray(body) ? await Promise.all(body.map(one)) : await one(body);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answers));
  }

  async function one({ id, method, params = [] }: Call): Promise<object> {
    node.calls[method] = (node.calls[method] ?? 0) + 1;
    try {
      const result = await provider.request({ method, params });
      if (method === "eth_getLogs") node.logs += (result as unknown[]).length;
      return { jsonrpc: "2.0", id, result };
    } catch (error) {
      const { code = -32_000, message, data } = error as { code?: number; message: string; data?: unknown };
      return { jsonrpc: "2.0", id, error: { code, message, data } };
    }
  }

  return node;
}
