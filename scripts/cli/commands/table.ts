import { GOVERNOR_COMMANDS, GUARDIAN_COMMANDS } from "./govern/table.js";
import { HISTORY_COMMANDS } from "./history/table.js";
import { LOCAL_COMMANDS } from "./localTable.js";
import { OPERATOR_COMMANDS } from "./operatorTable.js";
import { ORACLE_COMMANDS } from "./oracle/table.js";
import { OWNER_COMMANDS } from "./ownerTable.js";
import type { CommandSpec } from "./spec.js";
import { STAKER_COMMANDS } from "./stakerTable.js";
import { VIEW_COMMANDS } from "./views/table.js";

/** What the commands of a group are for, by its name. */
export const GROUPS: Readonly<Record<string, string>> = {
  history: "Closed rounds as files on this machine (docs/history.md)",
  oracle: "Score rounds, report them and check reports (docs/oracle.md)",
  guardian: "Veto a report, pause and lift the pause (docs/operations.md)",
  governor: "Parameters, reporters, treasury, end of a recess (docs/operations.md)",
};

/** Every command of Stakespace. Without a network named they talk to the local node. */
export const COMMANDS: readonly CommandSpec[] = [
  ...VIEW_COMMANDS,
  ...HISTORY_COMMANDS,
  ...STAKER_COMMANDS,
  ...OWNER_COMMANDS,
  ...OPERATOR_COMMANDS,
  ...ORACLE_COMMANDS,
  ...GUARDIAN_COMMANDS,
  ...GOVERNOR_COMMANDS,
  ...LOCAL_COMMANDS,
];
