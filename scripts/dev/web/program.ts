import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { StakespaceError } from "#lib";

/** How long a program may take to end by itself, milliseconds. */
const PATIENCE = 8_000;
/** Of what a program said, as much is told when it fails. */
const LAST_LINES = 12;

/** What starting a program takes. */
export interface ProgramOptions {
  /** For messages: "the index". */
  readonly name: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Told what it says on its standard error, line by line. */
  readonly onLine?: (line: string) => void;
}

/** A program of Node's that belongs to this one, and ends with it. */
export class Program {
  private readonly child: ChildProcess;
  private readonly name: string;
  private readonly lines: AsyncIterator<string>;
  private readonly said: string[] = [];

  constructor({ name, args, cwd, env, onLine }: ProgramOptions) {
    this.name = name;
    this.child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.lines = createInterface({ input: this.child.stdout! })[Symbol.asyncIterator]();
    createInterface({ input: this.child.stderr! }).on("line", (line) => {
      this.said.push(line);
      if (this.said.length > LAST_LINES) this.said.shift();
      onLine?.(line);
    });
    // It may be gone when it is told to end.
    this.child.stdin!.on("error", () => undefined);
  }

  /** The next line it prints. @throws {StakespaceError} `PROGRAM_ENDED` if it ends instead. */
  async line(): Promise<string> {
    const next: IteratorResult<string, unknown> = await this.lines.next();
    return next.done === true ? this.refuse() : next.value;
  }

  /** Says a line to it. */
  tell(line: string): void {
    this.child.stdin!.write(`${line}\n`);
  }

  /** Never comes back unless the program ends, which it should not. @throws {StakespaceError} `PROGRAM_ENDED` */
  async running(): Promise<never> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, "exit");
    return this.refuse();
  }

  /** Ends it, and waits until it is gone. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.stdin!.end();
    child.kill("SIGTERM");
    const harder = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
    await gone;
    clearTimeout(harder);
  }

  private refuse(): never {
    throw new StakespaceError(
      `${this.name} ended early (${this.child.exitCode ?? this.child.signalCode ?? "no code"}).`,
      {
        code: "PROGRAM_ENDED",
        hint: this.said.length === 0 ? "It said nothing." : `Its last words:\n${this.said.join("\n")}`,
      },
    );
  }
}
