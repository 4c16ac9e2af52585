import { Worker } from "node:worker_threads";

import { perform } from "./play.js";
import type { Job, Observation, Scale } from "./types.js";

/** A thread reads TypeScript by itself, whoever started it: not every program hands its loader on. */
const LOADER = ["--import", import.meta.resolve("tsx")];

/** What comes back from a thread. */
interface Done {
  readonly index: number;
  readonly observations: Observation[];
}

/**
 * Does jobs on some threads, each job by whichever is free, and tells of each as it is done. Threads change the time a run
 * takes, never what it finds.
 *
 * @param onDone Gets the job's place in the list and what it found.
 */
export async function performAll(
  jobs: readonly Job[],
  scale: Scale,
  threads: number,
  onDone: (index: number, observations: Observation[]) => void,
): Promise<void> {
  if (threads <= 1 || jobs.length <= 1) {
    for (const [index, job] of jobs.entries()) onDone(index, perform(job, scale));
    return;
  }
  let next = 0;
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: { scale }, execArgv: LOADER });
      const hand = (): void => {
        if (next >= jobs.length) {
          void worker.terminate();
          resolve();
          return;
        }
        const index = next++;
        worker.postMessage({ index, job: jobs[index] });
      };
      worker.on("message", ({ index, observations }: Done) => {
        onDone(index, observations);
        hand();
      });
      worker.on("error", reject);
      hand();
    });
  await Promise.all(Array.from({ length: Math.min(threads, jobs.length) }, work));
}
