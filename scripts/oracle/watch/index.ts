export { type WatchLog, type LogFacts, NO_LOG } from "./log.js";
export { lookOnce, type LoopOptions, type Pass, watchRounds } from "./loop.js";
export { roundFolderOf, type RoundFolders, roundFoldersIn } from "./roundFolders.js";
export { makeWatch, type WatchParts } from "./start.js";
export { type StepResult, type StepWait } from "./result.js";
export {
  DEFAULT_WATCH_RULES,
  type Inbox,
  type Look,
  type ReporterKey,
  type Watch,
  type WatchRules,
  type WatchStep,
} from "./watch.js";
export { Health } from "./health.js";
export { WatchMetrics } from "./metrics.js";
export { SIGNING_STEPS, WATCH_STEPS } from "./steps/index.js";
