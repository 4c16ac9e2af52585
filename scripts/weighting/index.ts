/** What an account's record is worth, what space a model's record earns, and what a model weighs in the meta model. */
export * from "./accounts/index.js";
export * from "./limits/index.js";
export * from "./models/index.js";
export { publishedTc } from "./limits/publishedTc.js";
export { NO_RECORD, type LimitRecord } from "./limits/record.js";
