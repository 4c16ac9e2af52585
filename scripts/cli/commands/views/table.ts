import { BID_RATE, MODEL, TICK } from "../options.js";
import { commandsFor } from "../spec.js";

const ROUNDS = { name: "rounds", description: "How many rounds back", defaultValue: "20" };

/** The commands that show what there is and what was. */
export const VIEW_COMMANDS = commandsFor("everybody", [
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
    load: () => import("../status.js"),
  },
  {
    name: "models",
    description: "List the models: space, price, scores, returns, weights",
    options: [
      {
        name: "sort",
        description:
          "By model, name, owner, limit, filled, free, bids, price, reserve, score, growth, return1, return5, return20, base or weight; - before it turns it round",
        defaultValue: "model",
      },
      { name: "filter", description: 'Only models like this, e.g. "free>100, price<=0.5%, name~mom"' },
      { name: "owner", description: "Only models of this account: its place on the node, or its address" },
      { name: "watch", description: "Show it again with each block, until Ctrl+C", flag: true },
      { name: "every", description: "How often to look, with --watch", defaultValue: "5s" },
    ],
    sends: false,
    load: () => import("./models.js"),
  },
  {
    name: "model",
    description: "Show a model: its book as a depth table, what it was in past rounds, and who holds it",
    options: [MODEL, ROUNDS],
    argument: "model",
    sends: false,
    load: () => import("./model.js"),
  },
  {
    name: "positions",
    description: "Show what an account has at stake, what came of it, and when it can leave",
    options: [
      {
        name: "holder",
        description: "The account: its place on the node, from 0, or its address; the first unless named",
      },
    ],
    argument: "holder",
    sends: false,
    load: () => import("./positions.js"),
  },
  {
    name: "rent",
    description: "Show the rent of each round and model, and what is not collected yet",
    options: [{ name: "model", description: "Only this model, by its name or its id" }, ROUNDS],
    argument: "model",
    sends: false,
    load: () => import("./rent.js"),
  },
  {
    name: "rounds",
    description: "List the closed rounds, and show where the open one stands",
    options: [ROUNDS],
    sends: false,
    load: () => import("./rounds.js"),
  },
  {
    name: "quote",
    description: "Show a model's price and space now, and what a bid would get",
    options: [MODEL, TICK, BID_RATE, { name: "amount", description: "Tokens to bid, e.g. 100" }],
    argument: "model",
    sends: false,
    load: () => import("../quote.js"),
  },
]);
