/** How a command was called, as far as the commands it names have to repeat it to mean the same. */
export interface Invocation {
  /** The network, where one was named. */
  readonly network?: string | undefined;
  /** The deployment, where one was named. */
  readonly deployment?: string | undefined;
  /** Who sends, where somebody was named. */
  readonly from?: string | undefined;
}

/** Writes a command, e.g. `"bid --model 1"`, as it can be copied. */
export type Run = (command: string) => string;

/** Commands that are about no deployment. */
const WITHOUT_DEPLOYMENT = /^(node|keystore)\b/;
/** Commands that send nothing, always from the same account, or the same from any. */
const WITHOUT_SENDER = /^(status|quote|oracle verify|deploy|mint)\b/;

/** Writes commands so that they go to the same network and deployment, from the same sender, as the one that was called. */
export function runAs({ network, deployment, from }: Invocation): Run {
  return (command) => {
    const options: string[] = [];
    if (!WITHOUT_DEPLOYMENT.test(command)) {
      if (from !== undefined && !WITHOUT_SENDER.test(command) && !command.includes(" --from ")) {
        options.push(` --from ${from}`);
      }
      if (deployment !== undefined) options.push(` --deployment ${deployment}`);
      if (network !== undefined) options.push(` --network ${network}`);
    }
    return `npx hardhat ${command}${options.join("")}`;
  };
}
