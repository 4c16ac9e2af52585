/** What an account's record is worth, and what a model weighs in the meta model. */
export * from "./accounts/index.js";
export * from "./models/index.js";
