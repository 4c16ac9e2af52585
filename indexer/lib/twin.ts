/** The project's own second implementation of the contracts, which has no dependencies: what the index calculates with. */
export {
  clear,
  decodePages,
  fromPositionId,
  type Parameters,
  type Pool,
  RATE_ONE,
  RECESS,
  recordOf,
  type ScoreRecord,
  settlement,
  stakeLimit,
} from "../../scripts/twin/index.js";
