import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What a node answers to a method: a result, or an error by its message. */
export type Answers = Readonly<Record<string, unknown>>;

/** A node that is none, or a strange one; `undefined` for an answer hangs for ever. */
export interface StrangeNode {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts one.
 *
 * @param how Answers by method; a number as an HTTP status for everything; a text as what everything is answered with.
 */
export async function startStrangeNode(how: Answers | number | string): Promise<StrangeNode> {
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      if (typeof how === "number") return void response.writeHead(how).end("no");
      if (typeof how === "string") return void response.end(how);
      const asked = JSON.parse(body) as { id: number; method: string } | { id: number; method: string }[];
      const all = Array.isArray(asked) ? asked : [asked];
      if (all.some(({ method }) => Object.hasOwn(how, method) && how[method] === undefined)) return;
      const answers = all.map(({ id, method }) => {
        const found = how[method];
        return found instanceof Error
          ? { jsonrpc: "2.0", id, error: { code: -32_000, message: found.message } }
          : { jsonrpc: "2.0", id, result: found ?? null };
      });
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(Array.isArray(asked) ? answers : answers[0]));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A node that has no accounts, and is another one in all else. */
export async function startNodeWithoutAccounts(url: string): Promise<StrangeNode> {
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      void (async () => {
        const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
        const text = await answer.text();
        response.setHeader("content-type", "application/json");
        response.end(body.includes("eth_accounts") ? text.replace(/"result":\[[^\]]*\]/, '"result":[]') : text);
      })();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
