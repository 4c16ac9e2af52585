import { commandsFor } from "../spec.js";

/** Where the history is. */
export const HISTORY = {
  name: "history",
  description: "Folder of the history's Parquet files; a folder of the deployment's own in build/history unless named",
};

/** The commands of history. */
export const HISTORY_COMMANDS = commandsFor("everybody", [
  {
    name: "history update",
    description: "Read what is new on the chain and file each closed round that is settled and final",
    options: [HISTORY],
    sends: false,
    load: () => import("./update.js"),
  },
  {
    name: "history rebuild",
    description: "Read the whole chain again and make every file anew; what comes out is the same, byte for byte",
    options: [HISTORY],
    sends: false,
    load: () => import("./rebuild.js"),
  },
  {
    name: "history show",
    description: "Show the closed rounds, or a model's or an account's record in them",
    options: [
      HISTORY,
      { name: "round", description: "Show what became of every model in this round" },
      { name: "model", description: "Show this model, round by round: its id or its name" },
      { name: "account", description: "Show the models that counted for this address, round by round" },
      { name: "last", description: "Only so many rounds, the latest ones; all unless named" },
    ],
    sends: false,
    load: () => import("./show.js"),
  },
]);
