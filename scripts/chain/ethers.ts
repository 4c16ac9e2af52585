/** Reading and sending with ethers, in a browser or anywhere else: `stakespace/ethers`. */
export { moveStake, placeBid, putReserve, takeRent, withdrawStake } from "./actions.js";
export { type AccountsView, readAccounts, readPositions } from "./accountViews.js";
export { connect } from "./connect.js";
export type { Account, Connection } from "./connection.js";
export type { Addresses } from "./addresses.js";
export { type Contracts, contractsAt } from "./contracts.js";
export type { Deployment, DeploymentRecord } from "./deployment.js";
export { decodeError } from "./errors.js";
export { readModelId, readModelNames } from "./modelNames.js";
export { readModelIds, readModelView, readModelViews } from "./modelViews.js";
export { readMoment, readParameters, readRoundView } from "./roundView.js";
export { send, type Sent } from "./send.js";
export { settleModels } from "./settle.js";
export type { ModelView, PoolLine, PositionView } from "./shapes/models.js";
export type { BlockView, Moment, RoundView } from "./shapes/round.js";
export type { BidTerms, MoveTerms, WithdrawTerms } from "./shapes/terms.js";
export { SILENT, type Talk } from "./talk.js";
