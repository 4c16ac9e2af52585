import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { StakespaceError } from "#lib";
import { Program } from "./program.js";

/** The folder of the clone. */
const project = fileURLToPath(new URL("../../..", import.meta.url));
const run = promisify(execFile);

/** What the chain says of itself when it is there. */
interface Played {
  readonly rpc: string;
  readonly players: readonly string[];
  readonly operator: string;
  readonly record: {
    readonly chainId: number;
    readonly fromBlock: number;
    readonly addresses: Readonly<Record<string, string>>;
  };
}

/** What a stack is started with. */
export interface StackOptions {
  /** Of the page; 0 for any that is free. */
  readonly port: number;
  /** Options of the chain, see `chain.ts`. */
  readonly chain: readonly string[];
  readonly onStep: (step: string) => void;
}

/** A chain with a tournament on it, its index, and the page. */
export class Stack {
  private readonly programs: Program[] = [];
  private folder: string | undefined;

  /** Installs what is missing and starts everything. Gives where the page and the node are. */
  async start({
    port,
    chain,
    onStep,
  }: StackOptions): Promise<{ page: string; rpc: string; index: string; account: string }> {
    for (const workspace of ["indexer", "web"]) await install(workspace, onStep);
    this.folder = await mkdtemp(join(tmpdir(), "stakespace-page-"));
    const [site, record] = [join(this.folder, "site"), join(this.folder, "stakespace.json")];
    onStep("building the page");
    await run(
      process.execPath,
      ["node_modules/vite/bin/vite.js", "build", "--outDir", site, "--emptyOutDir", "--logLevel", "error"],
      {
        cwd: join(project, "web"),
      },
    );

    onStep("starting a chain and playing a tournament on it");
    const chainProgram = this.add({
      name: "the chain",
      args: ["--import=tsx", join(project, "scripts", "dev", "web", "chain.ts"), ...chain],
      cwd: project,
      onLine: (line) => {
        if (line.startsWith("round ")) onStep(line);
      },
    });
    const played = JSON.parse(await chainProgram.line()) as Played;
    await writeFile(record, JSON.stringify(played.record));

    onStep("reading its events into the index");
    const indexPort = await freePort();
    const index = `http://127.0.0.1:${indexPort}`;
    const indexProgram = this.add({
      name: "the index",
      args: [
        join(project, "indexer", "scripts", "run.ts"),
        "start",
        "--port",
        String(indexPort),
        "--log-level",
        "warn",
      ],
      cwd: join(project, "indexer"),
      env: { STAKESPACE_RPC: played.rpc, STAKESPACE_DEPLOYMENT: record, STAKESPACE_INDEX: join(this.folder, "index") },
    });
    await Promise.race([ready(index), indexProgram.running()]);

    const account = played.players[0]!;
    const config = join(this.folder, "config.json");
    await writeFile(
      config,
      JSON.stringify({
        chainId: played.record.chainId,
        chainName: "Local chain",
        rpcUrl: played.rpc,
        indexUrl: index,
        fromBlock: played.record.fromBlock,
        testToken: true,
        nodeSigns: true,
        nodeAccount: account,
        addresses: played.record.addresses,
      }),
    );
    const scripts = join(project, "web", "scripts");
    await run(process.execPath, [join(scripts, "configure.ts"), config, site]);
    const page = await this.add({
      name: "the page's server",
      args: [join(scripts, "serve.ts"), site, "--port", String(port)],
      cwd: project,
    }).line();
    return { page, rpc: played.rpc, index, account };
  }

  /** Never comes back unless one of the programs ends. @throws {StakespaceError} `PROGRAM_ENDED` */
  async running(): Promise<never> {
    return Promise.race(this.programs.map((program) => program.running()));
  }

  /** Ends everything, the last that was started first. */
  async stop(): Promise<void> {
    for (const program of this.programs.toReversed()) await program.stop();
    if (this.folder !== undefined) await rm(this.folder, { recursive: true, force: true });
  }

  private add(options: ConstructorParameters<typeof Program>[0]): Program {
    const program = new Program(options);
    this.programs.push(program);
    return program;
  }
}

/** Brings the packages of a workspace, where its lock file is not what is installed. */
async function install(workspace: string, onStep: (step: string) => void): Promise<void> {
  const folder = join(project, workspace);
  if (isInstalled(folder)) return;
  onStep(`installing the packages of ${workspace}`);
  try {
    await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel", "error"], { cwd: folder });
  } catch (error) {
    throw new StakespaceError(`The packages of ${workspace} could not be installed.`, {
      code: "INSTALL_FAILED",
      hint: `Try it there by hand: cd ${workspace} && npm ci`,
      cause: error,
    });
  }
}

/** Whether what npm noted of its last installation has every package of the lock file, in its version. */
function isInstalled(folder: string): boolean {
  const note = join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(note)) return false;
  const versions = (file: string): Record<string, { version?: string; optional?: boolean }> =>
    (JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, { version?: string; optional?: boolean }> })
      .packages;
  const there = versions(note);
  return Object.entries(versions(join(folder, "package-lock.json"))).every(
    ([path, { version, optional }]) => path === "" || optional === true || there[path]?.version === version,
  );
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

/** Waits until the index has read the history. */
async function ready(index: string): Promise<void> {
  for (;;) {
    try {
      if ((await fetch(`${index}/ready`)).ok) return;
    } catch {
      // Not there yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
