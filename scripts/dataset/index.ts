/** Round folders: their files, their columns, and what is wrong with them. */
export { DatasetError, modelsFileOf, readJudgedRound, readModels, readRound } from "./round.js";
export { readIds, readSubmissions, type Submissions } from "./submissions.js";
export { hashRoundFiles, type LoadedRound, loadRoundFolder, roundFiles } from "./roundFolder.js";
export { requireIdentity, type RoundIdentity, writeIdentity } from "./identity.js";
export { judgeFile, type JudgedFile } from "./judgeFile.js";
export { type PredictionColumn, writePredictions } from "./writePredictions.js";
export type { UnreadSubmission } from "./unread.js";
export { readCsv, type CsvRecord } from "./csv.js";
