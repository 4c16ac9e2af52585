import type { Writer } from "./writer.js";

/** What the stake space and the model registry refuse, alphabetical. */
export const STAKING: Readonly<Record<string, Writer>> = {
  AlreadyAccepted: (a) => [
    `Model ${a.plain("modelId")} counts for ${a.plain("account")} already, or will from the next round on.`,
    "Nothing is left to do.",
  ],
  AlreadyConnected: () => ["The contract is connected to its stake space already.", "Nothing is left to do."],
  BiddingClosed: (a) => [
    `Bidding closed at ${a.time("locksAt")}; the chain's time is ${a.time("timestamp")}.`,
    `Wait for the next round: ${a.run("status")} shows when the report is due. If it is overdue, anybody may open the next one: ${a.run("expire")}. Stake at a rate below the price may still leave.`,
  ],
  DeadlinePassed: (a) => [
    `The call was to be made by ${a.time("deadline")}; the chain's time is ${a.time("timestamp")}.`,
    "Send it again, if it is still wanted.",
  ],
  DepositCapExceeded: (a) => [
    `${a.amount("assets")} are more than the ${a.amount("room")} that may still come in.`,
    "Name a smaller amount.",
  ],
  ForeignStakeSpace: (a) => [
    `The stake space ${a.plain("stakeSpace")} was made for another registry or oracle.`,
    "Connect the one that was deployed together with it.",
  ],
  FeeAboveMaximum: (a) => [
    `Registering costs ${a.amount("fee")}, the sender agreed to ${a.amount("maxFee")} at most.`,
    "Register again, if the model is worth the new fee.",
  ],
  GasTooLow: (a) => [
    `Closing the round needs ${a.plain("needed")} gas for a treasury withdrawal that is queued, ${a.plain("gas")} were left.`,
    "Send it again with more gas.",
  ],
  InexactTransfer: (a) => [
    `The token delivered ${a.amount("received")} where ${a.amount("expected")} were due.`,
    "A token that takes a fee on transfers cannot be staked.",
  ],
  InvalidName: (a) => [
    `"${a.plain("name")}" is not a model's name: it has 1 to 31 characters of a-z, 0-9, _ and -.`,
    "Choose another name.",
  ],
  InvalidTick: (a) => [`There is no tick ${a.plain("tick")}.`, "Ticks are 0 to 127."],
  LastRound: () => [
    "This is the last round that the contracts can count; it stays in recess.",
    "Deploy the contracts anew; stake may leave at any time.",
  ],
  NotInRecess: () => ["The round is not in recess.", "Only a round in recess can be resumed."],
  NameTaken: (a) => [
    `The name "${a.plain("name")}" belongs to model ${a.plain("modelId")}, which was registered first.`,
    "A name is unique for ever; choose another one.",
  ],
  NotModelOwner: (a) => [
    `The account ${a.plain("caller")} does not own model ${a.plain("modelId")}.`,
    `Send from the owner's account with --from; ${a.run("status --model ID")} names it.`,
  ],
  NotSettled: (a) => [
    `Model ${a.plain("modelId")} is settled through round ${a.plain("settledThrough")}, the last closed round is ${a.plain("lastClosed")}: too far behind for one action.`,
    `Settle it in steps first: ${a.run(`settle --model ${a.plain("modelId")}`)}`,
  ],
  ParameterOutOfBounds: (a) => [
    `The parameter ${a.plain("name")} is ${a.plain("value")}, outside ${a.plain("minimum")} to ${a.plain("maximum")}.`,
    "Choose a value inside its bounds.",
  ],
  Paused: (a) => [
    "The guardian has paused bids, moves and reports.",
    `Wait until the pause is lifted. Withdrawals stay open: ${a.run("withdraw")}`,
  ],
  PositionBelowMinBid: (a) => [
    `The position ${a.position("positionId")} would be worth ${a.amount("assets")}, less than the minimum of ${a.amount("minBid")}.`,
    "Bid or leave at least the minimum, or withdraw the whole position.",
  ],
  QuietPeriod: (a) => [
    `The quiet period began at ${a.time("quietFrom")} (the chain's time is ${a.time("timestamp")}): stake may be added or raised, none may leave or move down.`,
    "Wait for the lock: stake at a rate below the price may leave then.",
  ],
  ReentrantCall: () => ["The call came back into the contract while it was at work.", "Call it from outside."],
  RegistrationPaused: () => ["The guardian has paused registrations.", "Wait until the pause is lifted."],
  ReportPending: (a) => [
    `A report is pending for round ${a.plain("round")}: until it is final or vetoed, nothing may leave.`,
    `Wait for the end of the challenge period; ${a.run("status")} shows when that is.`,
  ],
  SameTick: (a) => [`Both ticks of the move are ${a.plain("tick")}.`, "Name two different ticks."],
  SharesOverflow: (a) => [
    `The pool would have ${a.plain("shares")} shares, more than ${a.plain("maximum")}.`,
    "Bid less, or at another tick.",
  ],
  StakeLocked: (a) => [
    `The book of model ${a.plain("modelId")} is frozen, and stake at ${a.tick("tick")} is not below the price, ${a.tick("priceTick")}: none of it may leave, filled or not.`,
    "It may leave when the round has closed and the next one has opened.",
  ],
  TooEarly: (a) => [
    `This is possible from ${a.time("from")} on; the chain's time is ${a.time("timestamp")} (${a.span("timestamp", "from")} to go).`,
    "Wait until then.",
  ],
  TooManyModels: () => ["All model ids are taken.", "No model can be registered any more."],
  TreasuryShort: (a) => [
    `The report needs a reserve of ${a.amount("needed")}, the free treasury has ${a.amount("free")}.`,
    `Add to it with: ${a.run("fund-treasury --amount AMOUNT")}. Or report a lower payout factor.`,
  ],
  UnknownModel: (a) => [
    `There is no model ${a.plain("modelId")}.`,
    `${a.run("status")} lists the models; register one with: ${a.run("register --name NAME")}`,
  ],
  ZeroAmount: () => ["The amount is zero, or too small to buy a share.", "Name a larger amount."],
};
