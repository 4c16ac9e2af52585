import { existsSync } from "node:fs";

import { expect } from "chai";

import { ChainHistory } from "../../scripts/chain/index.js";
import { HistoryStore, readHistory } from "../../scripts/history/index.js";
import { type PlayedChain, playedChain, TestFolder } from "./played.js";

describe("the store of history", () => {
  let chain: PlayedChain;
  let folder: TestFolder;
  const open = (name: string): Promise<HistoryStore> =>
    HistoryStore.open(chain.deployment, { folder: folder.at(name) });

  before(async () => {
    chain = await playedChain("store");
    folder = new TestFolder();
  });
  after(async () => {
    await chain.close();
    folder.remove();
  });

  it("incremental equals rebuilt, byte for byte, through random rounds and reorganisations", async () => {
    const dropped: number[] = [];
    for (let turn = 0; turn < 4; turn++) {
      await chain.play(3);
      if (turn % 2 === 0) await chain.settle();
      const step = await (await open("grown")).update();
      dropped.push(...step.dropped);

      // A branch in which the round closes otherwise, and that the chain leaves.
      const snapshot = await chain.request("evm_snapshot");
      await expire(chain);
      await chain.settle();
      const branch = await (await open("grown")).update();
      expect(branch.filed).to.not.be.empty;
      await chain.request("evm_revert", snapshot);
    }
    await chain.settle();
    const store = await open("grown");
    const last = await store.update();
    dropped.push(...last.dropped);
    expect(dropped).to.have.length.above(3);

    const again = await (await open("rebuilt")).rebuild();
    expect(again.rounds).to.equal(last.rounds).and.to.be.above(8);
    expect(folder.files("grown")).to.deep.equal(folder.files("rebuilt"));
    expect(Object.keys(folder.files("rebuilt"))).to.have.length(again.rounds + 1);
  });

  it("says the same of the past as the chain does", async () => {
    const { history } = await open("grown");
    const block = await chain.deployment.connection.ethers.provider.getBlockNumber();
    const read = new ChainHistory(chain.deployment);
    await Promise.all([history.advance(block), read.advance(block)]);
    const { round } = await chain.deployment.contracts.space.roundStatus();
    const reported = read.reportedBefore(Number(round));
    expect(history.reportedBefore(Number(round)))
      .to.deep.equal(reported)
      .and.to.have.length.above(3);
    expect(history.namesThrough(block)).to.deep.equal(read.namesThrough(block));
    for (let past = 1; past < Number(round); past++) {
      expect(await history.modelsOf(past), `round ${past}`).to.deep.equal(await read.modelsOf(past));
      expect(history.parametersOf(past)).to.deep.equal(read.parametersOf(past));
      const digest = await chain.deployment.contracts.oracle.proposedDigest(past);
      expect(history.reportOf(digest)).to.deep.equal(read.reportOf(digest));
    }
  });

  it("is read without a change: from the files that are there, and from the chain where there are none", async () => {
    const block = await chain.deployment.connection.ethers.provider.getBlockNumber();
    const before = folder.files("grown");
    const { provider } = chain.deployment.connection;
    const reading = async (name: string) => {
      const [original, ranges]: [typeof provider.request, string[]] = [provider.request.bind(provider), []];
      provider.request = (asked) => {
        if (asked.method === "eth_getLogs") ranges.push((asked.params as [{ fromBlock: string }])[0].fromBlock);
        return original(asked);
      };
      try {
        const history = await readHistory(chain.deployment, folder.at(name));
        await history.advance(block);
        return { history, from: Math.min(...ranges.map(Number)) };
      } finally {
        provider.request = original;
      }
    };
    const [kept, none] = [await reading("grown"), await reading("nowhere")];
    const { headers } = await open("grown");
    expect(kept.from, "what came after the last file").to.be.above(headers.at(-3)!.anchor.block);
    expect(none.from, "the whole chain").to.equal(0);
    expect(existsSync(folder.at("nowhere"))).to.equal(false);
    expect(folder.files("grown")).to.deep.equal(before);
    for (const { round } of headers) {
      expect(await kept.history.modelsOf(round)).to.deep.equal(await none.history.modelsOf(round));
    }
    // A branch that the chain has left is not believed, nor removed.
    const snapshot = await chain.request("evm_snapshot");
    await expire(chain);
    await chain.settle();
    const filed = await (await open("left")).update();
    await chain.request("evm_revert", snapshot);
    const files = folder.files("left");
    const { history } = await reading("left");
    const { round } = await chain.deployment.contracts.space.roundStatus();
    expect(filed.filed).to.include(Number(round));
    expect(history.closedRounds.map((closed) => closed.round)).not.to.include(Number(round));
    expect(folder.files("left")).to.deep.equal(files);
  });
});

async function expire(chain: PlayedChain): Promise<void> {
  const { deployment } = chain;
  const { reportBy, locksAt } = await deployment.contracts.space.roundStatus();
  if (locksAt > 2n ** 40n) return;
  const [anyone] = await deployment.connection.ethers.getSigners();
  await chain.request("evm_setNextBlockTimestamp", Number(reportBy) + 30 * 86_400);
  await (await deployment.as(anyone!).space.expireRound()).wait();
}
