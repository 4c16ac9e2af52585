import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { expect } from "chai";
import { id, keccak256, Wallet } from "ethers";

import {
  postSubmission,
  receiptSignerOf,
  signPull,
  type SignedSubmission,
  signSubmission,
} from "../../scripts/chain/index.js";
import { readSubmissions, requireIdentity } from "../../scripts/dataset/index.js";
import type { Channel } from "../../scripts/oracle/channel/accept.js";
import type { Route } from "../../scripts/oracle/http/route.js";
import {
  collectRound,
  isSealed,
  proposeRound,
  pullSubmissions,
  receiveSubmissions,
  startServer,
  submissionRoutes,
  SubmissionStore,
  submissionTree,
} from "../../scripts/oracle/index.js";
import { errorOf } from "./codeOf.js";
import { MODELS, setStage, type Stage } from "./stage.js";

/** A reporter who takes submissions over HTTP, on loopback. */
interface Station {
  readonly channel: Channel;
  readonly url: string;
  readonly peers: string[];
  readonly said: string[];
  close(): Promise<void>;
}

describe("the channel of submissions", () => {
  let stage: Stage;
  let first: string;
  let one: Station;
  let other: Station;
  let snapshot: unknown;
  let time: number;
  /** What was passed on in one test and comes late must not be in the stores of the next. */
  let opened = 0;
  /** Each model's predictions as a file of its own. */
  const files = new Map<string, string>();
  const rpc = (method: string, params: unknown[] = []): Promise<unknown> =>
    stage.deployment.connection.provider.request({ method, params });
  const locksAt = async () => (await stage.deployment.contracts.space.roundStatus()).locksAt;

  before(async () => {
    stage = await setStage();
    first = await stage.writeRound("round-01");
    const lines = (await readFile(join(first, "predictions.csv"), "utf8"))
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    for (const [place, name] of MODELS.entries()) {
      files.set(name, `${lines.map((cells) => `${cells[0]!},${cells[place + 1]!}`).join("\n")}\n`);
    }
    time = Math.floor(Date.now() / 1000);
  });
  beforeEach(async () => {
    snapshot = await rpc("evm_snapshot");
    one = await open("one", 0);
    other = await open("other", 1);
    one.peers.push(other.url);
    other.peers.push(one.url);
  });
  afterEach(async () => {
    await Promise.all([one.close(), other.close()]);
    // What was passed on may still be on its way.
    await rm(join(stage.folder, "stores"), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    await rpc("evm_revert", [snapshot]);
  });
  after(() => {
    stage.remove();
  });

  async function open(name: string, reporter: number): Promise<Station> {
    const channel: Channel = {
      deployment: stage.deployment,
      store: new SubmissionStore(stage.deployment, join(stage.folder, "stores", `${name}-${++opened}`)),
      folderOf: (round) => (round === 1 ? first : join(stage.folder, "nowhere")),
      signer: stage.reporters[reporter]!,
    };
    const [peers, said]: [string[], string[]] = [[], []];
    const talk = {
      say: (line: string) => said.push(line),
      progress: () => ({ advance: () => undefined, done: () => undefined }),
    };
    const place = { host: "127.0.0.1", port: 0 };
    const receiving = await receiveSubmissions(channel, { urls: peers, talk }, place);
    return { channel, peers, said, url: receiving.url, close: () => receiving.close() };
  }

  /** A submission of a model, signed by its owner unless somebody else is named. */
  function signed(
    model: string,
    change: Partial<SignedSubmission> = {},
    signer?: Parameters<typeof signSubmission>[0],
  ) {
    const modelId = MODELS.indexOf(model) + 1;
    const owner = signer ?? stage.owners[modelId <= 2 ? 0 : 1];
    return signSubmission(owner, stage.deployment, { round: 1, modelId, time, csv: files.get(model)!, ...change });
  }

  /** Until something that was passed on has arrived. */
  async function until(ready: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 2_000; tries++) {
      if (await ready()) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`It did not arrive. ${[...one.said, ...other.said].join("; ")}`);
  }

  const collect = (station: Station, folder: string) =>
    collectRound(stage.source(), { folder, store: station.channel.store, tournament: "signals" });

  /** A copy of the round's folder without predictions. */
  async function emptyRound(name: string): Promise<string> {
    const folder = join(stage.folder, "stores", name);
    await cp(first, folder, { recursive: true });
    for (const file of ["predictions.csv", "round.json"]) await rm(join(folder, file));
    return folder;
  }

  it("takes a submission at any reporter, gives a receipt for what will be sealed, and passes it on", async () => {
    const receipt = await postSubmission([one.url], await signed("alpha"));
    expect(receipt).to.include({ round: 1, modelId: 1, time, reporter: stage.reporters[0]!.address, url: one.url });
    const { round, modelId, submission, signature } = receipt;
    expect(receiptSignerOf(stage.deployment, { round, modelId, submission, time }, signature!)).to.equal(
      stage.reporters[0]!.address,
    );
    await until(async () => (await other.channel.store.latest(1)).length === 1);
    expect(await other.channel.store.get(1, 1)).to.deep.equal(await one.channel.store.get(1, 1));

    // An endpoint that is down is another one's business.
    const after = await postSubmission(["http://127.0.0.1:1", other.url], await signed("gamma"));
    expect(after.url).to.equal(other.url);
    expect((await errorOf(postSubmission(["http://127.0.0.1:1"], await signed("gamma")))).code).to.equal("NO_ENDPOINT");
  });

  it("is collected by every reporter to the same bytes, sealed, and proved to be in", async () => {
    const receipts = await Promise.all(
      MODELS.map(async (name, place) => postSubmission([place % 2 === 0 ? one.url : other.url], await signed(name))),
    );
    await until(
      async () => (await one.channel.store.latest(1)).length + (await other.channel.store.latest(1)).length === 8,
    );
    const [mine, theirs] = [await emptyRound("mine"), await emptyRound("theirs")];
    const collected = await collect(one, mine);
    expect(collected).to.deep.equal({ round: 1, models: MODELS, refused: [], strays: [] });
    await collect(other, theirs);
    for (const file of ["predictions.csv", "round.json"]) {
      expect(await readFile(join(mine, file), "utf8"), file).to.equal(await readFile(join(theirs, file), "utf8"));
    }
    expect((await requireIdentity(mine, { round: 1, tournament: "signals" }))?.round).to.equal(1);
    const { root } = await stage.seal(mine);
    const tree = submissionTree(await readSubmissions(mine, MODELS), MODELS)!;
    for (const { modelId, submission } of receipts) {
      const found = tree.proofOf(modelId)!;
      expect(found.submission).to.equal(submission);
      expect(isSealed(root, [modelId, submission], found.proof)).to.equal(true);
    }
    // What the channel gave is what the files gave.
    expect(root).to.equal(submissionTree(await readSubmissions(first, MODELS), MODELS)!.root);
  });

  it("counts the latest, in whatever order they come, and the same one of the same second everywhere", async () => {
    const [early, late] = [await signed("alpha"), await signed("alpha", { time: time + 1, csv: files.get("beta")! })];
    await postSubmission([one.url], late);
    await until(async () => (await other.channel.store.get(1, 1)) !== undefined);
    const { code } = await errorOf(postSubmission([one.url], early));
    expect(code).to.equal("LATER_SUBMISSION");
    expect(await one.channel.store.get(1, 1)).to.deep.equal(late);
    // Again is no harm.
    await postSubmission([one.url], late);

    const [a, b] = [await signed("beta"), await signed("beta", { csv: files.get("alpha")! })];
    const put = async (station: Station, order: SignedSubmission[]) => {
      for (const each of order) await station.channel.store.put(each);
      return station.channel.store.get(1, 2);
    };
    expect(await put(one, [a, b])).to.deep.equal(await put(other, [b, a]));
  });

  it("refuses at once what does not count, and says why", async () => {
    const stranger = new Wallet(id("stranger"));
    const csv = files.get("alpha")!;
    const tries: [string, Promise<SignedSubmission>, string][] = [
      ["NOT_THE_OWNER", signed("alpha", {}, stranger), `belongs to ${stage.owners[0].address}`],
      ["NOT_THE_OWNER", signed("alpha", {}, stage.owners[1]), "is signed by"],
      [
        "NOT_THE_OWNER",
        signed("alpha").then((each) => ({ ...each, csv: csv.replace("S0001", "S0002") })),
        "is signed by",
      ],
      ["UnknownModel", signed("alpha", { modelId: 99 }), "no model 99"],
      ["OTHER_ROUND", signed("alpha", { round: 2 }), "for round 2, the open one is 1"],
      ["CLOCK_AHEAD", signed("alpha", { time: time + 86_400 }), "still to come"],
      [
        "SUBMISSION_BROKEN",
        signed("alpha", { csv: csv.replace(/^(S0003,).*/m, "$1NaN") }),
        'row 4: "NaN" is not a finite number',
      ],
      ["SUBMISSION_BROKEN", signed("alpha", { csv: `${csv}S9999,1\n` }), 'unknown id "S9999"'],
      ["SUBMISSION_BROKEN", signed("alpha", { csv: `${csv}S0001,1\n` }), 'id "S0001" has a prediction already'],
      ["SUBMISSION_BROKEN", signed("alpha", { csv: csv.split("\n").slice(0, 20).join("\n") }), "more than 20 %"],
      ["SUBMISSION_BROKEN", signed("alpha", { csv: csv.replace(/^(S\d+),.*$/gm, "$1,1") }), "all predictions are 1"],
      ["SUBMISSION_BROKEN", signed("alpha", { csv: "no csv" }), "the column"],
      [
        "SUBMISSION_BROKEN",
        signed("alpha", { csv: "id,a,b\nS0001,1,2\n" }),
        "expected the column id and one of predictions",
      ],
      ["BAD_REQUEST", signed("alpha").then((each) => ({ ...each, signature: "0x1" })), "signature"],
      ["NOT_THE_OWNER", signed("alpha").then((each) => ({ ...each, signature: "0x12" })), "nobody whose signature"],
      ["BAD_REQUEST", signed("alpha").then((each) => ({ ...each, modelId: "../../1" as never })), "modelId"],
      ["BAD_REQUEST", signed("alpha").then((each) => ({ ...each, round: 1.5 })), "round"],
      ["BAD_REQUEST", signed("alpha").then((each) => ({ ...each, model: "../alpha" })), "model"],
    ];
    for (const [code, submission, message] of tries) {
      const error = await errorOf(postSubmission([one.url], await submission));
      expect(error.code, message).to.equal(code);
      expect(error.message).to.contain(message);
    }
    expect(await one.channel.store.latest(1)).to.deep.equal([]);
    const elsewhere = { ...stage.deployment, chainId: 1 };
    const foreign = await signSubmission(stage.owners[0], elsewhere, { round: 1, modelId: 1, time, csv });
    expect((await errorOf(postSubmission([one.url], foreign))).code).to.equal("NOT_THE_OWNER");
  });

  it("gives predictions to reporters only, and to them only for a fresh request", async () => {
    await one.channel.store.put(await signed("alpha"));
    const ask = async (signer: Parameters<typeof signPull>[0], at = time, change: object = {}) => {
      const signature = await signPull(signer, stage.deployment, { round: 1, time: at });
      const response = await fetch(`${one.url}/submissions/pull`, {
        method: "POST",
        body: JSON.stringify({ round: 1, time: at, signature, known: [], ...change }),
      });
      return { status: response.status, ...((await response.json()) as { code?: string; submissions?: unknown[] }) };
    };
    expect(await ask(stage.owners[0])).to.include({ status: 403, code: "NOT_A_REPORTER" });
    expect(await ask(stage.reporters[2]!, time - 3_600)).to.include({ status: 403, code: "REQUEST_STALE" });
    expect(await ask(stage.reporters[2]!, time, { round: 2 })).to.include({ status: 403, code: "NOT_A_REPORTER" });
    expect((await ask(stage.reporters[2]!)).submissions).to.have.length(1);
    expect((await fetch(`${one.url}/submissions`)).status).to.equal(405);
    expect((await fetch(`${one.url}/submissions/1`)).status).to.equal(404);
    const huge = await fetch(`${one.url}/submissions`, { method: "POST", body: "x".repeat(5 * 1024 * 1024) });
    expect(huge.status).to.equal(413);
    const nonsense = await fetch(`${one.url}/submissions`, { method: "POST", body: "{" });
    expect([nonsense.status, await nonsense.json()]).to.deep.equal([
      422,
      { error: "The body is not JSON.", code: "BAD_REQUEST" },
    ]);
  });

  it("brings a reporter who was away what he missed, and nothing that does not prove itself", async () => {
    for (const name of ["alpha", "beta"]) await one.channel.store.put(await signed(name));
    // A reporter who lies puts words into an owner's mouth.
    await one.channel.store.put(await signed("gamma", {}, new Wallet(id("liar"))));
    const talk = {
      say: (line: string) => other.said.push(line),
      progress: () => ({ advance: () => undefined, done: () => undefined }),
    };
    const peers = { urls: ["http://127.0.0.1:1", one.url], talk };
    expect(await pullSubmissions(other.channel, peers, 1)).to.equal(2);
    expect((await other.channel.store.latest(1)).map(({ modelId }) => modelId)).to.deep.equal([1, 2]);
    expect(other.said.join("\n")).to.contain("http://127.0.0.1:1 gave no submissions").and.to.contain("model 3 from");
    expect(await pullSubmissions(other.channel, peers, 1)).to.equal(0);
    // One who asks by himself now and then hears of it without being told.
    await one.channel.store.put(await signed("delta"));
    const place = { host: "127.0.0.1", port: 0, pullEvery: 20 };
    const asking = await receiveSubmissions(other.channel, { urls: [one.url], talk }, place);
    await until(async () => (await other.channel.store.get(1, 4)) !== undefined);
    await asking.close();
    const { signer: _key, ...keyless } = other.channel;
    expect((await errorOf(pullSubmissions(keyless, peers, 1))).code).to.equal("NO_KEY");
  });

  it("counts owners as they were after the block that is signed from: a sale that is taken back changes nothing", async () => {
    for (const name of ["alpha", "beta"]) await one.channel.store.put(await signed(name));
    const block = await stage.deployment.connection.ethers.provider.getBlockNumber();
    const [seller, buyer] = stage.owners;
    await stage.deployment.as(seller).registry.transferFrom(seller.address, buyer.address, 1);
    const folder = await emptyRound("before");
    const options = { folder, store: one.channel.store, tournament: "signals", block };
    expect((await collectRound(stage.source(), options)).models).to.deep.equal(["alpha", "beta"]);
  });

  it("takes from a reporter who gives without end, or much that does not count, for so long and no longer", async () => {
    const talk = {
      say: (line: string) => other.said.push(line),
      progress: () => ({ advance: () => undefined, done: () => undefined }),
    };
    const junk = await signed("gamma", {}, new Wallet(id("liar")));
    const hostile = createServer((request, response) => {
      request.resume();
      if (request.url?.startsWith("/redirect")) response.writeHead(307, { location: one.url }).end();
      else if (request.url?.startsWith("/junk")) response.end(JSON.stringify({ submissions: Array(2_000).fill(junk) }));
      else {
        const chunk = Buffer.alloc(8 * 1024 * 1024, " ");
        const more = (): void => {
          while (!response.destroyed && response.write(chunk));
          if (!response.destroyed) response.once("drain", more);
        };
        more();
      }
    });
    await new Promise<void>((resolve) => hostile.listen(0, "127.0.0.1", resolve));
    try {
      const base = `http://127.0.0.1:${(hostile.address() as AddressInfo).port}`;
      await one.channel.store.put(await signed("delta"));
      const urls = ["endless", "junk", "redirect"].map((path) => `${base}/${path}`);
      expect(await pullSubmissions(other.channel, { urls: [...urls, one.url], talk, patience: 200 }, 1)).to.equal(1);
      const said = other.said.join("\n");
      expect(said).to.contain("/endless gave no submissions: it sends more than 67108864 bytes");
      expect(said).to.contain("/junk gave no submissions: left after 200 ms: it is too slow, or has too much");
      expect(said).to.contain("/redirect gave no submissions");
    } finally {
      hostile.closeAllConnections();
      hostile.close();
    }
  });

  it("gives more than goes into one answer in several", async () => {
    for (const name of MODELS) await one.channel.store.put(await signed(name));
    let answers = 0;
    const folderOf = (): string => first;
    const bit = { ...one.channel, folderOf, mostAtOnce: 2 * files.get("alpha")!.length + 50 };
    const counting: Route = (request) => {
      answers++;
      return submissionRoutes(bit, { urls: [] })(request);
    };
    const server = await startServer([counting], { host: "127.0.0.1", port: 0 });
    expect(await pullSubmissions(other.channel, { urls: [server.url] }, 1)).to.equal(4);
    // The last one has nothing more.
    expect(answers).to.equal(3);
    await server.close();
  });

  it("leaves out the submission of who has sold the model since", async () => {
    for (const name of ["alpha", "beta"]) await one.channel.store.put(await signed(name));
    await stage.deployment
      .as(stage.owners[0])
      .registry.transferFrom(stage.owners[0].address, stage.owners[1].address, 1);
    const collected = await collect(one, await emptyRound("sold"));
    expect(collected.models).to.deep.equal(["beta"]);
  });

  it("takes files instead: what breaks a rule or cannot be read counts as none, with the reason, and is sealed", async () => {
    const inbox = join(stage.folder, "stores", "inbox");
    await mkdir(inbox, { recursive: true });
    const broken = Buffer.from([0xff, 0xfe, 0x00, 0x22, 0x0a]);
    await writeFile(join(inbox, "alpha.csv"), files.get("alpha")!);
    await writeFile(join(inbox, "beta.csv"), files.get("beta")!.replace(/^(S0003,).*/m, "$1NaN"));
    await writeFile(join(inbox, "gamma.parquet"), broken);
    await writeFile(join(inbox, "nobody.csv"), "id,x\n");
    await writeFile(join(inbox, "notes.txt"), "");
    const folder = await emptyRound("filed");
    const collected = await collectRound(stage.source(), { folder, files: inbox, tournament: "signals" });
    expect(collected.models).to.deep.equal(["alpha"]);
    expect(collected.strays).to.deep.equal(["nobody.csv", "notes.txt"]);
    expect(collected.refused.map(({ model }) => model)).to.deep.equal(["beta", "gamma"]);
    expect(collected.refused[0]!.reason).to.equal(
      'beta.csv, column "prediction", row 4: "NaN" is not a finite number'.replace("prediction", "beta"),
    );
    expect(collected.refused[1]).to.deep.include({ hash: keccak256(broken) });
    expect(collected.refused[1]!.reason).to.match(/^gamma\.parquet: is not a readable Parquet file/);
    const { tree } = await stage.seal(folder);
    expect(tree.proofOf(3)?.submission).to.equal(keccak256(broken));
    const { prepared } = await proposeRound(stage.source(), stage.job(folder));
    expect(prepared.bundle.refused.map(({ model }) => model)).to.deep.equal([2, 3]);

    const empty = join(stage.folder, "stores", "empty");
    await mkdir(empty);
    const nothing = await errorOf(collectRound(stage.source(), { folder, files: empty, tournament: "signals" }));
    expect(nothing.code).to.equal("NO_SUBMISSIONS");
  });

  describe("keeps everybody from handing in the target itself after the lock", () => {
    let target: string;

    beforeEach(async () => {
      for (const name of MODELS) await postSubmission([one.url], await signed(name));
      target = await readFile(join(first, "targets.csv"), "utf8");
      const folder = await emptyRound("sealed");
      await collect(one, folder);
      await stage.seal(folder);
      await stage.reach(await locksAt());
    });

    it("an owner, over the channel, at any reporter, even dated before the lock", async () => {
      for (const station of [one, other]) {
        const late = await signed("alpha", { csv: target });
        const { code, message } = await errorOf(postSubmission([station.url], late));
        expect(code).to.equal("SUBMISSIONS_CLOSED");
        expect(message).to.contain("nothing can be handed in any more");
        expect((await station.channel.store.get(1, 1))?.csv).not.to.equal(target);
      }
    });

    it("one reporter, who passes it on to the others", async () => {
      await other.channel.store.put(await signed("alpha", { csv: target, time: time + 60 }));
      const talk = {
        say: (line: string) => one.said.push(line),
        progress: () => ({ advance: () => undefined, done: () => undefined }),
      };
      expect(await pullSubmissions(one.channel, { urls: [other.url], talk }, 1)).to.equal(0);
      expect(one.said.join()).to.contain("nothing can be handed in any more");
      expect((await one.channel.store.get(1, 1))?.csv).to.equal(files.get("alpha"));
    });

    it("a submitter of reports, who puts it into a store and collects again: it is not what was sealed", async () => {
      await one.channel.store.put(await signed("alpha", { csv: target, time: time + 60 }));
      const folder = await emptyRound("late");
      expect((await collect(one, folder)).models).to.deep.equal(MODELS);
      await stage.reach((await stage.deployment.contracts.space.roundStatus()).reportFrom);
      expect((await errorOf(proposeRound(stage.source(), stage.job(folder)))).code).to.equal("OTHER_SUBMISSIONS");
      expect((await errorOf(stage.seal(folder))).code).to.equal("SEALING_CLOSED");
    });
  });
});
