import { cp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { id, Wallet } from "ethers";

import {
  gatherVouchers,
  postSubmission,
  type SignedSubmission,
  signSubmission,
  signVoucher,
} from "../../scripts/chain/index.js";
import { type Channel, collectRound, receiveSubmissions, SubmissionStore } from "../../scripts/oracle/index.js";
import type { ReporterServer } from "../../scripts/oracle/http/server.js";
import { errorOf } from "./codeOf.js";
import { keepStage, setStage, type Stage } from "./stage.js";

const WALLET = "0x00000000000000000000000000000000000c0De0";
/** Code that returns a word that begins with these bytes. */
const returning = (bytes: string): string => `0x7f${bytes.padEnd(64, "0")}60005260206000f3`;
const YES = returning("1626ba7e");
const NO = returning("ffffffff");
const BUSY = Buffer.from("try again: rate limit, timeout").toString("hex").padEnd(64, "0");

describe("a submission of a model that a contract owns", () => {
  const person = new Wallet(id("one of the wallet's people"));
  const time = Math.floor(Date.now() / 1_000);
  let stage: Stage;
  let round: string;
  let csv: string;
  let opened = 0;
  let channels: readonly Channel[];
  let servers: readonly ReporterServer[];
  let submission: SignedSubmission;

  before(async () => {
    stage = await setStage();
    round = await stage.writeRound("round-01");
    const lines = (await readFile(join(round, "predictions.csv"), "utf8")).trim().split("\n");
    csv = `${lines.map((line) => line.split(",").slice(0, 2).join(",")).join("\n")}\n`;
  });
  keepStage(() => stage);
  beforeEach(async () => {
    const place = join(stage.folder, `stores-${++opened}`);
    channels = [0, 1].map((reporter) => ({
      deployment: stage.deployment,
      store: new SubmissionStore(stage.deployment, join(place, String(reporter))),
      folderOf: () => round,
      signer: stage.reporters[reporter]!,
    }));
    const at = { host: "127.0.0.1", port: 0 };
    servers = await Promise.all(channels.map((channel) => receiveSubmissions(channel, { urls: [] }, at)));
    const [seller] = stage.owners;
    await stage.deployment.as(seller).registry.transferFrom(seller.address, WALLET, 1);
    submission = await signed();
  });
  afterEach(async () => {
    for (const server of servers) await server.close();
  });

  const urls = (): string[] => servers.map(({ url }) => url);
  const signed = (change: Partial<SignedSubmission> = {}) =>
    signSubmission(person, stage.deployment, { round: 1, modelId: 1, time, csv, ...change });
  /** Has the contract answer every call so. */
  const answers = (code: string) => stage.rpc("hardhat_setCode", [WALLET, code]);
  const vouched = (to = urls()) => gatherVouchers(stage.deployment, to, submission);
  async function collected(reporter: number): Promise<readonly string[]> {
    const folder = join(stage.folder, `collected-${opened}`);
    await cp(round, folder, { recursive: true });
    for (const file of ["predictions.csv", "round.json"]) await rm(join(folder, file));
    const { store } = channels[reporter]!;
    return (await collectRound(stage.source(), { folder, store, tournament: "signals" })).models;
  }

  it("is taken with the vouchers of a quorum, and counts whatever the contract says later", async () => {
    await answers(YES);
    const whole = await vouched();
    await answers(NO);
    for (const url of urls()) await postSubmission([url], whole);
    await answers("0x");
    for (const reporter of [0, 1]) expect(await collected(reporter)).to.deep.equal(["alpha"]);
  });

  it("counts no longer when the contract has sold the model", async () => {
    await answers(YES);
    await postSubmission(urls(), await vouched());
    await answers("0x");
    await stage.rpc("hardhat_impersonateAccount", [WALLET]);
    await stage.rpc("hardhat_setBalance", [WALLET, "0xde0b6b3a7640000"]);
    const seller = await stage.deployment.connection.ethers.getSigner(WALLET);
    await stage.deployment.as(seller).registry.transferFrom(WALLET, stage.owners[1].address, 1);
    expect((await errorOf(collected(0))).code).to.equal("NO_SUBMISSIONS");
  });

  it("is not taken where fewer vouch for it, one of them twice, somebody else, or for something else", async () => {
    await answers(YES);
    const [first, second] = (await vouched()).vouchers!;
    const stranger = await signVoucher(new Wallet(id("stranger")), stage.deployment, submission, WALLET);
    const other = (await gatherVouchers(stage.deployment, urls(), await signed({ time: time + 1 }))).vouchers!;
    for (const vouchers of [[], [first!], [first!, first!], [first!, stranger], [second!, other[0]!]]) {
      expect((await errorOf(postSubmission(urls(), { ...submission, vouchers }))).code).to.equal("NOT_THE_OWNER");
    }
    for (const to of [urls().slice(1), [urls()[0]!, urls()[0]!]]) {
      expect((await errorOf(vouched(to))).code).to.equal("VOUCHERS_MISSING");
    }
  });

  for (const [what, code] of [
    ["says no", NO],
    ["says more than yes", `${YES.slice(0, -10)}60406000f3`],
    ["says a part of yes", "0x631626ba7e60e01b60005260046000f3"],
    ["is none", "0x"],
    ["refuses", "0x60006000fd"],
    ["never ends", "0x5b600056"],
    ["burns all its gas", "0xfe"],
    ["answers without end", "0x6000196000f3"],
    ["refuses with the words of a node that is busy", `0x7f${BUSY}60005260206000fd`],
  ] as const) {
    it(`is not taken, and keeps nobody else's away, where the contract ${what}`, async () => {
      await answers(code);
      const { code: found, message } = await errorOf(vouched());
      expect(found).to.equal("VOUCHERS_MISSING");
      expect(message).to.contain("does not take the signature for its own");
      const another = { round: 1, modelId: 2, time, csv };
      await postSubmission(urls(), await signSubmission(stage.owners[0], stage.deployment, another));
    });
  }

  it("is told what is wrong with it before anybody vouches for it", async () => {
    await answers(YES);
    for (const [change, why] of [
      [{ csv: "no csv" }, "would count as none"],
      [{ time: time + 86_400 }, "still to come"],
      [{ round: 2 }, "the open one is 1"],
      [{ modelId: 99 }, "There is no model 99"],
    ] as const) {
      submission = await signed(change);
      expect((await errorOf(vouched())).message).to.contain(why);
    }
  });
});
