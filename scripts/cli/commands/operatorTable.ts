import { commandsFor } from "./spec.js";

/** The commands of who keeps rounds going, but for the oracle's own. */
export const OPERATOR_COMMANDS = commandsFor("operators", [
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
]);
