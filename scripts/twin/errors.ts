/** What each refusal carries. Names are those of the Solidity errors, so that either side's refusals can be compared. */
export interface RefusalArguments {
  AlreadyAccepted: { modelId: number; account: string };
  BiddingClosed: { locksAt: number; timestamp: number };
  DeadlinePassed: { deadline: number; timestamp: number };
  DepositCapExceeded: { assets: bigint; room: bigint };
  ERC721IncorrectOwner: { sender: string; tokenId: number; owner: string };
  ERC721InsufficientApproval: { operator: string; tokenId: number };
  ERC721NonexistentToken: { tokenId: number };
  ERC6909InsufficientAllowance: { spender: string; allowance: bigint; needed: bigint; id: number };
  ERC6909InsufficientBalance: { sender: string; balance: bigint; needed: bigint; id: number };
  FeeAboveMaximum: { fee: bigint; maxFee: bigint };
  InvalidName: { name: string };
  InvalidPayoutFactor: { payoutFactor: bigint };
  InvalidRoot: Record<string, never>;
  InvalidTick: { tick: number };
  LastRound: Record<string, never>;
  ModelCountTooHigh: { modelCount: number; registered: number };
  ModelNotCovered: { modelCount: number; highestStakedModel: number };
  NameTaken: { name: string; modelId: number };
  NoReportPending: { round: number };
  NotInRecess: Record<string, never>;
  NotModelOwner: { modelId: number; caller: string };
  NotSettled: { modelId: number; settledThrough: number; lastClosed: number };
  ParameterOutOfBounds: { name: string; value: bigint; minimum: bigint; maximum: bigint };
  Paused: Record<string, never>;
  PositionBelowMinBid: { positionId: number; assets: bigint; minBid: bigint };
  PredictionsRootMismatch: { found: string; sealedRoot: string };
  QuietPeriod: { quietFrom: number; timestamp: number };
  RegistrationPaused: Record<string, never>;
  ReportPending: { round: number };
  ReportWasVetoed: { digest: string };
  ReportWindowClosed: { reportFrom: number; reportBy: number; timestamp: number };
  RoundNotSealed: { round: number };
  SameTick: { tick: number };
  SealingClosed: { locksAt: number; timestamp: number };
  SharesOverflow: { shares: bigint; maximum: bigint };
  StakeLocked: { modelId: number; tick: number; priceTick: number };
  TooEarly: { from: number; timestamp: number };
  TooLate: { until: number; timestamp: number };
  TreasuryShort: { needed: bigint; free: bigint };
  UnknownModel: { modelId: number };
  WrongDigest: { digest: string; proposed: string };
  WrongRound: { round: number; current: number };
  ZeroAmount: Record<string, never>;
}

/** The name of a refusal: that of the Solidity error. */
export type RefusalName = keyof RefusalArguments;

/** The arguments of each refusal, in the order of the Solidity error. */
export const REFUSALS: { readonly [N in RefusalName]: readonly (keyof RefusalArguments[N])[] } = {
  AlreadyAccepted: ["modelId", "account"],
  BiddingClosed: ["locksAt", "timestamp"],
  DeadlinePassed: ["deadline", "timestamp"],
  DepositCapExceeded: ["assets", "room"],
  ERC721IncorrectOwner: ["sender", "tokenId", "owner"],
  ERC721InsufficientApproval: ["operator", "tokenId"],
  ERC721NonexistentToken: ["tokenId"],
  ERC6909InsufficientAllowance: ["spender", "allowance", "needed", "id"],
  ERC6909InsufficientBalance: ["sender", "balance", "needed", "id"],
  FeeAboveMaximum: ["fee", "maxFee"],
  InvalidName: ["name"],
  InvalidPayoutFactor: ["payoutFactor"],
  InvalidRoot: [],
  InvalidTick: ["tick"],
  LastRound: [],
  ModelCountTooHigh: ["modelCount", "registered"],
  ModelNotCovered: ["modelCount", "highestStakedModel"],
  NameTaken: ["name", "modelId"],
  NoReportPending: ["round"],
  NotInRecess: [],
  NotModelOwner: ["modelId", "caller"],
  NotSettled: ["modelId", "settledThrough", "lastClosed"],
  ParameterOutOfBounds: ["name", "value", "minimum", "maximum"],
  Paused: [],
  PositionBelowMinBid: ["positionId", "assets", "minBid"],
  PredictionsRootMismatch: ["found", "sealedRoot"],
  QuietPeriod: ["quietFrom", "timestamp"],
  RegistrationPaused: [],
  ReportPending: ["round"],
  ReportWasVetoed: ["digest"],
  ReportWindowClosed: ["reportFrom", "reportBy", "timestamp"],
  RoundNotSealed: ["round"],
  SameTick: ["tick"],
  SealingClosed: ["locksAt", "timestamp"],
  SharesOverflow: ["shares", "maximum"],
  StakeLocked: ["modelId", "tick", "priceTick"],
  TooEarly: ["from", "timestamp"],
  TooLate: ["until", "timestamp"],
  TreasuryShort: ["needed", "free"],
  UnknownModel: ["modelId"],
  WrongDigest: ["digest", "proposed"],
  WrongRound: ["round", "current"],
  ZeroAmount: [],
};

/** The names of all refusals. */
export const REFUSAL_NAMES = Object.keys(REFUSALS) as readonly RefusalName[];

/**
 * An action the rules refuse. `name` and `args` are those of the Solidity error; state is as it was before the action.
 *
 * @example
 * import { Refusal } from "#twin";
 *
 * const refusal = new Refusal("InvalidTick", { tick: 128 });
 * refusal.message; // => "InvalidTick(tick 128)"
 */
export class Refusal<N extends RefusalName = RefusalName> extends Error {
  override readonly name: N;
  readonly args: RefusalArguments[N];

  constructor(name: N, args: RefusalArguments[N]) {
    const values = Object.entries(args).map(([key, value]) => `${key} ${String(value)}`);
    super(`${name}(${values.join(", ")})`);
    this.name = name;
    this.args = args;
  }
}

/**
 * Refuses the action in hand.
 *
 * @example
 * import { Refusal, refuse } from "#twin";
 *
 * try {
 *   refuse("InvalidTick", { tick: 128 });
 * } catch (refusal) {
 *   (refusal as Refusal).args; // => { tick: 128 }
 * }
 */
export function refuse<N extends RefusalName>(name: N, args: RefusalArguments[N]): never {
  throw new Refusal(name, args);
}
