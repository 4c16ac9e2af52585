/** The command line: what people type, read and answer. */
export { runMain } from "./terminal/main.js";
export { printTable, say, toJson, type TextSink } from "./terminal/output.js";
export { Progress } from "./terminal/progress.js";
export { tasks } from "./tasks/index.js";
export { plainWords } from "./words/errorWords.js";
