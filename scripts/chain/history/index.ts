export { ChainHistory } from "./chainHistory.js";
export type { ChainReport, Report, SettledModel } from "./report.js";
