import { parentPort, workerData } from "node:worker_threads";

import { perform } from "./play.js";
import type { Job, Scale } from "./types.js";

const { scale } = workerData as { readonly scale: Scale };

parentPort?.on("message", ({ index, job }: { readonly index: number; readonly job: Job }) => {
  parentPort?.postMessage({ index, observations: perform(job, scale) });
});
