/** What each rule of stakes would do to a tournament: worlds, agents, rules, the thread's claims, and their report. */
export { readTournament } from "./data/read.js";
export { dataVerdict, type DataVerdict } from "./data/verdict.js";
export { writeDataVerdict } from "./data/write.js";
export { merged, run, type RunOptions } from "./runs/run.js";
export { chosenShard, type Environment, type Shard } from "./runs/shard.js";
export { FULL, QUICK, type Scale, SWEEP } from "./runs/types.js";
export { sweepVerdictOf } from "./sweep/verdict.js";
export { writeSweep } from "./sweep/write.js";
export type { SimulationVerdict } from "./verdict/types.js";
export { verdictOf } from "./verdict/verdict.js";
export { writeVerdict } from "./verdict/write.js";
