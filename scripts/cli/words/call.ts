/** How a command was called, as far as the commands it names have to repeat it to mean the same. */
export interface Invocation {
  /** How the program is called; `npx hardhat` unless named. */
  readonly program?: string | undefined;
  /** The node, where one was named instead of a network. */
  readonly rpcUrl?: string | undefined;
  /** The network, where one was named. */
  readonly network?: string | undefined;
  /** The deployment, where one was named. */
  readonly deployment?: string | undefined;
  /** Who sends, where somebody was named. */
  readonly from?: string | undefined;
}

/** Writes a command, e.g. `"bid --model 1"`, as it can be copied. */
export type Run = (command: string) => string;

const HARDHAT = "npx hardhat";
/** Commands that only Hardhat has. */
const NEEDS_HARDHAT = /^(node|keystore|deploy|oracle)\b/;
/** Commands that are about no deployment. */
const WITHOUT_DEPLOYMENT = /^(node|keystore)\b/;
/** Commands that send nothing, always from the same account, or the same from any. */
const WITHOUT_SENDER = /^(status|quote|models|model|rounds|rent|oracle verify|oracle receipt|deploy|mint)\b/;

/** Writes commands so that they go to the same network and deployment, from the same sender, as the one that was called. */
export function runAs({ program = HARDHAT, rpcUrl, network, deployment, from }: Invocation): Run {
  return (command) => {
    // Its networks have other names there.
    if (program !== HARDHAT && NEEDS_HARDHAT.test(command)) return `${HARDHAT} ${command}`;
    const options: string[] = [];
    if (!WITHOUT_DEPLOYMENT.test(command)) {
      if (from !== undefined && !WITHOUT_SENDER.test(command) && !command.includes(" --from ")) {
        options.push(` --from ${from}`);
      }
      if (deployment !== undefined) options.push(` --deployment ${deployment}`);
      if (rpcUrl !== undefined) options.push(` --rpc-url ${rpcUrl}`);
      if (network !== undefined) options.push(` --network ${network}`);
    }
    return `${program} ${command}${options.join("")}`;
  };
}
