import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect } from "chai";

const execute = promisify(execFile);
const SECTION = "## From clone to your first bid";

/** The commands of the section, as a newcomer copies them. */
async function commandsOfReadme(): Promise<string[]> {
  const text = await readFile("README.md", "utf8");
  const start = text.indexOf(SECTION);
  const section = text.slice(start, text.indexOf("\n## ", start + SECTION.length));
  return [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap((block) => block[1]!.trim().split("\n"));
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

describe("the README, from clone to the first bid", () => {
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

  it("ends with a bid that the chain knows", async () => {
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
