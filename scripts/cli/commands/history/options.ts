import { folderPath, readingOptions } from "../support/arguments.js";

/** The options that all commands of history have. */
export const historyOptions = { ...readingOptions, history: folderPath.optional() };
