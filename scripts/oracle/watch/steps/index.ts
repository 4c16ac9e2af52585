import type { WatchStep } from "../watch.js";
import { closeStep } from "./close.js";
import { executeStep } from "./execute.js";
import { fileStep } from "./file.js";
import { flushStep } from "./flush.js";
import { reportStep } from "./report.js";
import { sealStep } from "./seal.js";
import { settleStep } from "./settle.js";

/** What a round needs, the most urgent first. */
export const WATCH_STEPS: readonly WatchStep[] = [
  closeStep,
  sealStep,
  settleStep,
  reportStep,
  flushStep,
  executeStep,
  fileStep,
];

/** What is signed. */
export const SIGNING_STEPS: readonly WatchStep[] = [sealStep, reportStep];
