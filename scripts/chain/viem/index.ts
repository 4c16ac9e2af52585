/** Reading and sending with viem: `stakespace/viem`, whose names are those of `stakespace/ethers`. */
export type { BidTerms, MoveTerms, WithdrawTerms } from "../shapes/terms.js";
export type { Addresses } from "../addresses.js";
export type { ModelView, PoolLine, PositionView } from "../shapes/models.js";
export type { BlockView, Moment, RoundView } from "../shapes/round.js";
export { type AnyClient, connect, type ViemDeployment } from "./connect.js";
export { decodeError } from "./errors.js";
export {
  readModelIds,
  readModelView,
  readModelViews,
  readMoment,
  readParameters,
  readPositions,
  readRoundView,
} from "./reads.js";
export { type Mined, moveStake, placeBid, putReserve, type SigningClient, takeRent, withdrawStake } from "./writes.js";
