import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A JSON-RPC request, as far as a fault looks at it. */
export interface Call {
  readonly method: string;
  readonly params: readonly unknown[];
}

/**
 * What happens to a request. `drop` closes the connection without passing it on, `lose` passes it on and loses the answer,
 * `repeat` passes it on twice; a number is a status; `limit` is a provider's -32005.
 */
export type Fault = "none" | "drop" | "lose" | "repeat" | "limit" | 429 | 500;

/** A proxy between a program and its node that does to requests what it is told. */
export interface FaultyProxy {
  readonly url: string;
  /** Requests that came, batches counting once. */
  readonly count: () => number;
  /** Decides about each request; nothing happens unless it is set. */
  fault: (calls: readonly Call[], number: number) => Fault;
  /** Milliseconds that each request takes longer. */
  delay: number;
  /** Blocks that the node seems to lag behind: what is asked about the latest block is answered about an older one. */
  lag: number;
  /** Waited for before a request is passed on. */
  before: (calls: readonly Call[]) => Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy in front of a node's URL. */
export async function startProxy(target: string): Promise<FaultyProxy> {
  let count = 0;
  const proxy = { fault: (): Fault => "none", delay: 0, lag: 0, before: () => Promise.resolve() } as unknown as {
    -readonly [K in keyof FaultyProxy]: FaultyProxy[K];
  };
  const server = createServer((request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = Buffer.concat(chunks).toString("utf8");
    const parsed = JSON.parse(asked) as (Call & { id: number }) | (Call & { id: number })[];
    const calls = Array.isArray(parsed) ? parsed : [parsed];
    const fault = proxy.fault(calls, count++);
    if (proxy.delay > 0) await new Promise((resolve) => setTimeout(resolve, proxy.delay));
    if (fault === "drop") return void request.socket.destroy();
    if (typeof fault === "number") return void response.writeHead(fault).end("no");
    if (fault === "limit") {
      const error = { code: -32005, message: "limit exceeded" };
      const answers = calls.map(({ id }) => ({ jsonrpc: "2.0", id, error }));
      return void response.end(JSON.stringify(Array.isArray(parsed) ? answers : answers[0]));
    }
    await proxy.before(calls);
    const body = proxy.lag === 0 ? asked : await lagging(asked, proxy.lag, target);
    const pass = (): Promise<Response> =>
      fetch(target, { method: "POST", headers: { "content-type": "application/json" }, body });
    if (fault === "repeat") await (await pass()).text();
    const text = await (await pass()).text();
    if (fault === "lose") return void request.socket.destroy();
    response.setHeader("content-type", "application/json");
    response.end(text);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => count,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  });
}

/** A request that asks about an older block wherever it asked about the latest. */
async function lagging(asked: string, lag: number, target: string): Promise<string> {
  const question = { jsonrpc: "2.0", id: 1, method: "eth_blockNumber", params: [] };
  const headers = { "content-type": "application/json" };
  const answer = await fetch(target, { method: "POST", headers, body: JSON.stringify(question) });
  const { result } = (await answer.json()) as { result: string };
  return asked.replaceAll('"latest"', `"0x${Math.max(0, Number(result) - lag).toString(16)}"`);
}
