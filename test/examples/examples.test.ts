import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { expect } from "chai";

import { loadDeployment } from "../../scripts/chain/deployments.js";
import { type LocalNode, startLocalNode } from "../cli/program/localNode.js";
import { json, succeed } from "../cli/tasks/runner.js";
import { reportRound, type Table } from "../cli/tasks/tournament.js";

const execute = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TOKEN = 10n ** 18n;
/** The keys of the node's first and sixth account. */
const OWNER = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const STAKER = "0x8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba";

describe("the examples", function () {
  this.timeout(180_000);
  let node: LocalNode;

  before(async () => {
    node = await startLocalNode();
    await succeed(node.hre, "register", { name: "second" });
    await succeed(node.hre, "mint", { amount: "1000", to: "5" });
    await succeed(node.hre, "bid", { model: "momentum-7", rate: "0.3%", amount: "60" });
  });
  after(() => node.stop());

  async function run(file: string, args: readonly string[], key = ""): Promise<string> {
    const preload = [import.meta.resolve("tsx"), join(ROOT, "scripts/dev/examples/fromSources.mjs")];
    const options = { cwd: ROOT, env: { ...process.env, RPC_URL: node.url, PRIVATE_KEY: key } };
    const { stdout } = await execute(
      process.execPath,
      [...preload.flatMap((one) => ["--import", one]), file, ...args],
      options,
    );
    return stdout;
  }
  const positions = async (holder: string): Promise<{ model: number; tick: number; assets: string }[]> =>
    ((await json(node.hre, "status", { holder })) as { positions: { model: number; tick: number; assets: string }[] })
      .positions;

  it("a bidding bot bids within its budget, raises what is idle, and does nothing twice", async () => {
    const args = ["--budget", "70", "--rate", "0.5", "--once"];
    expect(await run("examples/bots/bid.mjs", args, STAKER)).to.equal(
      `bid ${40n * TOKEN} on model 1 at tick 79\nbid ${30n * TOKEN} on model 2 at tick 79\n`,
    );
    expect(await run("examples/bots/bid.mjs", args, STAKER)).to.equal("");
    expect((await positions("5")).map(({ model, assets }) => [model, assets])).to.deep.equal([
      [1, `${40n * TOKEN}`],
      [2, `${30n * TOKEN}`],
    ]);
    // Somebody else fills the second model at a higher rate: at 0.6 % it pays to follow.
    await succeed(node.hre, "bid", { model: "second", tick: "80", amount: "100" });
    const raised = await run("examples/bots/bid.mjs", ["--budget", "70", "--rate", "0.6", "--once"], STAKER);
    expect(raised).to.equal("raised the bid on model 2 from tick 79 to 82\n");
  });

  it("a page of one book in 60 lines shows it", async () => {
    const page = readFileSync(join(ROOT, "examples/page/book.html"), "utf8");
    expect(page.trimEnd().split("\n").length).to.be.at.most(60);
    const query = `?rpc=${encodeURIComponent(node.url)}&model=momentum-7`;
    const seen = JSON.parse(await run("scripts/dev/examples/page.mjs", ["examples/page/book.html", query])) as {
      title: string;
      line: string;
      rows: string[];
      bars: number[];
    };
    expect(seen.title).to.equal("momentum-7");
    expect(seen.line).to.match(/^Round 1, Bidding: 100\.00 STAKE of 100\.00 STAKE at 0\.288 %$/);
    expect(seen.rows.map((row) => row.trim())).to.deep.equal([
      "0.496 % 40.00 STAKE 40.00 STAKE",
      "0.288 % 60.00 STAKE 60.00 STAKE",
    ]);
    expect(seen.bars).to.deep.equal([67, 100]);
  });

  it("an owner's policy sets the reserve to half of what people would pay, and collects the rent", async () => {
    // 40 tokens at 0.496 % and 60 at 0.288 %: half of the average is 0.1856 %.
    expect(await run("examples/bots/reserve.mjs", ["--model", "1"], OWNER)).to.equal(
      "from the next round on the reserve is tick 55, it was 0\n",
    );
    expect(await run("examples/bots/reserve.mjs", ["--model", "1"], OWNER)).to.equal("the reserve stays at tick 55\n");
    const low = await run("examples/bots/reserve.mjs", ["--model", "1", "--floor", "1"], OWNER);
    expect(low).to.equal("from the next round on the reserve is tick 95, it was 55\n");
  });

  it("a round's sheet is read from the chain, and its hash is the one that was signed", async () => {
    const connection = await node.hre.network.getOrCreate("localhost");
    const deployment = await loadDeployment(connection, { ignitionDir: node.hre.config.paths.ignition });
    await reportRound({ hre: node.hre, connection, deployment } as unknown as Table);
    const printed = await run("examples/sheet.mjs", []);
    expect(printed).to.match(
      /^round 1: 2 models, payout factor 1, sheet 0x[0-9a-f]{64}\nmomentum-7\t0\t0\t0\t1\nsecond\t0\t0\t0\t1\n$/,
    );
    // Now there is rent.
    expect(await run("examples/bots/reserve.mjs", ["--model", "2"], OWNER)).to.match(/collected \d+\n$/);
  });
});
