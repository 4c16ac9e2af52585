import { commandsFor } from "./spec.js";

/** The commands for a chain of one's own. */
export const LOCAL_COMMANDS = commandsFor("on your own chain", [
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
]);
