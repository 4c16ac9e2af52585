import type { TaskDefinition } from "hardhat/types/tasks";

import { optional, readingTask, sendingTask } from "./define.js";
import { oracleTasks } from "./oracle.js";

const MODEL = optional("model", "Id of the model, from 1");
const TICK = optional("tick", "Step of the rate grid, 0 to 127; instead of --rate");
const BID_RATE = optional(
  "rate",
  "The most the bid pays per round, e.g. 0.5%; taken down to the grid, so that it never pays more",
);

/** Every command of Stakespace, as `npx hardhat --help` lists them. Without `--network` they talk to the local node. */
export const tasks: TaskDefinition[] = [
  sendingTask("deploy", "Deploy the contracts, with a test token unless one is named")
    .addFlag({
      name: "reset",
      description: "Make another deployment on this chain; commands then find it instead of the one before",
    })
    .addOption(optional("token", "Address of an existing ERC-20 to stake; needs --admin"))
    .addOption(optional("admin", "Address that takes the admin role over from the deployer"))
    .addOption(optional("governor", "Address that sets parameters and reporters; the deployer unless named"))
    .addOption(optional("governorDelay", "How long the governor's actions wait, e.g. 2d; 0 unless named"))
    .addOption(optional("guardian", "Address that may veto a report and pause; the deployer unless named"))
    .addOption(
      optional("reporters", "Addresses that sign reports, with commas between them; accounts 1 to 3 unless named"),
    )
    .addOption(optional("quorum", "How many reporters must sign; more than half unless named"))
    .addOption(optional("parameters", "Parameter file, e.g. ignition/parameters/local.json"))
    .setAction(() => import("./actions/deploy.js"))
    .build(),

  sendingTask("register", "Register a model; the fee goes to the sink")
    .addOption(
      optional(
        "uri",
        "Where the model describes itself, e.g. https://example.com/my-model; its last part is the model's name in round folders",
      ),
    )
    .setAction(() => import("./actions/register.js"))
    .build(),
  sendingTask("set-reserve", "Set the lowest rate at which your model gives space, from the next round on")
    .addOption(MODEL)
    .addOption(TICK)
    .addOption(
      optional("rate", "The least the space goes for, e.g. 0.1%; taken up to the grid, so that it never goes for less"),
    )
    .setAction(() => import("./actions/setReserve.js"))
    .build(),
  sendingTask("collect-rent", "Collect the rent of your model")
    .addOption(MODEL)
    .setAction(() => import("./actions/collectRent.js"))
    .build(),

  sendingTask("bid", "Stake on a model: bid for a part of its stake space")
    .addOption(MODEL)
    .addOption(TICK)
    .addOption(BID_RATE)
    .addOption(optional("amount", "Tokens to stake, e.g. 100 or 0.5"))
    .setAction(() => import("./actions/bid.js"))
    .build(),
  sendingTask("move", "Move stake to another rate of the same model")
    .addOption(MODEL)
    .addOption(optional("fromTick", "Where the stake is; may be left out with a single position on the model"))
    .addOption(TICK)
    .addOption(BID_RATE)
    .addOption({ name: "amount", description: "Tokens to move, or all", defaultValue: "all" })
    .setAction(() => import("./actions/move.js"))
    .build(),
  sendingTask("withdraw", "Take stake back")
    .addOption(MODEL)
    .addOption(optional("tick", "Where the stake is; may be left out with a single position on the model"))
    .addOption({ name: "amount", description: "Tokens to take back, or all", defaultValue: "all" })
    .setAction(() => import("./actions/withdraw.js"))
    .build(),
  sendingTask("approve", "Allow Stakespace to take tokens for bids, so that a bid needs one transaction less")
    .addOption(optional("amount", "Tokens it may take in all, e.g. 1000"))
    .setAction(() => import("./actions/approve.js"))
    .build(),

  readingTask("quote", "Show a model's price and space now, and what a bid would get")
    .addOption(MODEL)
    .addOption(TICK)
    .addOption(BID_RATE)
    .addOption(optional("amount", "Tokens to bid, e.g. 100"))
    .setAction(() => import("./actions/quote.js"))
    .build(),
  readingTask("status", "Show the round, the books, a model, or what an account holds")
    .addOption(optional("model", "Show this model with its book"))
    .addOption(optional("holder", "Show what this account holds: its place on the node, or its address"))
    .addFlag({ name: "parameters", description: "Show the parameters of the round" })
    .setAction(() => import("./actions/status.js"))
    .build(),

  sendingTask("settle", "Bring models up to the last closed round")
    .addOption(optional("model", "Only this model; every model that is behind unless named"))
    .setAction(() => import("./actions/settle.js"))
    .build(),
  sendingTask("expire", "Close a round whose report did not come in time")
    .setAction(() => import("./actions/expire.js"))
    .build(),
  sendingTask("fund-treasury", "Add tokens to the treasury, which pays gains")
    .addOption(optional("amount", "Tokens to give, e.g. 1000"))
    .setAction(() => import("./actions/fundTreasury.js"))
    .build(),

  sendingTask("mint", "Make test tokens for an account (test token only)")
    .addOption(optional("amount", "Tokens to make, e.g. 1000"))
    .addOption(optional("to", "Who gets them: its place on the node, or an address; the sender unless named"))
    .setAction(() => import("./actions/mint.js"))
    .build(),
  sendingTask("skip-time", "Move a local node's clock forward")
    .addOption(optional("for", "How far, e.g. 90m, 12h or 3d"))
    .addOption(optional("until", "Up to a moment of the round: quiet, lock, report, final or deadline"))
    .setAction(() => import("./actions/skipTime.js"))
    .build(),

  ...oracleTasks,
];
