import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { brotliDecompressSync } from "node:zlib";

import { type Served, serveFolder } from "../../scripts/serve.ts";

describe("the files of a folder", () => {
  let folder: string;
  let served: Served;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "stakespace-served-"));
    await writeFile(join(folder, "index.html"), "<p>here</p>");
    served = await serveFolder(folder);
  });
  after(async () => {
    await served.close();
    await rm(folder, { recursive: true });
  });

  /** Asks as no library would, with the path as it is. */
  async function ask(path: string, headers: Record<string, string> = {}): Promise<[IncomingMessage, Buffer]> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${served.url}/`, { path, headers }, resolve).on("error", reject);
    });
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    return [response, Buffer.concat(chunks)];
  }

  it("come compressed to who can read that, and as they are to who cannot", async () => {
    const [packed, bytes] = await ask("/", { "accept-encoding": "gzip, br" });
    assert.equal(packed.headers["content-encoding"], "br");
    assert.equal(brotliDecompressSync(bytes).toString(), "<p>here</p>");
    const [plain, text] = await ask("/");
    assert.equal(plain.headers["content-encoding"], undefined);
    assert.equal(text.toString(), "<p>here</p>");
  });

  it("are all there is: no other path is answered, and none ends the server", async () => {
    for (const path of ["/%E0%A4%A", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/%00", "/none", "/assets"]) {
      assert.equal((await ask(path))[0].statusCode, 404, path);
    }
    assert.equal((await ask("/"))[0].statusCode, 200);
  });
});
