/** Serves a folder as any static server would. `node scripts/serve.ts [FOLDER] [--port 5173]` */
import { once } from "node:events";
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { createBrotliCompress } from "node:zlib";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the files of a folder on loopback, compressed for whoever can read that.
 *
 * @param port 0 for any that is free.
 */
export async function serveFolder(folder: string, port = 0): Promise<Served> {
  const server = createServer((request, response) => {
    const pathname = pathOf(request.url ?? "/");
    const file = pathname && join(folder, normalize(pathname === "/" ? "/index.html" : pathname));
    if (!file?.startsWith(join(folder, "/")) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not found");
      return;
    }
    const isCompressed = /\bbr\b/.test(String(request.headers["accept-encoding"] ?? ""));
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      ...(isCompressed && { "content-encoding": "br" }),
      vary: "accept-encoding",
      "cache-control": pathname?.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
      "x-content-type-options": "nosniff",
    });
    const bytes = createReadStream(file);
    const sending = isCompressed ? pipeline(bytes, createBrotliCompress(), response) : pipeline(bytes, response);
    sending.catch(() => response.destroy());
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const gone = once(server, "close");
      server.close();
      server.closeAllConnections();
      await gone;
    },
  };
}

/** The path that is asked for; undefined for what is none, which any program on the machine may send. */
function pathOf(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return undefined;
  }
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: "string", default: "5173" } },
  });
  const { url } = await serveFolder(positionals[0] ?? join(import.meta.dirname, "..", "dist"), Number(values.port));
  process.stdout.write(`${url}\n`);
}
