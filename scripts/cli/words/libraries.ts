import { formatDuration } from "#lib";
import type { Writer } from "./writer.js";

/** What OpenZeppelin's contracts refuse, as far as a person can run into it, alphabetical. */
export const LIBRARIES: Readonly<Record<string, Writer>> = {
  AccessManagedRequiredDelay: (a) => [
    `The account ${a.plain("caller")} may do this only ${formatDuration(Number(a.number("delay")) * 1000)} after scheduling it.`,
    "Schedule it: the commands of the governor do so by themselves.",
  ],
  AccessManagedUnauthorized: (a) => [
    `The account ${a.plain("caller")} does not have the role this needs.`,
    "Send from the governor's or the guardian's account with --from: the deployer's on a local node.",
  ],
  AccessManagerAlreadyScheduled: () => [
    "The same call is scheduled already.",
    "Run the command again when its delay is over, or take it back with --cancel.",
  ],
  AccessManagerExpired: () => [
    "The call was scheduled so long ago that it cannot be executed any more.",
    "Run the command again to schedule it anew.",
  ],
  AccessManagerNotReady: () => [
    "The call is scheduled, and its delay is not over.",
    "Run the same command again: it says from when on it may be executed.",
  ],
  AccessManagerNotScheduled: () => [
    "The call was not scheduled, or was taken back.",
    "Run the command again to schedule it.",
  ],
  AccessManagerUnauthorizedCall: (a) => [
    `The account ${a.plain("caller")} does not have the role this needs.`,
    "Send from the governor's or the guardian's account with --from.",
  ],
  AccessManagerUnauthorizedCancel: (a) => [
    `The account ${a.plain("msgsender")} may not take back what ${a.plain("caller")} scheduled.`,
    "Whoever scheduled it can, the admin, and the guardian of the role.",
  ],
  ECDSAInvalidSignature: () => ["A signature cannot be read.", "Sign the report again; a signature has 65 bytes."],
  ERC20InsufficientAllowance: (a) => [
    `Stakespace may take ${a.amount("allowance")} from this account, the action needs ${a.amount("needed")}.`,
    `Allow it first: ${a.run("approve --amount AMOUNT")}`,
  ],
  ERC20InsufficientBalance: (a) => [
    `The account ${a.plain("sender")} has ${a.amount("balance")}, the action needs ${a.amount("needed")}.`,
    `Name a smaller amount, or get tokens; on a test token: ${a.run(`mint --amount AMOUNT --to ${a.plain("sender")}`)}`,
  ],
  ERC6909InsufficientAllowance: (a) => [
    `The account ${a.plain("spender")} may use ${a.plain("allowance")} shares of the position ${a.position("id")}, the action needs ${a.plain("needed")}.`,
    "Ask the holder for an allowance, or to be made an operator.",
  ],
  ERC6909InsufficientBalance: (a) => [
    `The account ${a.plain("sender")} has ${a.plain("balance")} shares of the position ${a.position("id")}, the action needs ${a.plain("needed")}.`,
    `Look at the positions of an account with: ${a.run("status --holder ADDRESS")}`,
  ],
  ERC721IncorrectOwner: (a) => [
    `Model ${a.plain("tokenId")} belongs to ${a.plain("owner")}, not to ${a.plain("sender")}.`,
    "Send from the owner's account with --from.",
  ],
  ERC721InsufficientApproval: (a) => [
    `The account ${a.plain("operator")} may not give model ${a.plain("tokenId")} away: it is somebody else's.`,
    `Send from the owner's account with --from; ${a.run("status --model ID")} names it.`,
  ],
  ERC721InvalidReceiver: (a) => [
    `The contract at ${a.plain("receiver")} cannot hold a model.`,
    "Name an account of a person, or a contract that takes tokens of ERC-721.",
  ],
  ERC721NonexistentToken: (a) => [
    `There is no model ${a.plain("tokenId")}.`,
    `${a.run("status")} lists the models; register one with: ${a.run("register --name NAME")}`,
  ],
};
