import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect } from "chai";

import { freePort } from "../../../scripts/dev/web/freePort.js";
import { WAD } from "../../../scripts/twin/units.js";
import { copiedIn, missing } from "../../docs/console.js";

const execute = promisify(execFile);

async function sectionOf(file: string, title: string): Promise<string> {
  const text = await readFile(file, "utf8");
  const start = text.indexOf(`\n${title}\n`);
  return text.slice(start, text.indexOf("\n## ", start + title.length));
}

/** What a newcomer copies from the README, and what it says is printed. */
async function copiedFromReadme(): Promise<ReturnType<typeof copiedIn>> {
  return copiedIn(await sectionOf("README.md", "## From clone to your first bid"));
}

/** The commands of the table of the round that goes on from there. */
async function commandsOfRound(): Promise<string[]> {
  const section = await sectionOf("docs/operations.md", "## A round on your own chain");
  return [...section.matchAll(/^\|.*\| `(npx hardhat [^`]*)` +\|$/gm)].map((row) => row[1]!);
}

describe("a newcomer who copies the commands of the documents", () => {
  let folder: string;
  let node: ChildProcess | undefined;
  let environment: NodeJS.ProcessEnv;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "stakespace-newcomer-"));
    environment = {
      ...process.env,
      NO_COLOR: "1",
      HARDHAT_CONFIG: join(import.meta.dirname, "node.config.ts"),
      STAKESPACE_TEST_PORT: String(await freePort()),
      STAKESPACE_TEST_FOLDER: folder,
    };
  });

  after(async () => {
    if (node?.exitCode === null && node.signalCode === null) {
      const closed = once(node, "close");
      // The node is a child of npx: the whole group has to go.
      process.kill(-node.pid!, "SIGTERM");
      await closed;
    }
    await rm(folder, { recursive: true });
  });

  async function startNode(command: string): Promise<void> {
    const started = spawn(`${command} --port ${environment["STAKESPACE_TEST_PORT"]!}`, {
      shell: true,
      detached: true,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    node = started;
    let printed = "";
    await new Promise<void>((resolve, reject) => {
      // Read to the end: a node whose output nobody takes dies of it.
      started.stdout.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
        if (printed.includes("JSON-RPC server at http://127.0.0.1")) resolve();
      });
      started.stderr.setEncoding("utf8").on("data", (text: string) => (printed += text));
      started.once("exit", () => reject(new Error(`the node ended early: ${printed}`)));
    });
  }

  it("copies at most six lines from the start of a chain to a bid (README)", async () => {
    const copied = (await copiedFromReadme()).flatMap(({ commands }) => commands);
    const [chain, ...others] = copied;
    expect(chain).to.equal("npx hardhat node --hostname 127.0.0.1");
    const names = others.map((command) => /^npx hardhat ([a-z]+) [^;&|]*$/.exec(command)?.[1]);
    expect(names).to.deep.equal(["deploy", "mint", "register", "bid", "status"]);
    expect(copied.length).to.be.at.most(6);
  });

  it("has a bid on the chain then, and reads on the page what is printed (README)", async () => {
    const [chain, ...blocks] = await copiedFromReadme();
    await startNode(chain!.commands.join("\n"));
    expect(blocks.flatMap(({ lines }) => lines).filter((line) => line !== "…")).to.have.length.above(7);
    for (const { commands, lines } of blocks) {
      let printed = "";
      for (const command of commands) {
        printed += (await execute("sh", ["-c", `${command} 2>&1`], { env: environment })).stdout;
      }
      expect(missing({ lines }, printed), printed).to.deep.equal([]);
    }
    const { stdout } = await execute("sh", ["-c", "npx hardhat status --holder 0 --json"], { env: environment });
    expect(JSON.parse(stdout)).to.deep.nested.include({ "positions[0].filled": String(80n * WAD) });
  });

  it("gets from there to a report, its verification, settlement and rent (docs/operations.md)", async () => {
    const commands = await commandsOfRound();
    expect(commands).to.have.length(14);
    const sh = async (command: string): Promise<string> =>
      (await execute("sh", ["-c", command], { env: environment })).stdout;
    const { addresses } = JSON.parse(await sh("npx hardhat status --json")) as { addresses: { space: string } };
    const bundles = join("build", "bundles", `chain-31337-${addresses.space}`);
    const kept = join(folder, "bundles");
    // A local chain's addresses are always the same: somebody may have bundles of his own there.
    if (existsSync(bundles)) await cp(bundles, kept, { recursive: true });
    await rm(bundles, { recursive: true, force: true });
    const printed = new Map<string, string>();
    try {
      for (const command of commands) {
        const asks = !/ (status|verify)\b/.test(command);
        printed.set(
          command.split(" --")[0]!.slice("npx hardhat ".length),
          await sh(`${command}${asks ? " --yes" : ""}`),
        );
      }
    } finally {
      await rm(bundles, { recursive: true, force: true });
      if (existsSync(kept)) await cp(kept, bundles, { recursive: true });
    }
    expect([...printed.keys()]).to.include.members(["oracle run", "oracle verify", "oracle finish", "collect-rent"]);
    expect(printed.get("oracle run")).to.match(/^Round 1: 1 of 1 model handed in predictions, 100\.00 STAKE/);
    expect(printed.get("oracle run")).to.contain("payout factor 1,");
    expect(printed.get("oracle verify")).to.contain("It is the report that the chain has, signed by 0x");
    expect(printed.get("oracle finish")).to.equal("Round 1 is closed; 1 model with stake is settled.\n");
    const { model } = JSON.parse(await sh("npx hardhat status --model 1 --json")) as {
      model: { rent: string; limit: string; settledThrough: number };
    };
    expect(model).to.include({ rent: "0", settledThrough: 1 });
  }).timeout(300_000);

  it("scores the example round off chain", async () => {
    const { stdout } = await execute("npm", ["run", "-s", "score", "--", "--round", "docs/example/round-01"]);
    const { models } = JSON.parse(stdout) as { models: { model: string; corr: number }[] };
    expect(models.map(({ model }) => model)).to.deep.equal(["my-model"]);
    expect(models[0]!.corr).to.be.within(0.1, 0.9);
  });

  it("refuses on the command line with one line, a hint and exit code 1", async () => {
    const failed = await execute("sh", ["-c", "npx hardhat bid --model 9 --rate 0.5% --amount 80 --yes"], {
      env: environment,
    }).then(
      () => undefined,
      (error: unknown) => error as { code: number; stdout: string; stderr: string },
    );
    expect(failed).to.include({ code: 1, stdout: "" });
    expect(failed?.stderr).to.contain("Error: There is no model 9; ids go from 1 to 1.\nnpx hardhat status lists");
  });
});
