import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { ChainType } from "hardhat/types/network";

import {
  signerFor,
  type Connection,
  loadDeployment,
  type Deployment,
  type DeploymentPlace,
  type Talk,
  type TokenInfo,
} from "#chain";
import { terminalTalk } from "../../terminal/talk.js";
import { confirm } from "../../terminal/confirm.js";
import { type Invocation, type Run, runAs } from "../../words/call.js";

/** The options of {@link readingTask} and {@link sendingTask}. */
export interface CommonOptions {
  readonly json: boolean;
  readonly deployment?: string | undefined;
  readonly yes?: boolean | undefined;
  readonly from?: string | undefined;
}

/** The network the commands talk to unless `--network` names another. */
const LOCAL_NODE = "localhost";
/** Nobody has to name these: the local node, and the chain inside a command, which is over when the next one comes. */
const DEFAULTS: readonly (string | undefined)[] = [LOCAL_NODE, "default"];

/** What a task's action works with. */
export interface TaskContext {
  readonly hre: HardhatRuntimeEnvironment;
  readonly connection: Connection;
  readonly place: DeploymentPlace;
  /** Tells the person at the terminal. */
  readonly talk: Talk;
  /** Writes a command that helps or comes next, so that it goes where this one goes. */
  readonly run: Run;
  /** The token of the deployment, once it is loaded. */
  readonly token: TokenInfo | undefined;
  /** The deployment on the connected chain. */
  load(): Promise<Deployment>;
  /** The account that `--from` names. */
  signer(): ReturnType<typeof signerFor>;
  /**
   * Says what will happen and, unless `--yes`, asks.
   *
   * @throws {StakespaceError} `NOT_CONFIRMED` when the answer is no, or nobody is there to answer.
   */
  confirm(plan: readonly string[]): Promise<void>;
}

/** The type says it is always there, but without `--network` it is not. */
function networkName(hre: HardhatRuntimeEnvironment): string {
  const named = hre.globalOptions.network as string | undefined;
  return named ?? LOCAL_NODE;
}

/** What commands that come next have to repeat: nothing that is the default. */
export function callOf(
  hre: HardhatRuntimeEnvironment,
  { deployment, from }: { readonly deployment?: unknown; readonly from?: unknown },
): Invocation {
  const network = hre.globalOptions.network as string | undefined;
  return {
    network: DEFAULTS.includes(network) ? undefined : network,
    deployment: named(deployment),
    from: from === "0" ? undefined : named(from),
  };
}

function named(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Connects to the chain that `--network` names, or else to the local node. */
export async function contextOf(hre: HardhatRuntimeEnvironment, options: CommonOptions): Promise<TaskContext> {
  const connection = await hre.network.getOrCreate<ChainType>(networkName(hre));
  const place = { ignitionDir: hre.config.paths.ignition, deploymentId: options.deployment };
  const talk = terminalTalk();
  let token: TokenInfo | undefined;
  return {
    hre,
    connection,
    place,
    talk,
    run: runAs(callOf(hre, options)),
    get token() {
      return token;
    },
    async load() {
      const deployment = await loadDeployment(connection, place);
      ({ token } = deployment);
      return deployment;
    },
    signer: () => signerFor(connection, options.from),
    async confirm(plan) {
      for (const line of plan) talk.say(line);
      if (options.yes !== true) await confirm();
    },
  };
}
