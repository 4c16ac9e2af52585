import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { id, Signature } from "ethers";

import { patientClock } from "../../../scripts/chain/clock.js";
import { toJson } from "../../../scripts/lib/json.js";
import {
  makeWatch,
  type Mirror,
  roundFoldersIn,
  SignatureExchange,
  type SignedMessage,
  submissionsOf,
  type Watch,
  watchRounds,
} from "../../../scripts/oracle/index.js";
import { messageDigest, type SealMessage, signedReport } from "../../../scripts/oracle/exchange/message.js";
import { signSeal } from "../../../scripts/oracle/sign.js";
import { lookOnce } from "../../../scripts/oracle/watch/loop.js";
import { setStage, type Stage } from "../stage.js";

/** A mirror that has nothing but what it makes up. */
function mirrorOf(change: Partial<Mirror> = {}): Mirror {
  return {
    name: "liar",
    list: () => Promise.resolve([]),
    messages: () => Promise.resolve([]),
    post: () => Promise.resolve(),
    content: () => Promise.resolve(undefined),
    ...change,
  };
}

describe("two honest reporters and a hostile one", () => {
  let stage: Stage;
  let round: string;
  let said: string[];

  beforeEach(async () => {
    stage = await setStage();
    await mkdir(join(stage.folder, "rounds"));
    round = await stage.writeRound(join("rounds", "round-01"));
    said = [];
  });
  afterEach(() => {
    stage.remove();
  });

  // Its address is the lowest, so that what it signs is looked at first.
  const hostile = () => keyOf(1);
  const keyOf = (place: number) => ({ address: stage.reporters[place]!.address, signer: stage.reporters[place]! });
  const domain = () => ({ chainId: stage.deployment.chainId, oracle: stage.deployment.addresses.oracle });
  const status = () => stage.deployment.contracts.space.roundStatus();
  const run = (watch: Watch) => watchRounds(watch, { once: true, clock: patientClock(stage.deployment) });

  function honest(peers: readonly Mirror[] = []): Watch {
    const say = (line: string): void => void said.push(line);
    return makeWatch({
      source: stage.source(),
      folders: roundFoldersIn(join(stage.folder, "rounds")),
      bundles: stage.bundles,
      exchange: new SignatureExchange({ domain: domain(), folder: join(stage.folder, "exchange"), peers, warn: say }),
      keys: [keyOf(0), keyOf(2)],
      sender: stage.operator,
      log: { info: say, warn: say, error: say },
      turnDelay: 0,
      rules: { skew: undefined },
    });
  }
  /** Leaves a message as anybody may who knows where the mirror is. */
  async function leave({ exchange }: Watch, message: SignedMessage): Promise<string | undefined> {
    exchange.admit(1, await stage.deployment.contracts.oracle.reporters());
    return exchange.receive(toJson(message), messageDigest(message, domain()));
  }
  async function sealOf(root: string): Promise<SealMessage> {
    const { address, signer } = hostile();
    const seal = { round: 1, root, sequence: Number(await stage.deployment.contracts.oracle.nextSealSequence()) };
    return { kind: "seal", seal, signer: address, signature: await signSeal(signer, domain(), seal) };
  }
  const madeUp = () => ({
    round: 1,
    sheetHash: id("sheet"),
    modelCount: 4,
    payoutFactor: 1n,
    maxScore: 1,
    predictionsRoot: id("root"),
    evidence: id("bundle"),
  });
  async function blockOf(number: number): Promise<{ number: number; hash: string }> {
    const found = await stage.deployment.connection.ethers.provider.getBlock(number);
    return { number, hash: found!.hash! };
  }

  it("seal, though a signature is written as the contract does not read it", async () => {
    const watch = honest();
    const { root } = await submissionsOf(stage.source(), round);
    const message = await sealOf(root);
    const { r, s, v } = Signature.from(message.signature);
    for (const last of [v - 27, v + 8]) {
      const bent = `${r}${s.slice(2)}${last.toString(16).padStart(2, "0")}`;
      expect(await leave(watch, { ...message, signature: bent })).to.equal(undefined);
    }
    expect((await lookOnce(watch)).did?.what).to.equal("Seal round 1 the 1. time");
    expect(await stage.deployment.contracts.oracle.sealOf(1)).to.equal(root);
  });

  for (const [what, text] of [
    ["a number that no model has", `[[1e300,"${id("submission")}"]]`],
    ["no leaf at all", "[]"],
    ["more models than there can be", JSON.stringify(Array(50_001).fill([1, id("submission")]))],
    ["brackets", "[".repeat(1_000_000)],
  ] as const) {
    it(`seal, though another root is said to be made of ${what}`, async () => {
      const watch = honest([mirrorOf({ content: () => Promise.resolve(text) })]);
      await leave(watch, await sealOf(id("another root")));
      expect((await lookOnce(watch)).did?.what).to.equal("Seal round 1 the 1. time");
      expect(said.join("\n")).to.contain(`has the root ${id("another root")}`);
    });
  }

  it("seal, though another root is of 32 kinds: one of them is looked at, and once", async () => {
    let asked = 0;
    const watch = honest([mirrorOf({ content: () => Promise.resolve((asked++, undefined)) })]);
    for (let kind = 0; kind < 32; kind++)
      expect(await leave(watch, await sealOf(id(String(kind))))).to.equal(undefined);
    expect(await leave(watch, await sealOf(id("one more")))).to.contain("too many messages");
    expect((await lookOnce(watch)).did?.what).to.equal("Seal round 1 the 1. time");
    await watch.exchange.content(id("0"));
    await watch.exchange.content(id("0"));
    expect(asked).to.be.at.most(2);
  });

  for (const [what, number] of [
    ["from before the deployment", 0],
    ["in which the round could not be reported", 39],
  ] as const) {
    it(`report, though another report is of a block ${what}`, async () => {
      const watch = honest();
      await run(watch);
      await stage.reach((await status()).reportFrom);
      await leave(watch, await signedReport(hostile(), domain(), { report: madeUp(), block: await blockOf(number) }));
      await run(watch);
      expect(said.join("\n")).to.contain(`the report that ${hostile().address} signed does not come out here`);
      expect((await status()).proposedAt > 0n).to.equal(true);
    });
  }

  it("report, though whoever passes a report on names another block: it is not taken", async () => {
    const watch = honest();
    await run(watch);
    await stage.reach((await status()).reportFrom);
    await lookOnce({ ...watch, keys: [keyOf(0)], sender: undefined });
    const [made] = (await watch.exchange.messages()).filter(({ message }) => message.kind === "report");
    const { message } = made!;
    if (message.kind !== "report") throw new Error("It is a report.");
    const other = new SignatureExchange({ domain: domain(), folder: join(stage.folder, "other") });
    other.admit(1, await stage.deployment.contracts.oracle.reporters());
    const turned = { ...message, block: await blockOf(message.block.number - 1) };
    expect(await other.receive(toJson(turned), made!.digest)).to.equal(
      `its block is not one that ${keyOf(0).address} named`,
    );
    expect(await other.receive(toJson(message), made!.digest)).to.equal(undefined);
    expect(await other.messages()).to.have.length(1);
  });
});
