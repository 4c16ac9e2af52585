import { MODEL, TICK } from "./options.js";
import { commandsFor } from "./spec.js";

/** The commands of owners of models. */
export const OWNER_COMMANDS = commandsFor("owners", [
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
    name: "submit",
    description: "Hand in your model's predictions for the open round; signed by your key, no transaction",
    options: [
      { name: "model", description: "The model's name" },
      { name: "file", description: "CSV file with the columns id and one of predictions" },
      { name: "to", description: "Endpoints of reporters, with commas between them; the first that answers takes it" },
      {
        name: "signature",
        description: "What a contract that owns the model takes for its own; that of --from unless named",
      },
      { name: "time", description: "When that was signed, unix seconds" },
    ],
    sends: true,
    load: () => import("./submit.js"),
  },
  {
    name: "set-reserve",
    description: "Set the lowest rate at which your model gives space, from the next round on",
    options: [
      MODEL,
      TICK,
      {
        name: "rate",
        description:
          "The least the space goes for, e.g. 0.1%; taken up to the grid. Without it one is suggested from the model's past rounds",
      },
    ],
    argument: "model",
    sends: true,
    plans: true,
    load: () => import("./setReserve.js"),
  },
  {
    name: "set-uri",
    description: "Set where your model describes itself",
    options: [
      MODEL,
      { name: "uri", description: "A URL, e.g. https://example.com/my-model; an empty text takes it away" },
    ],
    argument: "model",
    sends: true,
    plans: true,
    load: () => import("./setUri.js"),
  },
  {
    name: "transfer",
    description: "Give your model to somebody else",
    options: [MODEL, { name: "to", description: "Who gets it: its place on the node, or an address" }],
    argument: "model",
    sends: true,
    plans: true,
    load: () => import("./transfer.js"),
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
]);
