import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const SETUP_SCRIPTS = fileURLToPath(new URL("../../../scripts/dev/setup", import.meta.url));
const ENGINE = `@nomicfoundation/edr-${process.platform}-${process.arch}-gnu`;
const NODE_PROGRAM = join("node_modules", "node", "bin", "node");

/** What a run of the bootstrap left behind. */
export interface BootstrapRun {
  exitCode: number | null;
  stdout: string;
  stderr: string;
  milliseconds: number;
}

/**
 * A project in a temporary folder with the real set-up scripts, and programs `node`, `npm`, `npx` and `hardhat` that only
 * pretend: `npm ci` makes the few files the set-up looks at, or fails the way the variable `FAKE_NPM` says.
 */
export class Sandbox {
  readonly root = mkdtempSync(join(tmpdir(), "stakespace-setup-"));
  readonly project = join(this.root, "project");
  readonly stampPath = "node_modules/.stakespace/setup.json";
  readonly enginePath = join("node_modules", ENGINE);
  readonly #programs = join(this.root, "bin");

  constructor(hostNode: string) {
    cpSync(SETUP_SCRIPTS, join(this.project, "scripts", "dev", "setup"), { recursive: true });
    mkdirSync(join(this.project, "contracts"));
    this.write("contracts/A.sol", "contract A {}");
    this.write("hardhat.config.ts", "export default {};");
    this.write("package.json", JSON.stringify({ devDependencies: { node: "24.21.0" } }));
    this.write("package-lock.json", JSON.stringify(LOCK));
    this.#program("node", NODE.replace("HOST_NODE", hostNode));
    this.#program("npm", NPM);
    this.#program("npx", `echo "npx $*" >> "$CALLS"\nexport FAKE_NODE=pinned\nsh -c "$5"`);
    this.write("../hardhat.sh", HARDHAT);
    this.write("../installed-lock.json", JSON.stringify({ packages: LOCK.packages }));
  }

  path(relative: string): string {
    return join(this.project, relative);
  }

  write(relative: string, content: string): void {
    mkdirSync(dirname(this.path(relative)), { recursive: true });
    writeFileSync(this.path(relative), content);
  }

  has(relative: string): boolean {
    return existsSync(this.path(relative));
  }

  remove(relative: string): void {
    rmSync(this.path(relative), { recursive: true });
  }

  /** The command lines of all pretended programs so far, oldest first. */
  calls(): string[] {
    const log = join(this.root, "calls.log");
    return existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean) : [];
  }

  /** Starts the bootstrap without waiting for it. */
  start(fakeNpm = "ok"): { child: ChildProcess; ended: Promise<BootstrapRun> } {
    const started = performance.now();
    const child = spawn(process.execPath, [this.path("scripts/dev/setup/bootstrap.mjs")], {
      // Elsewhere than the project: the bootstrap must find it by itself.
      cwd: this.root,
      env: {
        PATH: `${this.#programs}:/usr/bin:/bin`,
        FAKE_NPM: fakeNpm,
        CALLS: join(this.root, "calls.log"),
        ENGINE: this.enginePath,
        NODE_PROGRAM,
        SANDBOX: this.root,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (output.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
    const ended = new Promise<BootstrapRun>((fulfil) => {
      child.on("close", (exitCode) => {
        fulfil({ exitCode, ...output, milliseconds: performance.now() - started });
      });
    });
    return { child, ended };
  }

  /** Runs the bootstrap to its end. */
  async run(fakeNpm = "ok"): Promise<BootstrapRun> {
    return this.start(fakeNpm).ended;
  }

  /** Resolves as soon as a pretended program was called whose command line starts with the text. */
  async called(prefix: string): Promise<void> {
    while (!this.calls().some((call) => call.startsWith(prefix))) await new Promise((done) => setTimeout(done, 20));
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  #program(name: string, body: string): void {
    mkdirSync(this.#programs, { recursive: true });
    writeFileSync(join(this.#programs, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(this.#programs, name), 0o755);
  }
}

const LOCK = {
  lockfileVersion: 3,
  packages: {
    "": { devDependencies: { node: "24.21.0" } },
    "node_modules/node": { version: "24.21.0", integrity: "sha512-node" },
    "node_modules/@nomicfoundation/edr": { version: "1.0.0", integrity: "sha512-edr" },
    [`node_modules/${ENGINE}`]: { version: "1.0.0", integrity: "sha512-engine", optional: true },
  },
};

// As the real one: node_modules is removed first, npm's record of it is written last.
const NPM = `
echo "npm $*" >> "$CALLS"
case "$FAKE_NPM" in
  fail:*) echo "npm error code \${FAKE_NPM#fail:}" >&2; exit 1 ;;
  say:*) echo "npm error \${FAKE_NPM#say:}" >&2; exit 1 ;;
esac
rm -rf node_modules
mkdir -p node_modules/.bin node_modules/node/bin node_modules/@nomicfoundation/edr
echo 'npm http fetch GET 200 https://registry.example/edr-1.0.0.tgz 10ms (cache miss)' >&2
if [ "$FAKE_NPM" = hang ]; then sleep 60; fi
if [ "$FAKE_NPM" = slow ]; then sleep 1; fi
echo '{"optionalDependencies":{"'"\${ENGINE#node_modules/}"'":"1.0.0"}}' > node_modules/@nomicfoundation/edr/package.json
if [ "$FAKE_NPM" != no-engine ]; then mkdir -p "$ENGINE"; echo '{}' > "$ENGINE/package.json"; fi
echo > "$NODE_PROGRAM"
cp "$SANDBOX/hardhat.sh" node_modules/.bin/hardhat
chmod +x node_modules/.bin/hardhat
cp "$SANDBOX/installed-lock.json" node_modules/.package-lock.json`;

const NODE = `
if [ "$1" = --version ]; then echo HOST_NODE; exit; fi
echo "node $*" >> "$CALLS"
mkdir -p scripts/scoring/kernel/build
date > scripts/scoring/kernel/build/ranks.wasm`;

const HARDHAT = `#!/bin/sh
echo "hardhat $*" >> "$CALLS"
if [ "$FAKE_NPM" = no-compile ]; then echo 'Error HHE910: Compilation failed' >&2; exit 1; fi
mkdir -p artifacts typechain-types`;
