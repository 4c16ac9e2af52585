import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freePort } from "./freePort.js";
import { install, project, run } from "./install.js";
import { Program } from "./program.js";

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

/** What runs, and where. */
export interface Running {
  readonly page: string;
  readonly rpc: string;
  readonly index: string;
  /** Who plays in the page's own wallet. */
  readonly account: string;
  readonly players: readonly string[];
  readonly addresses: Readonly<Record<string, string>>;
}

/** A chain with a tournament on it, its index, and the page. */
export class Stack {
  private readonly programs: Program[] = [];
  private readonly stopping = new AbortController();
  private folder: string | undefined;
  private chain: Program | undefined;

  /** Installs what is missing and starts everything. Gives where the page and the node are. */
  async start({ port, chain, onStep }: StackOptions): Promise<Running> {
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
    this.chain = this.add({
      name: "the chain",
      args: ["--import=tsx", join(project, "scripts", "dev", "web", "chain.ts"), ...chain],
      cwd: project,
      onLine: (line) => {
        if (line.startsWith("round ")) onStep(line);
      },
    });
    const played = JSON.parse(await this.chain.line()) as Played;
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
    await Promise.race([ready(index, this.stopping.signal), indexProgram.running()]);

    const { players } = played;
    const account = players[0]!;
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
    return { page, rpc: played.rpc, index, account, players, addresses: played.record.addresses };
  }

  /** Brings the tournament further, see `Director`. */
  async direct(command: string): Promise<void> {
    this.chain!.tell(command);
    await this.chain!.line();
  }

  /** Never comes back unless one of the programs ends. @throws {StakespaceError} `PROGRAM_ENDED` */
  async running(): Promise<never> {
    return Promise.race(this.programs.map((program) => program.running()));
  }

  /** Ends everything, the last that was started first. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const program of this.programs.toReversed()) await program.stop();
    if (this.folder !== undefined) await rm(this.folder, { recursive: true, force: true });
  }

  private add(options: ConstructorParameters<typeof Program>[0]): Program {
    const program = new Program(options);
    this.programs.push(program);
    return program;
  }
}

/** Waits until the index has read the history, or nobody wants to know any more. */
async function ready(index: string, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      if ((await fetch(`${index}/ready`)).ok) return;
    } catch {
      // Not there yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
