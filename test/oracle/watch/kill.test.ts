import { expect } from "chai";

import { KillWorld } from "./killWorld.js";

const DEEP = process.env["DEEP"] === "1";
/** Points of a round at which the watch is killed, besides those around each transaction. */
const POINTS = DEEP ? 40 : 2;

const CHAINS = [
  { mining: "at once", seconds: undefined, lanes: DEEP ? 2 : 1 },
  // Most of the time they all wait for blocks.
  { mining: "every 2 seconds, with transactions in the pool", seconds: 2, lanes: 5 },
] as const;

for (const { mining, seconds, lanes } of CHAINS) {
  describe(`a watch that is killed, on a chain that mines ${mining}`, function () {
    this.timeout(DEEP ? 3_600_000 : 300_000);
    let worlds: KillWorld[] = [];

    before(async function () {
      if (!DEEP && seconds !== undefined) {
        process.stdout.write("      skipped: mines every 2 seconds, takes minutes; DEEP=1 plays it\n");
        this.skip();
      }
      worlds = await Promise.all(Array.from({ length: lanes }, () => KillWorld.make(seconds)));
    });
    after(() => Promise.all(worlds.map((world) => world.close())));

    /** What a round comes to without a kill, how many requests it takes, and which of them send something. */
    async function undisturbed(world: KillWorld): Promise<{ expected: string; requests: number; sending: number[] }> {
      let requests = 0;
      const sending: number[] = [];
      const folder = await world.anew();
      world.proxy.fault = (calls) => {
        requests++;
        if (calls.some(({ method }) => method === "eth_sendRawTransaction")) sending.push(requests);
        return "none";
      };
      const operator = world.operate(folder);
      expect(await operator.ended, operator.log()).to.equal(0);
      return { expected: await world.outcome(), requests, sending };
    }

    /**
     * Kills the command at a request, and gives it again.
     *
     * @param heard Whether the node hears of the request before the watch dies.
     * @returns What the round came to, and whether it was killed before it ended.
     */
    async function killedAt(world: KillWorld, point: number, heard: boolean): Promise<[string, boolean]> {
      const folder = await world.anew();
      const first = world.operate(folder);
      let count = 0;
      world.proxy.fault = () => {
        if (++count !== point) return "none";
        first.process.kill("SIGKILL");
        return heard ? "lose" : "drop";
      };
      const code = await first.ended;
      world.proxy.fault = () => "none";
      if (seconds !== undefined) await world.otherTransactions();
      const again = world.operate(folder);
      expect(await again.ended, `after request ${point}: ${again.log()}`).to.equal(0);
      return [await world.outcome(), code === null];
    }

    it("comes to the same end by the same command, and pays for nothing twice", async () => {
      const { expected, requests, sending } = await undisturbed(worlds[0]!);
      expect(expected).to.contain('"seal":1,"addPage":1,"propose":1,"finalize":1,"settle":1,"flushBurned":1');
      const spread = Array.from({ length: POINTS }, (_, place) => 1 + Math.floor((place * requests) / POINTS));
      const around = DEEP ? sending.flatMap((request) => [request, request + 1]) : sending.slice(2, 3);
      const points = [...new Set([...spread, ...around])].sort((a, b) => a - b);
      const queue = points.map((point, place) => ({ point, heard: place % 2 === 1 }));
      let killed = 0;
      const work = async (world: KillWorld): Promise<void> => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          const [outcome, early] = await killedAt(world, next.point, next.heard);
          expect(outcome, `killed at request ${next.point} of ${requests}`).to.equal(expected);
          if (early) killed++;
        }
      };
      await Promise.all(worlds.map(work));
      expect(killed).to.be.at.least(POINTS);
      process.stdout.write(
        `      killed at ${killed} points of ${requests} requests${DEEP ? "" : "; DEEP=1 tries 40 and more"}\n`,
      );
    });
  });
}
