import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

import { expect } from "chai";
import { build } from "esbuild";

import { PROGRAM_FILE, programIdentity } from "../../../scripts/oracle/program.js";
import { tryStartUp } from "./startUp.js";

const execute = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const BIN = join(ROOT, "node_modules/.bin");

interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
  readonly exports: Record<string, unknown>;
}

/** Runs a program of the repository's with Node's own PATH first. */
async function run(command: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
  const env = { ...process.env, ...options.env, NO_COLOR: "1", PATH: `${BIN}:${process.env["PATH"] ?? ""}` };
  return execute(command, args, { cwd: options.cwd ?? ROOT, env, maxBuffer: 1 << 26 });
}

describe("the package, packed and installed in an empty folder", function () {
  this.timeout(300_000);
  let folder: string;
  let archive: string;
  let app: string;
  let manifest: Manifest;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "stakespace-package-"));
    await run("tsx", ["scripts/dev/package/build.ts"]);
    const { stdout } = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder]);
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    archive = join(folder, filename);
    await run("tar", ["-xzf", archive, "-C", folder]);
    app = join(folder, "app");
    const modules = join(app, "node_modules");
    mkdirSync(modules, { recursive: true });
    cpSync(join(folder, "package"), join(modules, "stakespace"), { recursive: true });
    manifest = JSON.parse(readFileSync(join(modules, "stakespace/package.json"), "utf8")) as Manifest;
    // What it asks for, and nothing else: an import that it does not declare fails.
    for (const name of [...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }), "@types/node"]) {
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
    }
    writeFileSync(join(app, "package.json"), JSON.stringify({ name: "app", private: true, type: "module" }));
  });

  it("names the program that computes its sheets as a clone does", async () => {
    const text = readFileSync(join(app, "node_modules/stakespace/dist", PROGRAM_FILE), "utf8");
    expect(JSON.parse(text)).to.deep.equal({ program: await programIdentity() });
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** The programs that the guide shows: with ethers, with viem. */
  function programs(): string[] {
    const guide = readFileSync(join(ROOT, "docs/package.md"), "utf8");
    return [...guide.matchAll(/^```typescript\n([\s\S]*?)^```$/gm)].map(([, text]) => text!);
  }

  it("is small, has no Hardhat and nothing native", () => {
    const files = readdirSync(join(folder, "package"), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const bytes = files.reduce((sum, { parentPath, name }) => sum + readFileSync(join(parentPath, name)).length, 0);
    process.stdout.write(`      ${files.length} files, ${(bytes / 1024).toFixed(0)} kB unpacked\n`);
    expect(bytes).to.be.below(1_000_000);
    expect(files.filter(({ name }) => /\.(node|tsbuildinfo)$|(?<!\.d)\.ts$/.test(name))).to.deep.equal([]);
    const asked = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    expect(asked.filter((name) => /hardhat|solc|typechain/.test(name))).to.deep.equal([]);
  });

  it("has nothing that publint or attw would say", async () => {
    expect((await run("publint", ["run", archive, "--strict"])).stdout).to.contain("All good!");
    await run("attw", [archive, "--profile", "esm-only"]);
  });

  it("shakes down to what is used: each part, minified and compressed", async () => {
    const limits: Record<string, number> = {
      abi: 8_000,
      addresses: 2_000,
      errors: 12_000,
      ethers: 16_000,
      scoring: 26_000,
      twin: 25_000,
      viem: 14_000,
    };
    for (const [part, limit] of Object.entries(limits)) {
      const { outputFiles } = await build({
        stdin: { contents: `export * from "stakespace/${part}";`, resolveDir: app },
        bundle: true,
        minify: true,
        format: "esm",
        // Scores are made on threads of Node.
        platform: part === "scoring" ? "node" : "browser",
        external: ["ethers", "viem", "viem/*"],
        write: false,
        logLevel: "silent",
      });
      const size = gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
      process.stdout.write(
        `      stakespace/${part.padEnd(9)} ${(size / 1000).toFixed(1).padStart(5)} kB of ${limit / 1000}\n`,
      );
      expect(size, part).to.be.below(limit);
    }
  });

  it("loads each of its parts in Node", async () => {
    for (const name of Object.keys(manifest.exports)) {
      if (name === "./package.json") continue;
      const program = `const part = await import("stakespace${name.slice(1)}"); if (Object.keys(part).length === 0) process.exit(1);`;
      await run(process.execPath, ["--input-type=module", "--eval", program], { cwd: app });
    }
  });

  it("lets the guide's programs read a book and bid, in at most 15 lines, strictly typed, and brings a command", async () => {
    const names = programs().map((text, place) => {
      expect(text.split("\n").filter((line) => line !== "").length).to.be.at.most(15);
      const name = `program${place}`;
      writeFileSync(join(app, `${name}.ts`), text);
      return name;
    });
    expect(names).to.have.length(2);
    const strict = {
      target: "es2022",
      module: "nodenext",
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      types: ["node"],
    };
    writeFileSync(join(app, "tsconfig.json"), JSON.stringify({ compilerOptions: strict, include: ["*.ts"] }));
    await run("tsc", ["-p", app]);
    const chain = await localChain(folder);
    try {
      for (const [place, name] of names.entries()) {
        const { stdout } = await run(process.execPath, [join(app, `${name}.js`), chain.url], {
          cwd: app,
        });
        expect(stdout).to.match(new RegExp(`^limit 100000000000000000000, ${place} ticks\\nbid in block \\d+\\n$`));
      }
      await tryCommand(chain.url);
      await tryStartUp(app, join(app, "node_modules/stakespace/dist/scripts/cli/program/main.js"), chain.url);
    } finally {
      await chain.stop();
    }
  });

  /** The command `stakespace`, as the package brings it. */
  async function tryCommand(url: string): Promise<void> {
    const program = join(app, "node_modules/stakespace/dist/scripts/cli/program/main.js");
    const stakespace = (...args: string[]) =>
      run(process.execPath, [program, ...args], {
        cwd: app,
        env: { STAKESPACE_RPC_URL: url, STAKESPACE_STATE: join(folder, "state") },
      }).catch((error: unknown) => error as { code: number; stdout: string; stderr: string });
    const status = await stakespace("status", "--json");
    expect(JSON.parse(status.stdout)).to.have.nested.property("round.phase", "Bidding");
    const bid = await stakespace("bid", "momentum-7", "--rate", "0.3%", "--amount", "10", "--yes");
    expect(bid.stderr)
      .to.match(/Bid: 0x[0-9a-f]{64} in block \d+, gas [\d,]+\n/)
      .and.contain("Next: stakespace status");
    const paused = await stakespace("guardian", "pause", "--yes");
    expect(paused.stdout).to.equal("Pause: done.\n");
    expect((await stakespace("guardian", "unpause", "--yes")).stderr).to.contain("Next: stakespace status");
    const queued = await stakespace("governor", "parameters", "--set", "limitGain=4", "--calldata", "--json");
    expect(JSON.parse(queued.stdout)).to.include({ step: "call", what: "Queue parameters" });
    for (const [args, message] of [
      [["bids"], "Unknown command 'bids'.\nDid you mean bid?"],
      [["status", "--modle", "1"], "Unknown option '--modle'.\nDid you mean --model?"],
      [["status", "--model", "7"], "There is no model 7; ids go from 1 to 1.\nstakespace status lists the models"],
      [
        ["bid", "--model", "1", "--rate", "0.3%", "--amount", "10"],
        "Nothing was sent: there is no terminal to ask at.\n",
      ],
      [["status", "--network", "nowhere"], 'There is no network "nowhere".\nKnown are: localhost.'],
      [["status", "--rpc-url", "ftp://x"], '--rpc-url "ftp://x": this is not the URL of a node.'],
      [["status", "--rpc-url", "http://127.0.0.1:1"], 'No node answers for the network "127.0.0.1:1"'],
    ] as const) {
      const { code, stderr } = (await stakespace(...args)) as { code?: number; stderr: string };
      expect(code, args.join(" ")).to.equal(1);
      expect(stderr)
        .to.contain(`Error: ${message}`)
        .and.not.match(/\n {4}at /);
    }
  }
});

/** A node with a deployment and model 1 of account 0, which has tokens. */
async function localChain(folder: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  const env = {
    HARDHAT_CONFIG: join(ROOT, "test/cli/tasks/node.config.ts"),
    STAKESPACE_TEST_PORT: String(port),
    STAKESPACE_TEST_FOLDER: join(folder, "deployments"),
  };
  const node: ChildProcess = spawn(
    process.execPath,
    [
      join(ROOT, "node_modules/hardhat/dist/src/cli.js"),
      ...["node", "--hostname", "127.0.0.1", "--port", String(port)],
    ],
    { cwd: ROOT, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] },
  );
  await new Promise<void>((resolve, reject) => {
    node.once("exit", () => reject(new Error("the node ended")));
    node.stdout!.setEncoding("utf8").on("data", (text: string) => {
      if (text.includes("Started HTTP")) resolve();
    });
  });
  for (const command of [["deploy"], ["mint", "--amount", "1000"], ["register", "--name", "momentum-7"]]) {
    await run("hardhat", [...command, "--yes"], { env });
  }
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = once(node, "exit");
      node.kill();
      await closed;
    },
  };
}
