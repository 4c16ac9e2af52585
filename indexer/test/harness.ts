import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";

import { freePort } from "../../scripts/dev/web/freePort.ts";
import type { FiledRound } from "../../test/helpers/filedRound.ts";

const here = join(import.meta.dirname, "..");
const project = join(here, "..");

type Address = `0x${string}`;

export interface Started {
  readonly rpc: string;
  readonly accounts: readonly Address[];
  readonly record: {
    readonly chainId: number;
    readonly addresses: Record<"registry" | "oracle" | "space" | "lens", Address>;
  };
}

/** Ends a program and all that it started, and waits until it is gone. */
async function end(program: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const gone = once(program, "exit");
  process.kill(-program.pid!, signal);
  await gone;
}

/** A chain on which a tournament is played when it is asked for; see `test/helpers/playedChain.ts` of the project. */
export class Game {
  readonly started: Started;
  readonly #program: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(program: ChildProcess, lines: AsyncIterator<string>, started: Started) {
    this.#program = program;
    this.#lines = lines;
    this.started = started;
  }

  static async start(seed = 1): Promise<Game> {
    const program = spawn(process.execPath, ["--import=tsx", join(project, "test", "helpers", "playedChain.ts")], {
      cwd: project,
      detached: true,
      env: { ...process.env, SEED: String(seed) },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const reader: Interface = createInterface({ input: program.stdout });
    const lines = reader[Symbol.asyncIterator]();
    return new Game(program, lines, JSON.parse(await lineOf(lines)) as Started);
  }

  /** Has it do something, and gives the block it is at then. */
  async tell(command: string): Promise<number> {
    return (await this.#ask(command)).block;
  }

  /** Has it settle everything, and gives what the project's history store files of each closed round. */
  async file(): Promise<readonly FiledRound[]> {
    return (await this.#ask("file")).filed!;
  }

  async #ask(command: string): Promise<{ block: number; filed?: FiledRound[] }> {
    this.#program.stdin!.write(`${command}\n`);
    return JSON.parse(await lineOf(this.#lines)) as { block: number; filed?: FiledRound[] };
  }

  /** Asks the chain itself. */
  async request(method: string, params: readonly unknown[] = []): Promise<unknown> {
    const response = await fetch(this.started.rpc, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    });
    const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } };
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  async stop(): Promise<void> {
    await end(this.#program, "SIGTERM");
  }
}

async function lineOf(lines: AsyncIterator<string>): Promise<string> {
  const { value, done } = await lines.next();
  if (done === true) throw new Error("the chain ended early");
  return value;
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The index of a game's chain, in a folder of its own. */
export class Index {
  readonly #game: Started;
  readonly #folder: string;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #command: string;
  #program: ChildProcess | undefined;
  #port = 0;
  #said = "";

  private constructor(game: Started, folder: string, environment: Readonly<Record<string, string>>, command: string) {
    this.#game = game;
    this.#folder = folder;
    this.#environment = environment;
    this.#command = command;
  }

  /** @param command `start`, or `serve` for one that only answers from a database that another one fills. */
  static async start(
    { started }: Game,
    environment: Readonly<Record<string, string>> = {},
    command: "start" | "serve" = "start",
  ): Promise<Index> {
    const folder = await mkdtemp(join(tmpdir(), "stakespace-index-"));
    await writeFile(join(folder, "record.json"), JSON.stringify(started.record));
    const index = new Index(started, folder, environment, command);
    await index.restart();
    return index;
  }

  /** Starts it, also after {@link kill}: it finds what it had. */
  async restart(): Promise<void> {
    this.#port = await freePort();
    this.#said = "";
    const program = spawn(
      process.execPath,
      [join(here, "scripts", "run.ts"), this.#command, "--port", String(this.#port), "--log-level", "warn"],
      {
        cwd: here,
        detached: true,
        env: {
          ...process.env,
          STAKESPACE_RPC: this.#game.rpc,
          STAKESPACE_DEPLOYMENT: join(this.#folder, "record.json"),
          STAKESPACE_INDEX: join(this.#folder, "pglite"),
          ...this.#environment,
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    for (const stream of [program.stdout, program.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (this.#said += text));
    }
    this.#program = program;
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    await end(this.#program!, "SIGKILL");
  }

  async stop(): Promise<void> {
    await end(this.#program!, "SIGTERM");
    await rm(this.#folder, { recursive: true });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Waits until it has read the chain through a block. */
  async reach(block: number, patience = 240_000): Promise<void> {
    const until = Date.now() + patience;
    for (;;) {
      if (this.#program!.exitCode !== null) throw new Error(`the index ended: ${this.#said}`);
      if (Date.now() > until) throw new Error(`the index does not reach block ${block}: ${this.#said}`);
      const at = await this.block();
      if (at !== undefined && at >= block) return;
      await wait(100);
    }
  }

  /** The last block it has read, once it answers. */
  async block(): Promise<number | undefined> {
    try {
      const ready = await fetch(`${this.url}/ready`);
      await ready.text();
      if (!ready.ok) return undefined;
      const response = await fetch(`${this.url}/status`);
      const { stakespace } = (await response.json()) as { stakespace?: { block: { number: number } | null } };
      return stakespace?.block?.number;
    } catch {
      return undefined;
    }
  }

  async graphql<Data>(query: string): Promise<Data> {
    const response = await fetch(`${this.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as { data: Data; errors?: readonly { message: string }[] };
    if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join("; "));
    return data;
  }
}
