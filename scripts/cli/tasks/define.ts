import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

type Builder = ReturnType<typeof task>;

/** An option that may be left out. */
export function optional(name: string, description: string) {
  return { name, description, type: ArgumentType.STRING_WITHOUT_DEFAULT, defaultValue: undefined } as const;
}

/** A task that only reads the chain. Its action gets `json` and `deployment`. */
export function readingTask(name: string, description: string): Builder {
  return task(name, description)
    .addFlag({ name: "json", description: "Print exactly one JSON object; amounts in the token's smallest unit" })
    .addOption(optional("deployment", "Name of the deployment's folder, if not chain-<chain id>"));
}

/** A task that sends transactions. Its action also gets `yes` and `from`. */
export function sendingTask(name: string, description: string): Builder {
  return readingTask(name, description)
    .addFlag({ name: "yes", description: "Send at once, instead of showing what will happen and asking" })
    .addOption({
      name: "from",
      description: "Account to send from: its place on the node, from 0, or its address",
      defaultValue: "0",
    });
}
