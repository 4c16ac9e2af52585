import { GOVERN_COMMANDS } from "./govern/table.js";
import { HISTORY_COMMANDS } from "./history/table.js";
import { ORACLE_COMMANDS } from "./oracle/table.js";
import type { CommandSpec } from "./spec.js";
import { MODEL, OWNER_COMMANDS, TICK } from "./ownerTable.js";
import { VIEW_COMMANDS } from "./views/table.js";

const BID_RATE = {
  name: "rate",
  description: "The most the bid pays per round, e.g. 0.5%; taken down to the grid, so that it never pays more",
};

/** What the commands of a group are for, by its name. */
export const GROUPS: Readonly<Record<string, string>> = {
  history: "Closed rounds as files on this machine (docs/history.md)",
  oracle: "Score rounds, report them and check reports (docs/oracle.md)",
  guardian: "Veto a report, pause and lift the pause (docs/operations.md)",
  governor: "Parameters, reporters, treasury, end of a recess (docs/operations.md)",
};

/** Every command of Stakespace. Without a network named they talk to the local node. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: "deploy",
    description: "Deploy the contracts, with a test token unless one is named",
    options: [
      {
        name: "reset",
        description: "Make another deployment on this chain; commands then find it instead of the one before",
        flag: true,
      },
      { name: "token", description: "Address of an existing ERC-20 to stake; needs --admin" },
      { name: "admin", description: "Address that takes the admin role over from the deployer" },
      {
        name: "adminDelay",
        description: "How long the admin's actions wait, e.g. 2d; the governor's delay unless named",
      },
      { name: "governor", description: "Address that sets parameters and reporters; the deployer unless named" },
      { name: "governorDelay", description: "How long the governor's actions wait, e.g. 2d; 0 unless named" },
      { name: "guardian", description: "Address that may veto a report and pause; the deployer unless named" },
      {
        name: "reporters",
        description: "Addresses that sign reports, with commas between them; accounts 1 to 3 unless named",
      },
      { name: "quorum", description: "How many reporters must sign; more than half unless named" },
      { name: "parameters", description: "Parameter file, e.g. ignition/parameters/local.json" },
    ],
    sends: true,
    needsHardhat: true,
    load: () => import("./deploy.js"),
  },
  ...OWNER_COMMANDS,
  {
    name: "bid",
    description: "Stake on a model: bid for a part of its stake space",
    options: [MODEL, TICK, BID_RATE, { name: "amount", description: "Tokens to stake, e.g. 100 or 0.5" }],
    argument: "model",
    sends: true,
    plans: true,
    load: () => import("./bid.js"),
  },
  {
    name: "plan",
    description: "Spread a budget over several models under a highest rate, in one transaction",
    options: [
      { name: "budget", description: "Tokens to stake in all, e.g. 500" },
      TICK,
      { name: "rate", description: "The most each bid pays per round, e.g. 0.5%" },
      { name: "models", description: "Only these models, with commas between them; all unless named" },
      { name: "most", description: "Tokens on one model at most" },
      { name: "count", description: "Models to bid on at most, up to 20", defaultValue: "10" },
    ],
    argument: "budget",
    sends: true,
    plans: true,
    load: () => import("./plan/plan.js"),
  },
  {
    name: "move",
    description: "Move stake to another rate of the same model",
    options: [
      MODEL,
      { name: "fromTick", description: "Where the stake is; may be left out with a single position on the model" },
      TICK,
      BID_RATE,
      { name: "amount", description: "Tokens to move, or all", defaultValue: "all" },
    ],
    argument: "model",
    sends: true,
    plans: true,
    load: () => import("./move.js"),
  },
  {
    name: "raise",
    description: "Raise a bid, which is allowed until the lock",
    options: [
      MODEL,
      { name: "fromTick", description: "Where the stake is; may be left out with a single position on the model" },
      TICK,
      { name: "rate", description: "The most it pays from now on, e.g. 0.6%; the price of the moment unless named" },
      { name: "amount", description: "Tokens to raise, or all", defaultValue: "all" },
    ],
    argument: "model",
    sends: true,
    plans: true,
    load: () => import("./raise.js"),
  },
  {
    name: "withdraw",
    description: "Take stake back",
    options: [
      MODEL,
      { name: "tick", description: "Where the stake is; may be left out with a single position on the model" },
      { name: "amount", description: "Tokens to take back, or all", defaultValue: "all" },
    ],
    argument: "model",
    sends: true,
    plans: true,
    load: () => import("./withdraw.js"),
  },
  {
    name: "approve",
    description: "Allow Stakespace to take tokens for bids, so that a bid needs one transaction less",
    options: [{ name: "amount", description: "Tokens it may take in all, e.g. 1000" }],
    argument: "amount",
    sends: true,
    plans: true,
    load: () => import("./approve.js"),
  },
  {
    name: "quote",
    description: "Show a model's price and space now, and what a bid would get",
    options: [MODEL, TICK, BID_RATE, { name: "amount", description: "Tokens to bid, e.g. 100" }],
    argument: "model",
    sends: false,
    load: () => import("./quote.js"),
  },
  {
    name: "status",
    description: "Show the round, the books, a model, or what an account holds",
    options: [
      { name: "model", description: "Show this model with its book" },
      { name: "holder", description: "Show what this account holds: its place on the node, or its address" },
      { name: "parameters", description: "Show the parameters of the round", flag: true },
    ],
    argument: "model",
    sends: false,
    load: () => import("./status.js"),
  },
  {
    name: "settle",
    description: "Bring models up to the last closed round",
    options: [{ name: "model", description: "Only this model; every model that is behind unless named" }],
    argument: "model",
    sends: true,
    plans: true,
    load: () => import("./settle.js"),
  },
  {
    name: "expire",
    description: "Close a round whose report did not come in time",
    options: [],
    sends: true,
    plans: true,
    load: () => import("./expire.js"),
  },
  {
    name: "fund-treasury",
    description: "Add tokens to the treasury, which pays gains",
    options: [{ name: "amount", description: "Tokens to give, e.g. 1000" }],
    argument: "amount",
    sends: true,
    plans: true,
    load: () => import("./fundTreasury.js"),
  },
  {
    name: "mint",
    description: "Make test tokens for an account (test token only)",
    options: [
      { name: "amount", description: "Tokens to make, e.g. 1000" },
      { name: "to", description: "Who gets them: its place on the node, or an address; the sender unless named" },
    ],
    argument: "amount",
    sends: true,
    plans: true,
    load: () => import("./mint.js"),
  },
  {
    name: "skip-time",
    description: "Move a local node's clock forward",
    options: [
      { name: "for", description: "How far, e.g. 90m, 12h or 3d" },
      { name: "until", description: "Up to a moment of the round: quiet, lock, report, final or deadline" },
    ],
    sends: true,
    load: () => import("./skipTime.js"),
  },
  {
    name: "watch",
    description: "Tell when stake is outbid or idle, a price is high, a round opens or the quiet period is near",
    options: [
      { name: "holder", description: "Whose stake: its place on the node, or its address; the first unless named" },
      { name: "models", description: "Only these models, with commas between them; those with stake unless named" },
      { name: "price", description: "Tell of a price above this, e.g. 0.5%" },
      { name: "quiet", description: "How long before the quiet period to tell of it", defaultValue: "6h" },
      { name: "every", description: "How often to look", defaultValue: "15s" },
      { name: "once", description: "Look once, tell what there is, and end", flag: true },
    ],
    argument: "holder",
    sends: false,
    load: () => import("./alerts/watch.js"),
  },
  ...VIEW_COMMANDS,
  ...HISTORY_COMMANDS,
  ...ORACLE_COMMANDS,
  ...GOVERN_COMMANDS,
];
