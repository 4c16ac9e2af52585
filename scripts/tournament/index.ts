/** A whole tournament, played. */
export { type Conservation } from "./conservation.js";
export { type Comparison, type Findings } from "./findings.js";
export { IDLE_REASONS, type IdleReason, type IdleStake } from "./idleStake.js";
export { type LocalChain } from "./localChain.js";
export { type Played, playTournament } from "./play.js";
export { type RoundLine } from "./roundLine.js";
export { DEFAULT_SIZE, recordedTournament, syntheticTournament } from "./rounds.js";
export { type AccountStanding, type ModelStanding, growthOf } from "./standings.js";
