import { rate } from "#twin";
import { formatAmount, formatDuration, formatExactAmount, StakespaceError } from "#lib";
import { ContractRefusal, type TokenInfo, formatTime } from "#chain";
import { hintFor } from "./hints.js";

/** What a refusal says and what to do next. */
export interface Words {
  readonly message: string;
  readonly hint: string;
}

/** Writes the arguments of an error by name, in the units they stand for. */
interface Reader {
  plain(name: string): string;
  number(name: string): bigint;
  amount(name: string): string;
  time(name: string): string;
  /** How long from one moment to another, as a duration. */
  span(from: string, to: string): string;
  tick(name: string): string;
  position(name: string): string;
}

type Writer = (a: Reader) => readonly [message: string, hint: string];

/** One entry per error of the contracts, alphabetical, and those of OpenZeppelin a person can run into. */
const WORDS: Record<string, Writer> = {
  AccessManagedUnauthorized: (a) => [
    `The account ${a.plain("caller")} does not have the role this needs.`,
    "Send from the governor's or the guardian's account with --from: the deployer's on a local node.",
  ],
  AlreadyConnected: () => ["The contract is connected to its stake space already.", "Nothing is left to do."],
  BiddingClosed: (a) => [
    `Bidding closed at ${a.time("locksAt")}; the chain's time is ${a.time("timestamp")}.`,
    "Wait for the next round: npx hardhat status shows when the report is due. If it is overdue, anybody may open the next one: npx hardhat expire. Stake at a rate below the price may still leave.",
  ],
  DepositCapExceeded: (a) => [
    `${a.amount("assets")} are more than the ${a.amount("room")} that may still come in.`,
    "Name a smaller amount.",
  ],
  DuplicateSignature: (a) => [
    `The reporter ${a.plain("reporter")} signed twice.`,
    "Collect a signature of each reporter once.",
  ],
  ECDSAInvalidSignature: () => ["A signature cannot be read.", "Sign the report again; a signature has 65 bytes."],
  ERC20InsufficientAllowance: (a) => [
    `Stakespace may take ${a.amount("allowance")} from this account, the action needs ${a.amount("needed")}.`,
    "Allow it first: npx hardhat approve --amount AMOUNT",
  ],
  ERC20InsufficientBalance: (a) => [
    `The account ${a.plain("sender")} has ${a.amount("balance")}, the action needs ${a.amount("needed")}.`,
    `Name a smaller amount, or get tokens; on a test token: npx hardhat mint --amount AMOUNT --to ${a.plain("sender")}`,
  ],
  ERC6909InsufficientAllowance: (a) => [
    `The account ${a.plain("spender")} may use ${a.plain("allowance")} shares of the position ${a.position("id")}, the action needs ${a.plain("needed")}.`,
    "Ask the holder for an allowance, or to be made an operator.",
  ],
  ERC6909InsufficientBalance: (a) => [
    `The account ${a.plain("sender")} has ${a.plain("balance")} shares of the position ${a.position("id")}, the action needs ${a.plain("needed")}.`,
    "Look at the positions of an account with: npx hardhat status --holder ADDRESS",
  ],
  ERC721IncorrectOwner: (a) => [
    `Model ${a.plain("tokenId")} belongs to ${a.plain("owner")}, not to ${a.plain("sender")}.`,
    "Send from the owner's account with --from.",
  ],
  ERC721NonexistentToken: (a) => [
    `There is no model ${a.plain("tokenId")}.`,
    "npx hardhat status lists the models; register one with: npx hardhat register --uri URI",
  ],
  ForeignStakeSpace: (a) => [
    `The stake space ${a.plain("stakeSpace")} was made for another registry or oracle.`,
    "Connect the one that was deployed together with it.",
  ],
  InexactTransfer: (a) => [
    `The token delivered ${a.amount("received")} where ${a.amount("expected")} were due.`,
    "A token that takes a fee on transfers cannot be staked.",
  ],
  InvalidPageLength: (a) => [
    `A page of ${a.plain("length")} bytes: it must have 8 bytes a model, of 1 to 3,000 models.`,
    "Cut the score sheet into pages of 3,000 records.",
  ],
  InvalidPayoutFactor: (a) => [
    `The payout factor ${formatExactAmount(a.number("payoutFactor"))} is above 1.`,
    "Report one of at most 1 (1e18).",
  ],
  InvalidQuorum: (a) => [
    `A quorum of ${a.plain("quorum")} of ${a.plain("reporters")} reporters cannot be.`,
    "It must be at least 1 and at most the number of reporters, of which there are at most 32.",
  ],
  InvalidReporter: (a) => [
    `The reporter ${a.plain("reporter")} is the zero address or named twice.`,
    "Name each reporter once.",
  ],
  InvalidTick: (a) => [`There is no tick ${a.plain("tick")}.`, "Ticks are 0 to 127."],
  ModelCountTooHigh: (a) => [
    `The score sheet covers ${a.plain("modelCount")} models, ${a.plain("registered")} are registered.`,
    "Leave models that are not registered off the sheet.",
  ],
  ModelNotCovered: (a) => [
    `The score sheet ends at model ${a.plain("modelCount")}, but model ${a.plain("highestStakedModel")} has had a bid.`,
    "Extend the sheet to every model that ever had a bid.",
  ],
  NoReportPending: (a) => [`No report is pending for round ${a.plain("round")}.`, "Propose one first."],
  LastRound: () => [
    "This is the last round that the contracts can count; it stays in recess.",
    "Deploy the contracts anew; stake may leave at any time.",
  ],
  NotInRecess: () => ["The round is not in recess.", "Only a round in recess can be resumed."],
  NotModelOwner: (a) => [
    `The account ${a.plain("caller")} does not own model ${a.plain("modelId")}.`,
    "Send from the owner's account with --from; npx hardhat status --model ID names it.",
  ],
  NotOracle: (a) => [`The account ${a.plain("caller")} is not the score oracle.`, "Go through the oracle contract."],
  NotReporter: (a) => [
    `A signature is of ${a.plain("signer")}, which is no reporter, or it is for another report, chain or contract.`,
    "Collect signatures of current reporters for exactly this report.",
  ],
  NotSettled: (a) => [
    `Model ${a.plain("modelId")} is settled through round ${a.plain("settledThrough")}, the last closed round is ${a.plain("lastClosed")}: too far behind for one action.`,
    `Settle it in steps first: npx hardhat settle --model ${a.plain("modelId")}`,
  ],
  PageCountMismatch: (a) => [
    `The report comes with ${a.plain("pages")} pages, its models need ${a.plain("expected")}.`,
    "Every page but the last holds exactly 3,000 records.",
  ],
  ParameterOutOfBounds: (a) => [
    `The parameter ${a.plain("name")} is ${a.plain("value")}, outside ${a.plain("minimum")} to ${a.plain("maximum")}.`,
    "Choose a value inside its bounds.",
  ],
  Paused: () => [
    "The guardian has paused bids, moves and reports.",
    "Wait until the pause is lifted. Withdrawals stay open: npx hardhat withdraw",
  ],
  PositionBelowMinBid: (a) => [
    `The position ${a.position("positionId")} would be worth ${a.amount("assets")}, less than the minimum of ${a.amount("minBid")}.`,
    "Bid or leave at least the minimum, or withdraw the whole position.",
  ],
  QuietPeriod: (a) => [
    `The quiet period began at ${a.time("quietFrom")} (the chain's time is ${a.time("timestamp")}): stake may be added or raised, none may leave or move down.`,
    "Wait for the lock: stake at a rate below the price may leave then.",
  ],
  QuorumNotReached: (a) => [
    `The report has ${a.plain("signatures")} signatures, it needs ${a.plain("quorum")}.`,
    "Collect signatures of more reporters.",
  ],
  ReentrantCall: () => ["The call came back into the contract while it was at work.", "Call it from outside."],
  RegistrationPaused: () => ["The guardian has paused registrations.", "Wait until the pause is lifted."],
  ReportPending: (a) => [
    `A report is pending for round ${a.plain("round")}: until it is final or vetoed, nothing may leave.`,
    "Wait for the end of the challenge period; npx hardhat status shows when that is.",
  ],
  ReportWasVetoed: (a) => [
    `The report ${a.plain("digest")} was vetoed before and is refused for ever.`,
    "Make another one.",
  ],
  ReportWindowClosed: (a) => [
    `Reports are taken from ${a.time("reportFrom")} until ${a.time("reportBy")}; the chain's time is ${a.time("timestamp")}.`,
    "Come back inside the window; after it anyone may expire the round: npx hardhat expire",
  ],
  SameTick: (a) => [`Both ticks of the move are ${a.plain("tick")}.`, "Name two different ticks."],
  SharesOverflow: (a) => [
    `The pool would have ${a.plain("shares")} shares, more than ${a.plain("maximum")}.`,
    "Bid less, or at another tick.",
  ],
  SheetHashMismatch: (a) => [
    `The pages hash to ${a.plain("found")}, the report names ${a.plain("expected")}.`,
    "Send the pages of the sheet that was signed, in order.",
  ],
  SheetLengthMismatch: (a) => [
    `Page ${a.plain("page")} holds ${a.plain("bytesFound")} bytes, ${a.plain("bytesExpected")} were due.`,
    "Send the pages of the sheet that was signed, in order.",
  ],
  StakeLocked: (a) => [
    `The book of model ${a.plain("modelId")} is frozen, and stake at ${a.tick("tick")} is not below the price, ${a.tick("priceTick")}: none of it may leave, filled or not.`,
    "It may leave when the round has closed and the next one has opened.",
  ],
  TooEarly: (a) => [
    `This is possible from ${a.time("from")} on; the chain's time is ${a.time("timestamp")} (${a.span("timestamp", "from")} to go).`,
    "Wait until then.",
  ],
  TooLate: (a) => [
    `This was possible until ${a.time("until")}; the chain's time is ${a.time("timestamp")}.`,
    "The challenge period is over: the report can only be finalized.",
  ],
  TooManyModels: () => ["All model ids are taken.", "No model can be registered any more."],
  TreasuryShort: (a) => [
    `The report needs a reserve of ${a.amount("needed")}, the free treasury has ${a.amount("free")}.`,
    "Add to it with: npx hardhat fund-treasury --amount AMOUNT. Or report a lower payout factor.",
  ],
  UnknownModel: (a) => [
    `There is no model ${a.plain("modelId")}.`,
    "npx hardhat status lists the models; register one with: npx hardhat register --uri URI",
  ],
  UnknownPage: (a) => [
    `The page ${a.plain("page")} was not stored by the score oracle.`,
    "Store the pages of the score sheet with addPage first.",
  ],
  WrongRound: (a) => [
    `Round ${a.plain("round")} is not the open one, which is ${a.plain("current")}.`,
    "Name the open round.",
  ],
  ZeroAmount: () => ["The amount is zero, or too small to buy a share.", "Name a larger amount."],
};

