import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { QuickCompiler, ROOT, type Build, type Code } from "./compiler.js";
import type { Mutant } from "./mutants.js";

/** What became of a mutant. */
export type Verdict =
  /** A test failed, or was too late: that may be the machine's doing. */
  | { readonly verdict: "killed"; readonly by: string; readonly late: boolean }
  /** Every test passed. */
  | { readonly verdict: "survived" }
  /** It is no valid Solidity. */
  | { readonly verdict: "invalid" }
  /** It compiles to the same code, so that no test could tell. */
  | { readonly verdict: "same code" };

const TIME_LIMIT = 300_000;
/** A failing test that prints its counterexample must not fill the buffer. */
const MAX_OUTPUT = 256 * 1024 * 1024;

/** The tests of the contracts on a chain; whole flows first, because they notice most. */
const CONTRACT_TESTS = readdirSync(join(ROOT, "test", "contracts"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => `test/contracts/${name.replaceAll("\\", "/")}`)
  .sort((a, b) => Number(b.includes("/flows/")) - Number(a.includes("/flows/")) || a.localeCompare(b));

const DIFFERENTIAL_TEST = "test/differential/stakeSpace.test.ts";

/** What a test says of gas holds for the settings that contracts are deployed with. */
const GAS_TESTS = "CostsAtMost|FitsInATransaction";

/**
 * Judges mutants one after the other: compiles the mutant, puts its code into artifacts of the lane's own, and runs tests
 * on them until one fails. Nothing of the project is written.
 */
export class Lane {
  readonly #compiler = new QuickCompiler();
  readonly #folder: string;
  readonly #originals = new Map<string, Build>();
  #late = false;

  /** @param folder An empty folder for the lane's artifacts. */
  constructor(folder: string) {
    this.#folder = folder;
    cpSync(join(ROOT, "artifacts"), join(folder, "artifacts"), { recursive: true });
    cpSync(join(ROOT, "cache"), join(folder, "cache"), { recursive: true });
  }

  judge({ file, source }: Mutant): Verdict {
    const build = this.#compiler.contracts(file, source);
    if (build === undefined) return { verdict: "invalid" };
    if (sameCode(build, this.#original(file))) return { verdict: "same code" };
    return this.#tested(file, source, build);
  }

  /** Judges a source without a change, which every test must pass. */
  judgeOriginal(file: string): Verdict {
    return this.#tested(file, this.#compiler.source(file), this.#original(file));
  }

  #tested(file: string, source: string, build: Build): Verdict {
    const restore = this.#replace(build);
    try {
      const by = this.#firstFailure(file, source);
      return by === undefined ? { verdict: "survived" } : { verdict: "killed", by, late: this.#late };
    } finally {
      restore();
    }
  }

  #firstFailure(file: string, source: string): string | undefined {
    const contracts = ["test", "mocha", "--no-compile", "--bail", ...CONTRACT_TESTS];
    if (!this.#passes(contracts)) return "test/contracts";
    if (!this.#passes(["test", "mocha", "--no-compile", DIFFERENTIAL_TEST])) return "test/differential";
    const tests = this.#compiler.tests(file, source);
    if (tests === undefined) throw new Error(`With ${file} changed, tests no longer compile.`);
    const restore = this.#replace(tests);
    try {
      return this.#passes(["test", "solidity", "--no-compile", "--grep-exclude", GAS_TESTS])
        ? undefined
        : "test/solidity";
    } finally {
      restore();
    }
  }

  #passes(args: readonly string[]): boolean {
    const config = join("test", "dev", "mutation", "hardhat.config.ts");
    const { status, error } = spawnSync("hardhat", ["--config", config, ...args], {
      cwd: ROOT,
      shell: process.platform === "win32",
      timeout: TIME_LIMIT,
      killSignal: "SIGKILL",
      maxBuffer: MAX_OUTPUT,
      env: {
        ...process.env,
        STAKESPACE_MUTATION_FOLDER: this.#folder,
        DIFFERENTIAL_ROUNDS: "50",
        DIFFERENTIAL_SEED: "1",
        DEEP: "0",
      },
    });
    this.#late = (error as NodeJS.ErrnoException | undefined)?.code === "ETIMEDOUT";
    if (error !== undefined && !this.#late) throw error;
    return status === 0;
  }

  #original(file: string): Build {
    let build = this.#originals.get(file);
    if (build === undefined) {
      build = this.#compiler.contracts(file);
      if (build === undefined) throw new Error(`${file} does not compile with the quick settings.`);
      this.#originals.set(file, build);
    }
    return build;
  }

  /** Puts code into the artifacts; the result takes it out again. */
  #replace(build: Build): () => void {
    const kept = new Map<string, string>();
    for (const [key, code] of build) {
      const [file, name] = key.split(":") as [string, string];
      const path = join(this.#folder, "artifacts", file, `${name}.json`);
      const text = readFileSync(path, "utf8");
      kept.set(path, text);
      writeFileSync(path, JSON.stringify({ ...(JSON.parse(text) as Code), ...code }));
    }
    return () => {
      for (const [path, text] of kept) writeFileSync(path, text);
    };
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function sameCode(a: Build, b: Build): boolean {
  return [...a].every(([key, { bytecode }]) => b.get(key)?.bytecode === bytecode);
}
