import { z } from "zod";

import { readingOptions } from "../support/arguments.js";

/** The options that all commands of history have. */
export const historyOptions = { ...readingOptions, history: z.string().min(1, "name a folder").optional() };