/** Whether an error has words of its own. */
export function hasWords(name: string): boolean {
  return Object.hasOwn(WORDS, name);
}

/** How amounts are written where no deployment is known. */
const PLAIN_TOKEN: TokenInfo = { symbol: "tokens", decimals: 18 };

/**
 * What people are told of something that was thrown: a contract's refusal as what is wrong, both sides of the comparison
 * that failed with their units and dates, and what to do next; an error of another wing with the command that helps. Anything
 * else comes back as it is.
 *
 * @param token How to write amounts.
 */
export function inWords(thrown: unknown, token: TokenInfo = PLAIN_TOKEN): unknown {
  if (thrown instanceof ContractRefusal) {
    const { message, hint } = plainWords(thrown, token);
    return new StakespaceError(message, { code: thrown.error, hint, cause: thrown });
  }
  if (!(thrown instanceof StakespaceError) || thrown.hint !== undefined) return thrown;
  const hint = hintFor(thrown);
  if (hint === undefined) return thrown;
  const { message, code, facts } = thrown;
  return new StakespaceError(message, { ...(code !== undefined && { code }), hint, facts, cause: thrown });
}

/** A contract's error in plain words; one without words of its own shows its name and arguments. */
export function plainWords(refusal: ContractRefusal, token: TokenInfo): Words {
  const reader = readerOf(refusal, token);
  const writer = WORDS[refusal.error];
  if (writer === undefined) {
    const values = refusal.fragment.inputs.map((input) => `${input.name} ${reader.plain(input.name)}`);
    return {
      message: `The contract refused: ${refusal.error}${values.length === 0 ? "" : ` (${values.join(", ")})`}.`,
      hint: "Check the addresses and the amounts of the command.",
    };
  }
  const [message, hint] = writer(reader);
  return { message, hint };
}

