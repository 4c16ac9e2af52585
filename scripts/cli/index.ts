/** The command line: what people type, read and answer. */
export { runMain } from "./terminal/main.js";
export { printTable, say, type TextSink } from "./terminal/output.js";
export { Progress } from "./terminal/progress.js";
export { tasks } from "./tasks/index.js";
export { inWords, plainWords } from "./words/errorWords.js";
