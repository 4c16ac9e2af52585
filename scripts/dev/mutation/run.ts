import { fork, type ChildProcess } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Random } from "#lib";
import { JUDGED, QuickCompiler } from "./compiler.js";
import type { Verdict } from "./lane.js";
import { mutantsOf, type Mutant } from "./mutants.js";
import type { Judged } from "./report.js";

/** What a lane's process is told to do; it answers each with a {@link Verdict}. */
export type Order = { readonly mutant: Mutant } | { readonly original: string };

const LANE = new URL("./mutationLane.ts", import.meta.url);

/** Every mutant of the judged contracts, or of those whose path contains `part`. */
export function allMutants(part = ""): Mutant[] {
  const compiler = new QuickCompiler();
  return JUDGED.filter((file) => file.includes(part)).flatMap((file) =>
    mutantsOf(file, compiler.source(file), compiler.tree(file)),
  );
}

/** Some mutants in random order, the same ones for the same seed. A larger sample begins with a smaller one. */
export function sampleOf(mutants: readonly Mutant[], size: number, seed: string): Mutant[] {
  return new Random(seed).shuffle(mutants).slice(0, size);
}

/** A process that judges, one order at a time. */
class LaneProcess {
  readonly #child: ChildProcess;

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), "stakespace-mutation-"));
    this.#child = fork(LANE, [folder], { execArgv: ["--import", "tsx"] });
  }

  judge(order: Order): Promise<Verdict> {
    return new Promise((resolve, reject) => {
      const died = (code: number | null): void => reject(new Error(`A lane ended with exit code ${String(code)}.`));
      this.#child.once("exit", died);
      this.#child.once("message", (verdict) => {
        this.#child.off("exit", died);
        resolve(verdict as Verdict);
      });
      this.#child.send(order);
    });
  }

  /** Its folder goes with it. */
  end(): void {
    this.#child.disconnect();
  }
}

/**
 * Judges mutants in several lanes at once.
 *
 * @param onJudged Called after each, in the order in which they are done.
 * @throws When tests fail without any mutant: then a failure would say nothing.
 */
export async function judgeAll(
  mutants: readonly Mutant[],
  lanes: number,
  onJudged: (judged: Judged) => void,
): Promise<Judged[]> {
  const queue = [...mutants];
  const judged: Judged[] = [];
  const work = async (): Promise<void> => {
    const lane = new LaneProcess();
    try {
      const first = queue[0];
      if (first === undefined) return;
      const untouched = await lane.judge({ original: first.file });
      if (untouched.verdict !== "survived") {
        throw new Error(`Tests fail without a mutant: ${JSON.stringify(untouched)}.`);
      }
      for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
        const done = { mutant, verdict: await lane.judge({ mutant }) };
        judged.push(done);
        onJudged(done);
      }
    } finally {
      lane.end();
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return judged;
}
