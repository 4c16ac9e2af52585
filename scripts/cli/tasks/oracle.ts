import { emptyTask, task } from "hardhat/config";
import type { TaskDefinition } from "hardhat/types/tasks";

import { optional } from "./define.js";

const ROUND = optional("round", "The round's folder: predictions.parquet or .csv, targets.csv, exposures.csv");
const BUNDLES = optional(
  "bundles",
  "Folder where bundles are kept, one folder per round; a folder of the deployment's own in build/bundles unless named",
);
const TRAVEL = {
  name: "travel",
  description: "Move a local node's clock forward, also out of the bidding, instead of refusing to be early",
};

/** The oracle's commands: `npx hardhat oracle --help` lists them. */
export const oracleTasks: TaskDefinition[] = [
  emptyTask("oracle", "Score rounds, report them and check reports (docs/oracle.md)").build(),

  sending("run", "Score the locked round, have the report signed and propose it; with --travel also finish the round")
    .addOption(ROUND)
    .addOption(BUNDLES)
    .addOption(optional("settings", "JSON file with the oracle's configuration; the defaults unless named"))
    .addFlag(TRAVEL)
    .setAction(() => import("./actions/oracle/run.js"))
    .build(),
  sending("finish", "After the challenge period: make the pending report final and settle every model with stake")
    .addFlag(TRAVEL)
    .setAction(() => import("./actions/oracle/finish.js"))
    .build(),
  reading(
    "verify",
    "Recompute a published sheet from its bundle, byte for byte, and compare it with the chain's report",
  )
    .addOption(
      optional(
        "bundle",
        "The bundle's folder; that of the pending or last reported round, as oracle run wrote it, unless named",
      ),
    )
    .addFlag({ name: "offline", description: "Do not ask the chain which bundle was signed" })
    .setAction(() => import("./actions/oracle/verify.js"))
    .build(),
];

function reading(name: string, description: string) {
  return task(["oracle", name], description)
    .addFlag({ name: "json", description: "Print exactly one JSON object; amounts in the token's smallest unit" })
    .addOption(optional("deployment", "Name of the deployment's folder, if not chain-<chain id>"));
}

function sending(name: string, description: string) {
  return reading(name, description)
    .addFlag({ name: "yes", description: "Send at once, instead of showing what will happen and asking" })
    .addOption({
      name: "from",
      description: "Account to send from: its place on the node, from 0, or its address",
      defaultValue: "0",
    });
}
