import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { freePort } from "../../scripts/dev/web/freePort.ts";

const execute = promisify(execFile);

/** Postgres refuses to run for root: there it runs for nobody, who may do least. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Whether this machine has Postgres. */
export async function hasPostgres(): Promise<boolean> {
  try {
    await execute("initdb", ["--version"]);
    return true;
  } catch {
    return false;
  }
}

/** A Postgres of the test's own, on loopback, which forgets everything. */
export class Postgres {
  readonly url: string;
  readonly #program: ChildProcess;
  readonly #folder: string;

  private constructor(url: string, program: ChildProcess, folder: string) {
    this.url = url;
    this.#program = program;
    this.#folder = folder;
  }

  static async start(): Promise<Postgres> {
    const folder = await mkdtemp(join(tmpdir(), "stakespace-postgres-"));
    if (NOBODY.uid !== undefined) await chown(folder, NOBODY.uid, NOBODY.gid);
    const data = join(folder, "data");
    await execute("initdb", ["-D", data, "-U", "test", "--auth=trust", "--no-sync"], { cwd: folder, ...NOBODY });
    const port = await freePort();
    const options = ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", folder, "-c", "fsync=off"];
    const program = spawn("postgres", options, { cwd: folder, stdio: ["ignore", "ignore", "pipe"], ...NOBODY });
    let said = "";
    await new Promise<void>((resolve, reject) => {
      program.stderr.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (said.includes("ready to accept connections")) resolve();
      });
      program.once("exit", () => reject(new Error(`Postgres ended early: ${said}`)));
    });
    return new Postgres(`postgres://test@127.0.0.1:${port}/postgres`, program, folder);
  }

  async stop(): Promise<void> {
    const gone = once(this.#program, "exit");
    this.#program.kill("SIGINT");
    await gone;
    await rm(this.#folder, { recursive: true });
  }
}
