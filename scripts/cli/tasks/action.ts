import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { Result } from "hardhat/types/utils";

import type { Command } from "../commands/support/command.js";
import { hardhatHost } from "./host.js";

/** A command as the action of a task; where it fails, Hardhat ends with exit code 1. */
export function taskAction(command: Command) {
  return (given: Record<string, unknown>, hre: HardhatRuntimeEnvironment): Promise<Result<object, unknown>> =>
    command(given, hardhatHost(hre, given));
}
