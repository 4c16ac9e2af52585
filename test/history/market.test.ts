import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import type { Deployment } from "../../scripts/chain/index.js";
import { HistoryStore } from "../../scripts/history/index.js";
import { Random } from "../../scripts/lib/random.js";
import { DEFAULT_ORACLE_CONFIG } from "../../scripts/oracle/index.js";
import { playTournament, recordedTournament } from "../../scripts/tournament/index.js";
import { TestFolder } from "./played.js";

const MARKET = fileURLToPath(new URL("../../../shared/data/market", import.meta.url));
/** After this round the chain is reorganised. */
const REORGANISED = 9;

describe("the history of recorded rounds", () => {
  if (!existsSync(MARKET)) {
    it.skip("needs ../shared/data/market, which is not part of the project");
    return;
  }
  if (process.env["DEEP"] !== "1") {
    it.skip("plays 17 recorded rounds of 1,000 models, which takes a minute: npm run test:deep, or DEEP=1");
    return;
  }

  it("incremental equals rebuilt, byte for byte, with a reorganisation in between", async function () {
    this.timeout(900_000);
    const folder = new TestFolder();
    const tournament = await recordedTournament(MARKET);
    const dropped: number[] = [];
    let rounds = 0;
    const onRound = async ({ round }: { round: number }, deployment: Deployment): Promise<void> => {
      const open = (name: string): Promise<HistoryStore> => HistoryStore.open(deployment, { folder: folder.at(name) });
      dropped.push(...(await (await open("grown")).update()).dropped);
      if (round === REORGANISED) await reorganise(deployment, await open("grown"));
      if (round < tournament.rounds) return;
      ({ rounds } = await (await open("rebuilt")).rebuild());
    };
    try {
      await playTournament({
        tournament,
        config: DEFAULT_ORACLE_CONFIG,
        random: new Random("market"),
        workspace: folder.at("workspace"),
        onRound,
      });
      expect(rounds).to.equal(tournament.rounds);
      expect(dropped).to.deep.equal([REORGANISED + 1]);
      expect(folder.files("grown")).to.deep.equal(folder.files("rebuilt"));
    } finally {
      folder.remove();
    }
  });
});

/** Lets the next round expire, files it, and takes all that back. */
async function reorganise(deployment: Deployment, store: HistoryStore): Promise<void> {
  const { provider, ethers } = deployment.connection;
  const snapshot = await provider.request({ method: "evm_snapshot" });
  const { reportBy } = await deployment.contracts.space.roundStatus();
  await provider.request({ method: "evm_setNextBlockTimestamp", params: [Number(reportBy) + 1] });
  const [anyone] = await ethers.getSigners();
  await (await deployment.as(anyone!).space.expireRound()).wait();
  expect((await store.update()).filed).to.deep.equal([REORGANISED + 1]);
  await provider.request({ method: "evm_revert", params: [snapshot] });
}
