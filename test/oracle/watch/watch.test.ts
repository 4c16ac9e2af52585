import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { patientClock, travellingClock } from "../../../scripts/chain/clock.js";
import { SignatureExchange } from "../../../scripts/oracle/exchange/exchange.js";
import { HistoryStore } from "../../../scripts/history/index.js";
import { WAD } from "../../../scripts/twin/units.js";
import { bundleFolder, makeWatch, verifyBundleFolder, type Watch, watchRounds } from "../../../scripts/oracle/index.js";
import { lookOnce, type LoopOptions } from "../../../scripts/oracle/watch/loop.js";
import { roundFoldersIn } from "../../../scripts/oracle/watch/roundFolders.js";
import { executeStep } from "../../../scripts/oracle/watch/steps/execute.js";
import type { WatchParts } from "../../../scripts/oracle/watch/start.js";
import { errorOf } from "../codeOf.js";
import { identify, setStage, type Stage } from "../stage.js";

describe("a watch of one operator", () => {
  let stage: Stage;
  let rounds: string;
  let said: string[];

  beforeEach(async () => {
    stage = await setStage();
    rounds = join(stage.folder, "rounds");
    await mkdir(rounds);
    await stage.writeRound(join("rounds", "round-01"));
    said = [];
  });
  afterEach(() => {
    stage.remove();
  });

  function watchOf(change: Partial<WatchParts> = {}): Watch {
    const { chainId, addresses } = stage.deployment;
    const say = (line: string): void => void said.push(line);
    return makeWatch({
      source: stage.source(),
      folders: roundFoldersIn(rounds),
      bundles: stage.bundles,
      exchange: new SignatureExchange({
        domain: { chainId, oracle: addresses.oracle },
        folder: join(stage.folder, "exchange"),
      }),
      keys: stage.reporters.map((signer) => ({ address: signer.address, signer })),
      sender: stage.operator,
      log: { info: say, warn: say, error: say },
      turnDelay: 0,
      ...change,
      rules: { skew: undefined, ...change.rules },
    });
  }
  const run = (watch = watchOf(), options: LoopOptions = {}) =>
    watchRounds(watch, { once: true, clock: travellingClock(stage.deployment), ...options });
  const status = () => stage.deployment.contracts.space.roundStatus();
  const now = async () => (await stage.deployment.connection.ethers.provider.getBlock("latest"))!.timestamp;
  const height = () => stage.deployment.connection.ethers.provider.getBlockNumber();

  it("takes a round from its bids to the next one, and has nothing left to do", async () => {
    const { space } = stage.deployment.contracts;
    const sent = await run();
    expect((await status()).round).to.equal(2n);
    expect((await status()).lastReported).to.equal(1n);
    expect((await space.modelStatus(4)).settledThrough).to.equal(1n);
    expect((await space.accounts()).burned).to.equal(0n);
    // Seal, page, proposal, finality, settlement, flush.
    expect(sent).to.have.length(6);
    await verifyBundleFolder(bundleFolder(stage.bundles, 1));
    const before = await height();
    expect(await run()).to.deep.equal([]);
    expect(await height()).to.equal(before);
  });

  it("files a round once its settlements stay; a watch that begins again reads the chain from there on", async () => {
    const open = () => HistoryStore.open(stage.deployment, { folder: join(stage.folder, "history") });
    const store = await open();
    const source = { ...stage.source(), history: store.history };
    await run(watchOf({ source, store }));
    expect(store.headers.map(({ round, outcome }) => `${round} ${outcome}`)).to.deep.equal(["1 reported"]);
    const again = await open();
    expect(await again.history.settledIn(1)).to.have.length(4);
    expect(again.history.through).to.equal(undefined);
  });

  it("waits for a round's folder, for its submissions, and for the time", async () => {
    await run(watchOf({ folders: roundFoldersIn(join(stage.folder, "nowhere")) }));
    expect(said.at(-1)).to.contain("nowhere has no folder of round 1 yet");
    expect(await run(watchOf(), { clock: patientClock(stage.deployment) })).to.have.length(1);
    await stage.reach((await status()).locksAt);
    expect(await run(watchOf(), { clock: patientClock(stage.deployment) })).to.deep.equal([]);
    expect(said.at(-1)).to.contain("Round 1 is live; a report may come from");
  });

  it("seals again what has changed, but not at every change", async () => {
    const patient = { clock: patientClock(stage.deployment) };
    await run(watchOf(), patient);
    const file = join(rounds, "round-01", "predictions.csv");
    const change = async (to: string): Promise<void> => {
      await writeFile(file, (await readFile(file, "utf8")).replace(/^(S0003,)[^,]*/m, `$1${to}`));
      await identify(join(rounds, "round-01"));
    };
    await change("0.25");
    expect(await run(watchOf(), patient)).to.deep.equal([]);
    expect(said.at(-1)).to.contain("Submissions of round 1 have changed; sealed again from");
    const { locksAt } = await status();
    await stage.reach(locksAt - 7_200n);
    expect(await run(watchOf(), patient)).to.have.length(1);
    await change("0.75");
    expect(await run(watchOf(), patient)).to.deep.equal([]);
    await stage.reach(locksAt - 3_600n);
    expect(await run(watchOf(), patient)).to.have.length(1);
    await run();
    expect((await status()).lastReported).to.equal(1n);
  });

  it("does not propose what was vetoed again, unless it is told to or something has changed", async () => {
    const [guardian] = await stage.deployment.connection.ethers.getSigners();
    await run(watchOf(), { clock: patientClock(stage.deployment) });
    await stage.reach((await status()).reportFrom);
    await run(watchOf(), { clock: patientClock(stage.deployment) });
    const { oracle } = stage.deployment.contracts;
    const digest = await oracle.proposedDigest(1);
    await stage.deployment.as(guardian!).oracle.veto(1, digest);
    expect(await run(watchOf(), { clock: patientClock(stage.deployment) })).to.deep.equal([]);
    expect(said.at(-1)).to.contain("The guardian vetoed this sheet of round 1");
    const again = await run(watchOf({ rules: { again: true } }), { clock: patientClock(stage.deployment) });
    expect(again, "the page is there").to.have.length(1);
    expect(await oracle.proposedDigest(1)).not.to.equal(digest);
  });

  it("signs nothing that pays next to nothing, until the treasury is another", async () => {
    const poor = { rules: { minPayoutFactor: WAD + 1n } };
    const watch = watchOf(poor);
    await run(watch, { clock: patientClock(stage.deployment) });
    await stage.reach((await status()).reportFrom);
    const one = await lookOnce(watch);
    expect(one.waits[0]?.why).to.contain(
      "The payout factor would be 1, below the 1.000000000000000001 that is asked for",
    );
    expect((await watch.exchange.messages()).map(({ message }) => message.kind)).not.to.include("report");
    const made = watch.made.size;
    await stage.deployment.connection.provider.request({ method: "hardhat_mine", params: ["0x2"] });
    await lookOnce(watch);
    expect(watch.made.size, "not made again for nothing").to.equal(made);
    await stage.deployment.as(stage.operator).space.fundTreasury(1n);
    await lookOnce(watch);
    expect(watch.made.size).to.equal(made + 1);
    expect(await run(watchOf())).not.to.deep.equal([]);
  });

  it("expires a round that was not sealed, and goes on with the next", async () => {
    await stage.writeRound(join("rounds", "round-02"));
    await stage.reach((await status()).locksAt);
    await run();
    const { round, lastReported } = await status();
    expect([round, lastReported]).to.deep.equal([3n, 2n]);
    expect(said.join("\n")).to.contain("Round 1 was not sealed before its lock: it can only expire");
  });

  it("names a node that has stopped, a clock that is slow, and two folders of one round", async () => {
    const { timestamp } = (await stage.deployment.connection.ethers.provider.getBlock("latest"))!;
    const watch = watchOf({ rules: { skew: 60 } });
    await stage.reach(timestamp + 86_400 * 2);
    expect((await lookOnce(watch)).problems[0]?.error.code).to.equal("CLOCK_SKEW");
    expect(said.at(-1)).to.contain("This machine's clock is slow");
    const { lookAt } = await import("../../../scripts/oracle/watch/look.js");
    const late = await errorOf(lookAt(watch, (timestamp + 86_400 * 3) * 1_000));
    expect(late.code).to.equal("NODE_STALE");
    await mkdir(join(rounds, "round-0001"));
    expect((await errorOf(run())).message).to.contain("has 2 folders of round 1: round-0001, round-01");
  });

  it("executes what the governor has scheduled, where it is asked to, and names a node that is behind", async () => {
    const { manager } = stage.deployment.as(stage.operator);
    const { addresses, contracts } = stage.deployment;
    const data = contracts.space.interface.encodeFunctionData("queueTreasuryWithdrawal", [5n, stage.owners[0].address]);
    const [, role] = [0, await manager.getTargetFunctionRole(addresses.space, data.slice(0, 10))];
    await manager.grantRole(role, stage.operator.address, 86_400);
    await stage.reach((await now()) + 86_400 * 6);
    await manager.schedule(addresses.space, data, 0);
    const patient = { clock: patientClock(stage.deployment), steps: [executeStep] };
    expect(await run(watchOf(), patient), "unasked").to.deep.equal([]);
    const watch = watchOf({ rules: { execute: true } });
    expect(await run(watch, patient)).to.deep.equal([]);
    expect(said.at(-1)).to.match(/^Scheduled is queueTreasuryWithdrawal, from 20/);
    await stage.reach((await now()) + 86_401);
    expect(await run(watch, patient)).to.have.length(1);
    expect((await contracts.space.queuedTreasuryWithdrawal()).assets).to.equal(5n);
    expect(await run(watch, patient), "once").to.deep.equal([]);

    let others = 0;
    const behind = watchOf({ rules: { skew: 10 ** 9 }, otherNode: () => (others += 1) });
    behind.memo.highest = { block: 10_000, seen: Date.now() };
    expect((await lookOnce(behind)).problems[0]?.error.message).to.contain("block 10000 was seen before");
    expect(others).to.equal(1);
  });

  it("believes a node that lied about its height for as long as a clock may be wrong, and no longer", async () => {
    const watch = watchOf({ rules: { skew: 60 } });
    const { timestamp } = (await stage.deployment.connection.ethers.provider.getBlock("latest"))!;
    const { lookAt } = await import("../../../scripts/oracle/watch/look.js");
    const seen = timestamp * 1_000 - 30_000;
    watch.memo.highest = { block: 10 ** 9, seen };
    expect((await errorOf(lookAt(watch, timestamp * 1_000))).code).to.equal("NODE_STALE");
    const { latest } = await lookAt(watch, seen + 61_000);
    expect(watch.memo.highest.block).to.equal(latest.block.number);
  });

  it("names a node that is of another chain from one look to the next, and ends", async () => {
    const { connection } = stage.deployment;
    const request: typeof connection.provider.request = (call) =>
      call.method === "eth_chainId" ? Promise.resolve("0x1") : connection.provider.request(call);
    const deployment = { ...stage.deployment, connection: { ...connection, provider: { request } } };
    const watch = watchOf({ source: { ...stage.source(), deployment } });
    expect((await errorOf(watchRounds(watch, { interval: 1 }))).code).to.equal("WRONG_CHAIN");
  });

  it("names a disk that is full, and goes on when there is room", async () => {
    let full = true;
    const watch = watchOf();
    const publish = watch.exchange.publish.bind(watch.exchange);
    watch.exchange.publish = (...given) =>
      full
        ? Promise.reject(Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" }))
        : publish(...given);
    const { problems } = await lookOnce(watch);
    expect(problems.map(({ error }) => error.code)).to.deep.equal(["DISK_FAILED"]);
    expect(said.at(-1)).to.contain("This machine's disk failed: ENOSPC: no space left on device");
    full = false;
    expect((await lookOnce(watch)).did?.what).to.equal("Seal round 1 the 1. time");
  });

  it("names a chain that calls no block finalized", async () => {
    const { connection } = stage.deployment;
    const { provider } = connection.ethers;
    const getBlock = provider.getBlock.bind(provider);
    const unsure = Object.assign(Object.create(provider) as typeof provider, {
      getBlock: (tag: string | number) => (tag === "finalized" ? Promise.resolve(null) : getBlock(tag)),
    });
    const ethers = { ...connection.ethers, provider: unsure };
    const deployment = {
      ...stage.deployment,
      connection: { ...connection, provider: connection.provider, ethers },
    };
    const { problems } = await lookOnce(watchOf({ source: { ...stage.source(), deployment } }));
    expect(problems.map(({ error }) => error.code)).to.deep.equal(["NO_FINALITY"]);
    expect(said.at(-1)).to.contain("name with --depth how many blocks");
  });

  it("signs nothing that may still go, where blocks do", async () => {
    const watch = watchOf({ rules: { depth: 50 } });
    await stage.seal(join(rounds, "round-01"));
    await stage.deployment.connection.provider.request({ method: "hardhat_mine", params: ["0x32"] });
    await stage.reach((await status()).reportFrom);
    const { waits } = await lookOnce(watch);
    expect(waits.map(({ why }) => why)).to.deep.equal(["The first block of the report window is not final yet"]);
    await stage.deployment.connection.provider.request({ method: "hardhat_mine", params: ["0x32"] });
    expect((await lookOnce(watch)).did?.what).to.equal("Propose the report of round 1");
  });
});
