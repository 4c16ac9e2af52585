import { Worker } from "node:worker_threads";
import { kernelBytes } from "./bytes.js";
import type { Layout } from "./layout.js";

/** Operations of the kernels, each over units of its own kind. */
export type Operation =
  | "rankUnit"
  | "neutralUnit"
  | "contributionUnit"
  | "quantizeUnit"
  | "uniquenessUnit"
  | "portfolioUnit"
  | "gradientUnit";

/** Numbers an operation reads besides shared memory: unit u gets the u-th piece. */
export interface Input {
  readonly data: Float64Array;
  readonly perUnit: number;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** Compiles the kernels once per process, and builds them first where set-up has not. */
async function kernelModule(): Promise<WebAssembly.Module> {
  compiled ??= kernelBytes().then((bytes) => WebAssembly.compile(bytes));
  return compiled;
}

/**
 * Threads that work on one round's shared memory. Units are handed out in order by a shared counter; which thread gets one
 * makes no difference to its result.
 */
export class KernelPool {
  readonly #workers: readonly Worker[];
  readonly #next: Int32Array;

  private constructor(workers: readonly Worker[], next: Int32Array) {
    this.#workers = workers;
    this.#next = next;
  }

  /** Starts one thread for each scratch region of the layout. */
  static async start(layout: Layout): Promise<KernelPool> {
    const module = await kernelModule();
    const next = new Int32Array(new SharedArrayBuffer(4));
    const { memory, params } = layout;
    const workers = layout.scratch.map((scratch) => {
      const workerData = { module, memory, params, scratch, next };
      // Flags such as a TypeScript loader would only slow the start down.
      return new Worker(new URL("worker.mjs", import.meta.url), { workerData, execArgv: [] });
    });
    return new KernelPool(workers, next);
  }

  /**
   * Runs an operation on units 0 .. units - 1. Resolves to -1, or to the smallest position an operation complained about.
   * `onProgress` is called now and then with the number of units taken.
   */
  async run(
    operation: Operation,
    units: number,
    options: { readonly input?: Input; readonly onProgress?: ((done: number) => void) | undefined } = {},
  ): Promise<number> {
    Atomics.store(this.#next, 0, 0);
    const { input, onProgress } = options;
    const timer =
      onProgress === undefined
        ? undefined
        : setInterval(() => onProgress(Math.min(units, Atomics.load(this.#next, 0))), 100);
    try {
      const message = { operation, units, input: input?.data, inputPerUnit: input?.perUnit };
      const answers = await Promise.all(this.#workers.map((worker) => ask(worker, message)));
      onProgress?.(units);
      const complaints = answers.filter((answer) => answer >= 0);
      return complaints.length === 0 ? -1 : Math.min(...complaints);
    } finally {
      clearInterval(timer);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

/** Sends one message and waits for its answer, or for the thread's failure. */
function ask(worker: Worker, message: unknown): Promise<number> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: number): void => {
      forget();
      resolve(answer);
    };
    const onError = (error: unknown): void => {
      forget();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const onExit = (code: number): void => onError(new Error(`a scoring thread ended early with code ${code}`));
    const forget = (): void => {
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
    };
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    worker.postMessage(message);
  });
}
