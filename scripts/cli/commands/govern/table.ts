import { HISTORY } from "../history/table.js";
import { type CommandEntry, commandsFor, type OptionSpec } from "../spec.js";

const GOVERNED: readonly OptionSpec[] = [
  {
    name: "calldata",
    description: "Print the transaction for a multi-signature wallet, --from ITS_ADDRESS, instead of sending it",
    flag: true,
  },
  { name: "cancel", description: "Take back what was scheduled with the same values", flag: true },
];

/** A command of a role. */
function spec(
  name: string,
  description: string,
  options: readonly OptionSpec[],
  load: CommandEntry["load"],
): CommandEntry {
  return { name, description, options: [...options, ...GOVERNED], sends: true, plans: true, load };
}

/** What the guardian can do at once. */
export const GUARDIAN_COMMANDS = commandsFor("guardian", [
  spec(
    "guardian veto",
    "Veto the pending report, for ever",
    [{ name: "digest", description: "The report that is meant; refused if another one is pending" }, HISTORY],
    () => import("./veto.js"),
  ),
  spec(
    "guardian pause",
    "Stop bids, moves, registrations and proposals; nothing that leaves",
    [],
    () => import("./pause.js"),
  ),
  spec("guardian unpause", "Lift the pause", [], () => import("./unpause.js")),
]);

/** What the governor can do, after a delay. */
export const GOVERNOR_COMMANDS = commandsFor("governor", [
  spec("governor resume", "End a recess: the round locks a full bidding period later", [], () => import("./resume.js")),
  spec(
    "governor parameters",
    "Queue other parameters for the next round",
    [{ name: "set", description: "What to change, e.g. limitGain=4,biddingPeriod=5d,minBid=2" }],
    () => import("./parameters.js"),
  ),
  spec(
    "governor reporters",
    "Name other reporters for the next round",
    [
      { name: "reporters", description: "Addresses of all reporters, with commas between them" },
      { name: "quorum", description: "How many of them must sign" },
    ],
    () => import("./reporters.js"),
  ),
  spec(
    "governor treasury",
    "Withdraw free treasury when the next round opens",
    [
      { name: "amount", description: "Tokens to take, e.g. 1000" },
      { name: "to", description: "Address of who gets them" },
    ],
    () => import("./treasury.js"),
  ),
]);
