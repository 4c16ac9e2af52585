import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { id, keccak256, toUtf8Bytes, Wallet } from "ethers";

import { toJson } from "../../../scripts/lib/json.js";
import {
  messageDigest,
  type ReportMessage,
  type SealMessage,
  signedReport,
} from "../../../scripts/oracle/exchange/message.js";
import {
  exchangeRoutes,
  FolderMirror,
  HttpMirror,
  type ReporterServer,
  SignatureExchange,
  startServer,
} from "../../../scripts/oracle/index.js";
import { leavesText } from "../../../scripts/oracle/exchange/content.js";
import { signSeal } from "../../../scripts/oracle/sign.js";
import { SubmissionTree } from "../../../scripts/oracle/submissions.js";
import { differences } from "../../../scripts/oracle/watch/differences.js";
import { proposalsOf } from "../../../scripts/oracle/watch/proposals.js";
import { nextSealFrom } from "../../../scripts/oracle/watch/sealTimes.js";
import { submittingOrder, Turns } from "../../../scripts/oracle/watch/turns.js";

const domain = { chainId: 31_337, oracle: "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512" };
const reporters = ["one", "two", "three"].map((name) => new Wallet(id(name)));
const addresses = reporters.map(({ address }) => address);
const stranger = new Wallet(id("stranger"));

async function sealOf(signer: Wallet, round = 7, root = id("root"), of = domain): Promise<SealMessage> {
  const seal = { round, root, sequence: 1 };
  return { kind: "seal", seal, signer: signer.address, signature: await signSeal(signer, of, seal) };
}

async function reportOf(signer: Wallet, block: number, evidence = id(`bundle ${block}`)): Promise<ReportMessage> {
  const report = {
    round: 7,
    sheetHash: id("sheet"),
    modelCount: 4,
    payoutFactor: 10n ** 18n,
    maxScore: 2_000,
    predictionsRoot: id("root"),
    evidence,
  };
  return signedReport({ address: signer.address, signer }, domain, {
    report,
    block: { number: block, hash: id(`block ${block}`) },
  });
}

describe("the exchange of signatures", () => {
  let folder: string;
  let servers: ReporterServer[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "exchange-"));
    servers = [];
  });
  afterEach(async () => {
    for (const server of servers) await server.close();
    await rm(folder, { recursive: true });
  });

  function exchange(
    name: string,
    peers: ConstructorParameters<typeof SignatureExchange>[0]["peers"] = [],
    said: string[] = [],
  ) {
    const made = new SignatureExchange({
      domain,
      folder: join(folder, name),
      peers,
      warn: (line) => void said.push(line),
    });
    made.admit(7, addresses);
    return made;
  }
  async function serve(of: SignatureExchange): Promise<string> {
    const server = await startServer(exchangeRoutes(of), { host: "127.0.0.1", port: 0 });
    servers.push(server);
    return server.url;
  }
  const signersOf = async (of: SignatureExchange): Promise<string[]> =>
    (await of.messages()).map(({ message }) => message.signer).toSorted();

  it("keeps only what a reporter in force signed over this digest, of this round, chain and contract", async () => {
    const one = exchange("one");
    const good = await sealOf(reporters[0]!);
    const digest = messageDigest(good, domain);
    const tries: [string, unknown, string?][] = [
      ["is no reporter of round 7", await sealOf(stranger)],
      ["it is about round 6, round 7 is open", await sealOf(reporters[0]!, 6)],
      ["its signature is not one of", { ...good, signer: addresses[1] }],
      ["its signature is not one of", await sealOf(reporters[0]!, 7, id("root"), { ...domain, chainId: 1 })],
      ["it signs something else than its name says", good, id("other")],
      ["it is not JSON", undefined],
      ['field "seal.sequence": ', { ...good, seal: { ...good.seal, sequence: -1 } }, digest],
      ['field "seal.round": ', { ...good, seal: { ...good.seal, round: 2 ** 32 } }, digest],
      ['field "": ', { ...good, more: 1 }, digest],
    ];
    for (const [why, message, name] of tries) {
      const text = message === undefined ? "{" : toJson(message);
      const about = name ?? (message === undefined ? digest : messageDigest(message as SealMessage, domain));
      expect(await one.receive(text, about), why).to.contain(why);
    }
    expect(await signersOf(one)).to.deep.equal([]);
    expect(await one.receive(toJson(good), digest)).to.equal(undefined);
    expect(await signersOf(one)).to.deep.equal([addresses[0]]);
    one.admit(8, addresses);
    expect(await signersOf(one), "of a round that is over").to.deep.equal([]);
  });

  it("brings signatures from one reporter to all, over HTTP and over a shared folder", async () => {
    const first = exchange("first");
    const url = await serve(first);
    const shared = join(folder, "shared");
    const second = exchange("second", [new HttpMirror(url), new FolderMirror(shared)]);
    const third = exchange("third", [new FolderMirror(shared)]);
    const tree = new SubmissionTree([[1, id("submission")]]);
    const content = [tree.root, leavesText(tree.leaves)] as const;
    await first.publish(await sealOf(reporters[0]!, 7, tree.root), content);
    await second.sync();
    await third.publish(await sealOf(reporters[2]!, 7, tree.root), content);
    await second.sync();
    await third.sync();
    for (const each of [first, second, third])
      expect(await signersOf(each)).to.have.members([addresses[0], addresses[2]]);
    expect(await second.content(tree.root)).to.equal(content[1]);
  });

  it("believes content by its hash alone", async () => {
    const liar = new FolderMirror(join(folder, "liar"));
    const bundle = '{"a":1}';
    const hash = keccak256(toUtf8Bytes(bundle));
    await liar.putContent(hash, '{"a":2}');
    const one = exchange("one", [liar]);
    expect(await one.content(hash)).to.equal(undefined);
    await liar.putContent(hash, bundle);
    expect(await one.content(hash), "not asked again at once").to.equal(undefined);
    expect(await exchange("two", [liar]).content(hash)).to.equal(bundle);
  });

  it("says once why a mirror is of no use, and goes on", async () => {
    const said: string[] = [];
    const empty = await startServer([], { host: "127.0.0.1", port: 0 });
    servers.push(empty);
    const one = exchange("one", [new HttpMirror("http://127.0.0.1:9/"), new HttpMirror(empty.url)], said);
    await one.sync();
    await one.sync();
    expect(said).to.have.length(2);
    expect(said.toSorted()[0]).to.contain("there is no mirror at this address");
    expect(said.toSorted()[1]).to.contain("Mirror http://127.0.0.1:9: it cannot be reached");
  });

  it("takes so many messages of a reporter and no more", async () => {
    const one = exchange("one");
    let refused = 0;
    for (let block = 0; block < 34; block++) {
      const message = await reportOf(reporters[0]!, block);
      if ((await one.receive(toJson(message), messageDigest(message, domain))) !== undefined) refused++;
    }
    expect(refused).to.equal(2);
    const other = await reportOf(reporters[1]!, 1);
    expect(await one.receive(toJson(other), messageDigest(other, domain))).to.equal(undefined);
  });

  it("leaves alone what else lies in a folder, and has nothing where there is none", async () => {
    await mkdir(join(folder, "one", "round-0007"), { recursive: true });
    await writeFile(join(folder, "one", "round-0007", "notes.txt"), "hello");
    expect(await exchange("one").messages()).to.deep.equal([]);
    expect(await exchange("nowhere").messages()).to.deep.equal([]);
  });

  it("answers requests for nothing, for too much and for a way out of its folder", async () => {
    const url = await serve(exchange("one"));
    expect((await fetch(`${url}/exchange/7`)).status).to.equal(200);
    expect((await fetch(`${url}/content/0x${"00".repeat(32)}`)).status).to.equal(404);
    expect((await fetch(`${url}/content/..%2f..%2fetc`)).status).to.equal(404);
    expect((await fetch(`${url}/%zz`)).status).to.equal(400);
    expect((await fetch(`${url}/exchange/7`, { method: "DELETE" })).status).to.equal(404);
    const large = "x".repeat(9 * 1024 * 1024);
    const answered = await fetch(`${url}/exchange/7/0x${"11".repeat(32)}`, { method: "POST", body: large }).then(
      ({ status }) => status,
      () => "cut off",
    );
    expect(answered).to.be.oneOf([413, "cut off"]);
  });
});

