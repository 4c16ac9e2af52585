import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect } from "chai";

import { freePort } from "../../../scripts/dev/web/freePort.js";

const execute = promisify(execFile);

async function sectionOf(file: string, title: string): Promise<string> {
  const text = await readFile(file, "utf8");
  const start = text.indexOf(`\n${title}\n`);
  return text.slice(start, text.indexOf("\n## ", start + title.length));
}

/** The commands of the README's section, as a newcomer copies them. */
async function commandsOfReadme(): Promise<string[]> {
  const section = await sectionOf("README.md", "## From clone to your first bid");
  return [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap((block) => block[1]!.trim().split("\n"));
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

  it("gets from a clone to a bid that the chain knows (README)", async () => {
    const [nodeCommand, ...commands] = await commandsOfReadme();
    expect(nodeCommand).to.equal("npx hardhat node --hostname 127.0.0.1");
    expect(commands.map((command) => command.split(" ")[2])).to.deep.equal([
      "deploy",
      "mint",
      "register",
      "quote",
      "bid",
      "status",
    ]);
    await startNode(nodeCommand!);

    const printed: string[] = [];
    for (const command of commands) {
      const { stdout } = await execute("sh", ["-c", command], { env: environment });
      printed.push(stdout);
    }
    const [deployed, , registered, quoted, , status] = printed;
    expect(deployed).to.match(/space +0x[0-9a-fA-F]{40}/);
    expect(registered).to.match(/^ +1 +0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266 +100\.0000/m);
    expect(quoted).to.match(/tick 79 \(0\.496 %\) +80\.0000 +0\.0000 +0\.0000/);
    expect(status).to.contain("has 919 STAKE free and owns model 1.");
    expect(status).to.match(/^ +1 +tick 79 \(0\.496 %\) +80\.0000 +80\.0000 +0\.0000$/m);
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
