import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { Result } from "hardhat/types/utils";

import { type CommandSpec, positionOf, withArgument } from "../commands/spec.js";
import type { Command } from "../commands/support/command.js";
import { printError } from "../terminal/failure.js";
import { hardhatHost } from "./host.js";

/** A command as the action of a task; where it fails, Hardhat ends with exit code 1. */
export function taskAction(spec: CommandSpec, command: Command) {
  return (given: Record<string, unknown>, hre: HardhatRuntimeEnvironment): Promise<Result<object, unknown>> => {
    const { argument } = spec;
    let all = given;
    if (argument !== undefined) {
      const { [positionOf(argument)]: value, ...options } = given;
      try {
        all = withArgument(spec, options, value as string | undefined);
      } catch (error) {
        printError(error);
        return Promise.resolve({ success: false, error });
      }
    }
    return command(all, hardhatHost(hre, all));
  };
}
