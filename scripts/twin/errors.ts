/** What each refusal carries. Names are those of the Solidity errors, so that either side's refusals can be compared. */
export interface RefusalArguments {
  BiddingClosed: { locksAt: number; timestamp: number };
  DepositCapExceeded: { held: bigint; maximum: bigint };
  ERC721InsufficientApproval: { operator: string; tokenId: number };
  ERC721NonexistentToken: { tokenId: number };
  ERC6909InsufficientAllowance: { spender: string; allowance: bigint; needed: bigint; id: number };
  ERC6909InsufficientBalance: { sender: string; balance: bigint; needed: bigint; id: number };
  InvalidPayoutFactor: { payoutFactor: bigint };
  InvalidTick: { tick: number };
  LastRound: Record<string, never>;
  ModelCountTooHigh: { modelCount: number; registered: number };
  ModelNotCovered: { modelCount: number; highestStakedModel: number };
  NoReportPending: { round: number };
  NotInRecess: Record<string, never>;
  NotModelOwner: { modelId: number; caller: string };
  NotSettled: { modelId: number; settledThrough: number; lastClosed: number };
  ParameterOutOfBounds: { name: string; value: bigint; minimum: bigint; maximum: bigint };
  Paused: Record<string, never>;
  PositionBelowMinBid: { positionId: number; assets: bigint; minBid: bigint };
  QuietPeriod: { quietFrom: number; timestamp: number };
  RegistrationPaused: Record<string, never>;
  ReportPending: { round: number };
  ReportWindowClosed: { reportFrom: number; reportBy: number; timestamp: number };
  SameTick: { tick: number };
  SharesOverflow: { shares: bigint; maximum: bigint };
  StakeLocked: { modelId: number; tick: number; priceTick: number };
  TooEarly: { from: number; timestamp: number };
  TooLate: { until: number; timestamp: number };
  TreasuryShort: { needed: bigint; free: bigint };
  UnknownModel: { modelId: number };
  WrongRound: { round: number; current: number };
  ZeroAmount: Record<string, never>;
}

/** The name of a refusal: that of the Solidity error. */
export type RefusalName = keyof RefusalArguments;

/** What the reader can do next. */
const HINTS: Record<RefusalName, string> = {
  BiddingClosed: "Wait for the next round.",
  DepositCapExceeded: "Deposit less.",
  ERC721InsufficientApproval: "Call from the account that owns the model.",
  ERC721NonexistentToken: "Register the model first.",
  ERC6909InsufficientAllowance: "Ask the holder for an allowance, or to be made an operator.",
  ERC6909InsufficientBalance: "Name at most the shares the holder has.",
  InvalidPayoutFactor: "A payout factor is at most 1 (1e18).",
  InvalidTick: "Ticks are 0 to 127.",
  LastRound: "Deploy the contracts anew; stake may leave at any time.",
  ModelCountTooHigh: "Leave unregistered models off the sheet.",
  ModelNotCovered: "Extend the sheet to every model that ever had a bid.",
  NoReportPending: "Propose a report first.",
  NotInRecess: "Only a round in recess can be resumed.",
  NotModelOwner: "Call from the account that owns the model.",
  NotSettled: "Settle the model in steps first.",
  ParameterOutOfBounds: "Choose a value inside the bounds.",
  Paused: "Wait until the guardian lifts the pause; withdrawals are open.",
  PositionBelowMinBid: "Leave at least the minimum bid, or leave wholly.",
  QuietPeriod: "Raise, or wait: idle stake may leave once the book is frozen.",
  RegistrationPaused: "Wait until the guardian lifts the pause.",
  ReportPending: "Wait until the report is final or vetoed.",
  ReportWindowClosed: "Propose from reportFrom on and before reportBy.",
  SameTick: "Name two different ticks.",
  SharesOverflow: "Bid less, or at another tick.",
  StakeLocked: "Only idle stake may leave or move while the book is frozen.",
  TooEarly: "Wait until then.",
  TooLate: "The challenge period is over: the report can only be finalized.",
  TreasuryShort: "Fund the treasury, or report a lower payout factor.",
  UnknownModel: "Register the model first.",
  WrongRound: "Name the open round.",
  ZeroAmount: "Name an amount above zero that buys at least one share.",
};

/** The names of all refusals. */
export const REFUSAL_NAMES = Object.keys(HINTS) as readonly RefusalName[];

/** An action the rules refuse. `name` and `args` are those of the Solidity error; state is as it was before the action. */
export class Refusal<N extends RefusalName = RefusalName> extends Error {
  override readonly name: N;
  readonly args: RefusalArguments[N];
  readonly hint: string;

  constructor(name: N, args: RefusalArguments[N]) {
    const values = Object.entries(args).map(([key, value]) => `${key} ${String(value)}`);
    super(`${name}(${values.join(", ")}). ${HINTS[name]}`);
    this.name = name;
    this.args = args;
    this.hint = HINTS[name];
  }
}

/** Refuses the action in hand. */
export function refuse<N extends RefusalName>(name: N, args: RefusalArguments[N]): never {
  throw new Refusal(name, args);
}
