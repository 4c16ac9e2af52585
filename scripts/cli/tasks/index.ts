import { emptyTask, task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";
import type { TaskDefinition } from "hardhat/types/tasks";

import { type CommandSpec, optionsOf, positionOf } from "../commands/spec.js";
import { COMMANDS, GROUPS } from "../commands/table.js";
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
  const { argument } = command;
  if (argument !== undefined) {
    builder = builder.addPositionalArgument({
      name: positionOf(argument),
      description: `The same as --${argument}`,
      type: ArgumentType.STRING_WITHOUT_DEFAULT,
      defaultValue: undefined,
    });
  }
  return builder.setAction(async () => ({ default: taskAction(command, (await command.load()).default) })).build();
}

/** Every command of Stakespace, as `npx hardhat --help` lists them. */
export const tasks: TaskDefinition[] = [
  ...Object.entries(GROUPS).map(([name, description]) => emptyTask(name, description).build()),
  ...COMMANDS.map(taskOf),
];
