import { emptyTask, task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";
import type { TaskDefinition } from "hardhat/types/tasks";

import { type CommandSpec, optionsOf } from "../commands/spec.js";
import { COMMANDS } from "../commands/table.js";
import { taskAction } from "./action.js";

/** A command as a task. */
function taskOf(command: CommandSpec): TaskDefinition {
  let builder = task(command.name.split(" "), command.description);
  for (const { name, description, flag, defaultValue } of optionsOf(command)) {
    if (flag === true) builder = builder.addFlag({ name, description });
    else if (defaultValue !== undefined) builder = builder.addOption({ name, description, defaultValue });
    else {
      builder = builder.addOption({
        name,
        description,
        type: ArgumentType.STRING_WITHOUT_DEFAULT,
        defaultValue: undefined,
      });
    }
  }
  return builder.setAction(async () => ({ default: taskAction((await command.load()).default) })).build();
}

/** Every command of Stakespace, as `npx hardhat --help` lists them. */
export const tasks: TaskDefinition[] = [
  emptyTask("oracle", "Score rounds, report them and check reports (docs/oracle.md)").build(),
  emptyTask("guardian", "Veto a report, pause and lift the pause (docs/operations.md)").build(),
  emptyTask("governor", "Parameters, reporters, treasury, end of a recess (docs/operations.md)").build(),
  ...COMMANDS.map(taskOf),
];
