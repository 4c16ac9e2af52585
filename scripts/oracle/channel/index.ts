/** How predictions get to the reporters before the lock: signed by owners over HTTP, or as files. */
export type { Accepted, Channel } from "./accept.js";
export { type Collected, type CollectOptions, collectRound } from "./collect.js";
export { type Peers, pullSubmissions } from "./peers.js";
export { type ReceivingPlace, receiveSubmissions } from "./receive.js";
export { submissionRoutes } from "./routes.js";
export { type Stored, SubmissionStore } from "./store.js";
