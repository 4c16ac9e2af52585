/** What a deployment's closed rounds were, as Parquet files on this machine, made from the chain's events. */
export { historyFolder } from "./folder.js";
export { readHistory } from "./reading.js";
export { HistoryStore, openHistory, type StoreOptions, type StoreUpdate } from "./store.js";
