/** The command line: what people type, read and answer. */
export { runMain } from "./terminal/main.js";
export { say, type TextSink } from "./terminal/output.js";
export { program, readOptions, wholeNumber } from "./terminal/program.js";
export { Progress } from "./terminal/progress.js";
export { printTable } from "./terminal/table.js";
export { tasks } from "./tasks/index.js";
export { inWords } from "./words/inWords.js";
