export { ChainHistory } from "./chainHistory.js";
export type {
  Anchor,
  ClosedRound,
  EventPlace,
  HistoryBase,
  ModelInRound,
  OwnershipChange,
  RoundHeader,
} from "./closedRound.js";
export type { ChainReport, Report, ReporterSet, SettledModel } from "./report.js";