function readerOf(refusal: ContractRefusal, token: TokenInfo): Reader {
  const value = (name: string): unknown => {
    if (name in refusal.args) return refusal.args[name];
    throw new Error(`The error ${refusal.error} has no argument "${name}".`);
  };
  const number = (name: string): bigint => value(name) as bigint;
  return {
    number,
    plain: (name) => textOf(value(name)),
    amount: (name) => `${amountText(number(name), token)} ${token.symbol}`,
    time: (name) => formatTime(number(name)),
    span: (from, to) => formatDuration(Number(number(to) - number(from)) * 1000),
    tick: (name) => tickText(Number(number(name))),
    position: (name) => {
      const id = number(name);
      return `of model ${id >> 8n} at ${tickText(Number(id & 255n))}`;
    },
  };
}

/** Two digits where they say it all, else every digit: a comparison must not show the same number twice. */
function amountText(amount: bigint, { decimals }: TokenInfo): string {
  const short = amount % 10n ** BigInt(Math.max(decimals - 2, 0)) === 0n;
  return short ? formatAmount(amount, decimals) : formatExactAmount(amount, decimals);
}

function tickText(tick: number): string {
  if (tick > 127) return `tick ${tick}`;
  return `tick ${tick} (${formatExactAmount(rate(tick), 3)} %)`;
}

function textOf(value: unknown): string {
  if (typeof value !== "string") return String(value);
  if (!/^0x[0-9a-f]{64}$/i.test(value)) return value;
  // A bytes32 that holds a name ends in zeros; a hash does not.
  const bytes = Buffer.from(value.slice(2), "hex");
  const text = bytes.toString("latin1").replace(/\0+$/, "");
  return text.length > 0 && /^[\x20-\x7e]+$/.test(text) ? text : value;
}
