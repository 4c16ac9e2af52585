import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import { type Filter, Log } from "ethers";

import { ChainHistory, type Deployment, openDeployment } from "../../scripts/chain/index.js";
import { HistoryStore } from "../../scripts/history/index.js";
import { StakespaceError } from "../../scripts/lib/errors.js";
import { type PlayedChain, playedChain, TestFolder } from "./played.js";

type GetLogs = (filter: Filter & { fromBlock: number; toBlock: number }) => Promise<Log[]>;

describe("the store of history under attack", () => {
  let chain: PlayedChain;
  let folder: TestFolder;
  let whole: Record<string, string>;
  let rounds: number;
  const open = (name: string, deployment = chain.deployment): Promise<HistoryStore> =>
    HistoryStore.open(deployment, { folder: folder.at(name) });

  before(async () => {
    chain = await playedChain("attacks");
    folder = new TestFolder();
    await chain.play(9);
    await chain.settle();
    ({ rounds } = await (await open("whole")).update());
    whole = folder.files("whole");
    expect(rounds).to.be.above(6);
  });
  after(async () => {
    await chain.close();
    folder.remove();
  });

  /** The chain through a node that answers in its own way. */
  function through(getLogs: (honest: GetLogs) => GetLogs): Deployment {
    const { connection } = chain.deployment;
    const { provider } = connection.ethers;
    const node = new Proxy(provider, {
      get(target, name) {
        if (name === "getLogs") return getLogs((filter) => target.getLogs(filter));
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
    return openDeployment({ ...connection, ethers: { ...connection.ethers, provider: node } }, chain.deployment);
  }

  function nameOf(log: Log): string | undefined {
    const { space, registry, oracle } = chain.deployment.contracts;
    for (const { interface: abi } of [space, registry, oracle]) {
      const found = abi.parseLog(log)?.name;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
    try {
      await work;
    } catch (error) {
      if (error instanceof StakespaceError) return error.code;
      throw error;
    }
    return undefined;
  }

  describe("a node", () => {
    it("that refuses ranges, by length or by what is in them", async () => {
      let refused = 0;
      const strict = through((honest) => async (filter) => {
        const logs = await honest(filter);
        if (filter.toBlock - filter.fromBlock < 20 && logs.length < 16) return logs;
        refused++;
        throw new Error("query returned more than 15 results");
      });
      await (await open("strict", strict)).update();
      expect(folder.files("strict")).to.deep.equal(whole);
      expect(refused).to.be.above(3);
    });

    it("that sends events in any order, twice, and those of a branch it has left", async () => {
      const loose = through((honest) => async (filter) => {
        const logs = await honest(filter);
        const gone = logs.map(
          (log) => new Log({ ...fieldsOf(log), removed: true, index: log.index + 1_000 }, log.provider),
        );
        return [...logs, ...gone, ...logs].reverse();
      });
      await (await open("loose", loose)).update();
      expect(folder.files("loose")).to.deep.equal(whole);
    });

    it("that leaves out any single event: nothing is filed that differs", async () => {
      const { provider } = chain.deployment.connection.ethers;
      const logs = await provider.getLogs({ address: [...Object.values(chain.deployment.addresses)], fromBlock: 0 });
      let [caught, harmless] = [0, 0];
      for (const [place, left] of logs.entries()) {
        if (place % 5 !== 0) continue;
        const partial = through((honest) => async (filter) => {
          const all = await honest(filter);
          return all.filter(({ blockNumber, index }) => blockNumber !== left.blockNumber || index !== left.index);
        });
        const name = `partial-${place}`;
        const code = await codeOf(open(name, partial).then((store) => store.update()));
        if (code === "EVENTS_MISSING") {
          caught++;
          expect(existsSync(join(folder.at(name), "round-0001.parquet"))).to.equal(false);
        } else {
          expect(code).to.equal(undefined);
          // Events that history does not read, and those that say what follows anyway.
          if (JSON.stringify(folder.files(name)) === JSON.stringify(whole)) harmless++;
          else expect(nameOf(left), `event ${place}`).to.be.oneOf(UNPROVABLE);
        }
        rmSync(folder.at(name), { recursive: true });
      }
      expect(caught).to.be.above(3);
      expect(harmless).to.be.above(5);
    });

    it("that fills events with bytes of its own", async () => {
      for (const data of ["0x", `0x${"ff".repeat(31)}`, `0x${"ff".repeat(512)}`]) {
        const hostile = through(
          (honest) => async (filter) =>
            (await honest(filter)).map((log) =>
              log.blockNumber % 7 === 0 ? new Log({ ...fieldsOf(log), data }, log.provider) : log,
            ),
        );
        const code = await codeOf(open("hostile", hostile).then((store) => store.update()));
        expect(code, data).to.be.oneOf(["EVENT_UNREADABLE", "EVENTS_MISSING"]);
        expect(existsSync(join(folder.at("hostile"), "round-0001.parquet"))).to.equal(false);
      }
    });

    it("that answers for other blocks than it was asked for", async () => {
      const astray = through((honest) => async (filter) => [
        ...(await honest(filter)),
        ...(await honest({ ...filter, fromBlock: 0 })).map(
          (log) => new Log({ ...fieldsOf(log), blockNumber: 10 ** 9 }, log.provider),
        ),
      ]);
      const history = new ChainHistory(astray);
      expect(await codeOf(history.advance(50))).to.equal("EVENT_UNREADABLE");
      expect(history.through).to.equal(undefined);
    });
  });

  describe("a kill", () => {
    const states: Record<string, (path: string) => void> = {
      "before the first round's file": (path) => {
        for (let round = 1; round <= rounds; round++) rmSync(fileOf(path, round));
      },
      "between two files": (path) => {
        rmSync(fileOf(path, rounds));
        rmSync(fileOf(path, rounds - 1));
      },
      "in the middle of a file": (path) => {
        rmSync(fileOf(path, rounds));
        writeFileSync(`${fileOf(path, rounds)}.999999999.part`, "PAR1");
      },
      "of a machine that lost half of a file": (path) => {
        const file = fileOf(path, rounds - 2);
        writeFileSync(file, readFileSync(file).subarray(0, 300));
      },
      "of a machine that lost ownership": (path) => {
        rmSync(join(path, "ownership.parquet"));
      },
      "of a machine that lost a file among others": (path) => {
        rmSync(fileOf(path, 3));
      },
    };
    for (const [when, leave] of Object.entries(states)) {
      it(`${when} costs nothing but making it again`, async () => {
        const name = when.replaceAll(" ", "-");
        cpSync(folder.at("whole"), folder.at(name), { recursive: true });
        leave(folder.at(name));
        const update = await (await open(name)).update();
        expect(update.rounds).to.equal(rounds);
        expect(folder.files(name)).to.deep.equal(whole);
      });
    }

    it("while files were dropped, leaves what goes together", async () => {
      cpSync(folder.at("whole"), folder.at("dropping"), { recursive: true });
      for (const round of [rounds, rounds - 1]) rmSync(fileOf(folder.at("dropping"), round));
      const { history } = await open("dropping");
      await history.advance(await chain.deployment.connection.ethers.provider.getBlockNumber());
      const read = await open("whole");
      const { modelCount } = chain.deployment.contracts.registry;
      expect(history.namesThrough(10 ** 9)).to.have.length(Number(await modelCount()));
      expect(await history.modelsOf(rounds)).to.deep.equal(await read.history.modelsOf(rounds));
    });
  });

  it("files of another deployment are refused by name, and left alone", async () => {
    const other = openDeployment(chain.deployment.connection, { ...chain.deployment, chainId: 5 });
    expect(await codeOf(open("whole", other))).to.equal("OTHER_HISTORY");
    expect(folder.files("whole")).to.deep.equal(whole);
  });

  it("a file whose rows were damaged says how it is made again", async () => {
    cpSync(folder.at("whole"), folder.at("damaged"), { recursive: true });
    const file = fileOf(folder.at("damaged"), 2);
    const bytes = readFileSync(file);
    bytes.fill(0xff, 4, 40);
    writeFileSync(file, bytes);
    const store = await open("damaged");
    expect(await codeOf(store.history.modelsOf(2))).to.equal("HISTORY_DAMAGED");
    await store.rebuild();
    expect(folder.files("damaged")).to.deep.equal(whole);
  });

  it("is not read again: an update without anything new asks for the blocks after the last closing", async () => {
    const from: number[] = [];
    const counting = through((honest) => (filter) => {
      from.push(filter.fromBlock);
      return honest(filter);
    });
    const store = await open("whole", counting);
    await store.update();
    expect(from).to.deep.equal([store.headers.at(-1)!.closed.block]);
  });
});

function fileOf(path: string, round: number): string {
  return join(path, `round-${String(round).padStart(4, "0")}.parquet`);
}

/** Events that nothing else on the chain repeats: who got a model when, who could sign, what was proposed and vetoed. */
const UNPROVABLE = ["Transfer", "ModelAccepted", "ReportProposed", "ReportersSet", "Resumed", "ModelSettled"];

function fieldsOf(log: Log) {
  const { transactionHash, blockHash, blockNumber, removed, address, data, topics, index, transactionIndex } = log;
  return { transactionHash, blockHash, blockNumber, removed, address, data, topics, index, transactionIndex };
}
