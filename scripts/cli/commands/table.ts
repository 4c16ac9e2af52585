import { GOVERN_COMMANDS } from "./govern/table.js";
import { HISTORY_COMMANDS } from "./history/table.js";
import { ORACLE_COMMANDS } from "./oracle/table.js";
import type { CommandSpec } from "./spec.js";
import { VIEW_COMMANDS } from "./views/table.js";

const MODEL = { name: "model", description: "The model, by its name or its id" };
const TICK = { name: "tick", description: "Step of the rate grid, 0 to 127; instead of --rate" };
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
  {
    name: "register",
    description: "Register a model; the fee goes to the sink",
    options: [
      {
        name: "name",
        description: "The model's name in round folders, unique for ever: 1 to 31 characters of a-z, 0-9, _ and -",
      },
      {
        name: "uri",
        description: "Where the model describes itself, e.g. https://example.com/my-model; may be left out",
      },
    ],
    argument: "name",
    sends: true,
    plans: true,
    load: () => import("./register.js"),
  },
  {
    name: "accept",
    description: "Take a model that was transferred to you onto your record, from the next round on",
    options: [MODEL],
    argument: "model",
    sends: true,
    plans: true,
    load: () => import("./accept.js"),
  },
  {
    name: "set-reserve",
    description: "Set the lowest rate at which your model gives space, from the next round on",
    options: [
      MODEL,
      TICK,
      {
        name: "rate",
        description: "The least the space goes for, e.g. 0.1%; taken up to the grid, so that it never goes for less",
      },
    ],
    argument: "model",
    sends: true,
    plans: true,
    load: () => import("./setReserve.js"),
  },
  {
    name: "collect-rent",
    description: "Collect the rent of your models, or of one",
    options: [{ name: "model", description: "Only this model; every model of yours that has rent unless named" }],
    argument: "model",
    sends: true,
    plans: true,
    load: () => import("./collectRent.js"),
  },
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
  ...VIEW_COMMANDS,
  ...HISTORY_COMMANDS,
  ...ORACLE_COMMANDS,
  ...GOVERN_COMMANDS,
];
