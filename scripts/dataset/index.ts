/** Round folders: their files, their columns, and what is wrong with them. */
export { DatasetError, modelsFileOf, readModels, readRound } from "./round.js";
export { readSubmissions, type Submissions } from "./submissions.js";
export { hashRoundFiles, loadRoundFolder, roundFiles } from "./roundFolder.js";
export { readCsv, type CsvRecord } from "./csv.js";
