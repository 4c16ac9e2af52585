import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { id, Wallet } from "ethers";

import { toJson } from "../../../scripts/lib/json.js";
import { messageDigest, type SealMessage } from "../../../scripts/oracle/exchange/message.js";
import { FolderMirror, HttpMirror, type Mirror, SignatureExchange } from "../../../scripts/oracle/index.js";
import { signSeal } from "../../../scripts/oracle/sign.js";

const domain = { chainId: 31_337, oracle: "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512" };
const [one, two] = ["one", "two"].map((name) => new Wallet(id(name))) as [Wallet, Wallet];
const reporters = [one.address, two.address];

async function sealOf(signer: Wallet): Promise<SealMessage> {
  const seal = { round: 7, root: id("root"), sequence: 1 };
  return { kind: "seal", seal, signer: signer.address, signature: await signSeal(signer, domain, seal) };
}

describe("hostile mirrors", () => {
  let folder: string;
  let said: string[];
  const servers: Server[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "mirrors-"));
    said = [];
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
    await rm(folder, { recursive: true });
  });

  /** An exchange with a good mirror besides the hostile one. */
  async function exchangeWith(hostile: Mirror): Promise<SignatureExchange> {
    const good = new FolderMirror(join(folder, "good"));
    const message = await sealOf(two);
    await good.post(7, messageDigest(message, domain), message);
    const made = new SignatureExchange({
      domain,
      folder: join(folder, "own"),
      peers: [hostile, good],
      patience: 300,
      warn: (line) => void said.push(line),
    });
    made.admit(7, reporters);
    return made;
  }
  /** What the good mirror had is here, and that did not take long. */
  async function syncs(exchange: SignatureExchange, within = 5_000): Promise<void> {
    const begun = Date.now();
    await exchange.sync();
    expect(Date.now() - begun).to.be.below(within);
    expect((await exchange.messages()).map(({ message }) => message.signer)).to.deep.equal([two.address]);
  }
  async function serve(answer: RequestListener): Promise<HttpMirror> {
    const server = createServer(answer);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new HttpMirror(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 250);
  }

  it("that answer every question slowly, of thousands they make be asked, hold nobody up", async () => {
    let asked = 0;
    const slow = await serve((request, response) => {
      const listing = request.url === "/exchange/7";
      const listed = Array.from({ length: 5_000 }, (_, place) => ({ digest: id(String(place)), signer: one.address }));
      setTimeout(() => response.end(listing ? JSON.stringify(listed) : "[]"), listing ? 0 : 100);
      asked++;
    });
    await syncs(await exchangeWith(slow));
    expect(asked).to.be.below(10);
    expect(said).to.deep.equal([`Mirror ${slow.name}: it is too slow, or has too much: left after 300 ms.`]);
  });

  it("that send a byte now and then, or without end, are left", async () => {
    const drop = await serve((_request, response) => {
      const timer = setInterval(() => response.write(" "), 50);
      response.on("close", () => {
        clearInterval(timer);
      });
    });
    await syncs(await exchangeWith(drop));
    expect(said.at(-1)).to.contain("no answer in 250 ms");
    const flood = await serve((_request, response) => {
      const chunk = Buffer.alloc(4 * 1024 * 1024, " ");
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    });
    await syncs(await exchangeWith(flood));
    expect(said.at(-1)).to.match(/it sends more than 67108864 bytes|no answer in 250 ms/);
  });

  it("that send elsewhere are not followed", async () => {
    let reached = false;
    const inside = await serve((_request, response) => {
      reached = true;
      response.end("[]");
    });
    const turning = await serve((request, response) => {
      response.writeHead(307, { location: `${inside.name}${request.url}` }).end();
    });
    await syncs(await exchangeWith(turning));
    expect(reached).to.equal(false);
  });

  it("that make up messages are told of once a look, however many they make up", async () => {
    const listed = Array.from({ length: 50 }, (_, place) => ({ digest: id(String(place)), signer: one.address }));
    const liar: Mirror = {
      name: "liar",
      list: () => Promise.resolve(listed),
      messages: (_round, digest) => Promise.resolve([`{"${digest}":1}`, "null", "[]", "1e999"]),
      post: () => Promise.resolve(),
      content: () => Promise.resolve(undefined),
    };
    await syncs(await exchangeWith(liar));
    expect(said.filter((line) => line.includes("does not count"))).to.have.length(1);
  });

  it("that are folders may hold pipes, links, and files too large to be read", async function () {
    if (process.platform === "win32") this.skip();
    const shared = join(folder, "shared");
    const mirror = new FolderMirror(shared);
    await mkdir(join(shared, "round-0007"), { recursive: true });
    await mkdir(join(shared, "content"));
    const nameOf = (what: string): string => join(shared, "round-0007", `${id(what)}-${one.address}.json`);
    execFileSync("mkfifo", [nameOf("pipe"), join(shared, "content", id("pipe"))]);
    await writeFile(join(folder, "secret"), toJson(await sealOf(one)));
    await symlink(join(folder, "secret"), nameOf("link"));
    await mkdir(nameOf("folder"));
    for (const file of [nameOf("large"), join(shared, "content", id("large"))]) {
      await writeFile(file, "");
      await truncate(file, 2 ** 40);
    }
    expect(await mirror.list(7)).to.have.length(4);
    for (const what of ["pipe", "link", "folder", "large"]) {
      expect(await mirror.messages(7, id(what)), what).to.deep.equal([]);
    }
    for (const what of ["pipe", "large"]) expect(await mirror.content(id(what)), what).to.equal(undefined);
    await syncs(await exchangeWith(mirror));
  });

  it("that are folders of very many files cost a look no more than its patience", async () => {
    const round = join(folder, "crowd", "round-0007");
    await mkdir(round, { recursive: true });
    const names = Array.from({ length: 2_000 }, (_, place) => `${id(String(place))}-${one.address}.json`);
    for (const name of names) await writeFile(join(round, name), "{}");
    await syncs(await exchangeWith(new FolderMirror(join(folder, "crowd"))));
  });
});
