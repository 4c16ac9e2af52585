import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { messageOf } from "#lib";
import { type HttpAnswer, jsonAnswer, type Route } from "./route.js";

/** The most that is read of a request unless said otherwise, bytes: a submission of thousands of stocks is far below. */
const MOST = 8 * 1024 * 1024;
/** Milliseconds that a request may take to arrive: whoever sends a byte a minute holds no connection. */
const PATIENCE = 30_000;

/** A server that is listening. */
export interface ReporterServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Where a server listens. */
export interface ServerPlace {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** The most that is read of a request, bytes; 8 MiB unless named. */
  readonly most?: number;
  /** Told about requests that failed inside. */
  readonly onError?: (message: string) => void;
}

/**
 * Serves routes over plain HTTP: the first that knows a path answers. Meant for loopback or behind a proxy that ends TLS; what it
 * gives is public, and what it takes proves itself.
 *
 * @example
 * import { startServer } from "#oracle";
 *
 * const ping = async ({ path }: { path: string }) => (path === "/ping" ? { status: 200, body: "{}" } : undefined);
 * const server = await startServer([ping], { host: "127.0.0.1", port: 0 });
 * await server.close();
 */
export async function startServer(routes: readonly Route[], place: ServerPlace): Promise<ReporterServer> {
  const server = createServer((request, response) => {
    void answer(routes, request, place)
      .then((given) => {
        reply(response, given);
      })
      .catch(() => request.socket.destroy());
  });
  server.requestTimeout = PATIENCE;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(place.port, place.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${place.host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(routes: readonly Route[], request: IncomingMessage, place: ServerPlace): Promise<HttpAnswer> {
  const { most = MOST } = place;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) return jsonAnswer(413, { error: `more than ${most} bytes` });
    chunks.push(chunk);
  }
  try {
    const url = new URL(request.url ?? "/", "http://localhost");
    const asked = {
      method: request.method ?? "GET",
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      body: Buffer.concat(chunks).toString("utf8"),
    };
    for (const route of routes) {
      const given = await route(asked);
      if (given !== undefined) return given;
    }
    return jsonAnswer(404, { error: "there is nothing here" });
  } catch (error) {
    if (error instanceof URIError) return jsonAnswer(400, { error: "the path cannot be read" });
    place.onError?.(`${request.method} ${request.url}: ${messageOf(error)}`);
    return jsonAnswer(500, { error: "this failed here, not at yours" });
  }
}

function reply(response: ServerResponse, { status, body, type = "application/json" }: HttpAnswer): void {
  response.writeHead(status, { "content-type": type, "x-content-type-options": "nosniff" }).end(body);
}