describe("reports that were signed", () => {
  it("are preferred by their signers, then by their block; of one reporter only the newest count", async () => {
    const admitted = async (signer: Wallet, block: number) => {
      const message = await reportOf(signer, block);
      return { digest: messageDigest(message, domain), message };
    };
    const [one, two, three] = reporters as [Wallet, Wallet, Wallet];
    const all = await Promise.all([admitted(one, 5), admitted(two, 6), admitted(three, 6), admitted(two, 4)]);
    expect(proposalsOf(all).map(({ block, signatures }) => [block.number, signatures.size])).to.deep.equal([
      [6, 2],
      [4, 1],
      [5, 1],
    ]);
    const many = await Promise.all([1, 2, 3, 4, 5, 6].map((block) => admitted(one, block)));
    expect(proposalsOf(many).map(({ block }) => block.number)).to.deep.equal([3, 4, 5, 6]);
  });
});

describe("turns", () => {
  it("go round by round, the same for everybody, and fall to everybody", () => {
    const firsts = new Set<string>();
    for (let round = 1; round <= 40; round++) {
      const order = submittingOrder(round, addresses);
      expect(order.toSorted()).to.deep.equal(addresses.toSorted());
      expect(submittingOrder(round, addresses.toReversed())).to.deep.equal(order);
      firsts.add(order[0]!);
    }
    expect(firsts.size).to.equal(3);
  });

  it("wait longer and longer, from when something is first to be done, and anew when it is to be done again", () => {
    let now = 1_000;
    const turns = new Turns(100, () => now);
    expect([0, 1, 2, 3].map((place) => turns.left("settle", place))).to.deep.equal([0, 100, 300, 600]);
    now += 250;
    expect([1, 2].map((place) => turns.left("settle", place))).to.deep.equal([0, 50]);
    turns.endLook();
    expect(turns.left("settle", 2)).to.equal(50);
    turns.endLook();
    turns.endLook();
    expect(turns.left("settle", 2)).to.equal(300);
  });
});

describe("times of seals", () => {
  it("halve towards the lock, but not below two minutes", () => {
    const from = [1, 2, 3, 4, 9, 20].map((sequence) => nextSealFrom(sequence, 100_000, 7_200));
    expect(from).to.deep.equal([0, 92_800, 96_400, 98_200, 99_880, 99_880]);
  });
});

describe("differences", () => {
  it("name every field with both sides, and stop where there are too many", () => {
    const [ours, theirs] = [
      { a: 1, b: { c: "x" }, d: [1n, 2n] },
      { a: 1, b: { c: "y" }, d: [1n], e: {} },
    ];
    expect(differences(ours, theirs)).to.deep.equal([
      "b.c: here x, there y",
      "d.1: here 2, there nothing",
      "e: here nothing, there something",
    ]);
    expect(differences(ours, ours)).to.deep.equal([]);
    const long = differences(Array(20).fill(1), Array(20).fill(2));
    expect(long).to.have.length(13);
    expect(long.at(-1)).to.equal("and 8 more");
  });
});
