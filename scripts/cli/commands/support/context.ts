import type { TokenInfo } from "#lib";
import {
  type Account,
  type Connection,
  type Deployment,
  type DeploymentPlace,
  type DeployOptions,
  loadDeployment,
  signerFor,
  type Talk,
} from "#chain";
import { confirm, HERE, type Terminal } from "../../terminal/confirm.js";
import { terminalTalk } from "../../terminal/talk.js";
import type { Interrupts } from "../../sending/interruption.js";
import type { Run } from "../../words/call.js";

/** The options that reading commands and sending commands have in common. */
export interface CommonOptions {
  readonly json: boolean;
  readonly deployment?: string | undefined;
  readonly yes?: boolean | undefined;
  readonly from?: string | undefined;
}

/** The program a command runs in: Hardhat, or one of its own. */
export interface Host {
  /** Writes a command that helps or comes next, so that it goes where this one goes. */
  readonly run: Run;
  /** Where records of deployments are, which is the Ignition folder. */
  readonly deployments: string;
  /** Where it is remembered what was sent and not seen the end of; nowhere unless named. */
  readonly state?: string | undefined;
  /** Where to ask, if not at the terminal the program was started at. */
  readonly terminal?: Terminal;
  /** What interrupts, if not the signals of this process. */
  readonly interrupts?: Interrupts;
  /** Connects to the chain that was named, or else to the local node. */
  connect(): Promise<Connection>;
  /** Finds the deployment, where the program knows more places than its record. */
  readonly load?: (connection: Connection, place: DeploymentPlace) => Promise<Deployment>;
  /** Deploys, where the program can. */
  readonly deploy?: (options: DeployOptions) => Promise<Deployment>;
  /** The URLs of the nodes of the chain that was named, where it is not in this process. */
  urls?(): Promise<readonly string[]>;
  /** The keys the program was given for the chain: what sends by itself needs them, to sign before it sends. */
  keys?(): Promise<readonly Account[]>;
  /** Whether the program says better than a command can what an error means. */
  speaksFor(error: unknown): boolean;
}

/** What a command works with. */
export interface CommandContext {
  readonly host: Host;
  readonly connection: Connection;
  readonly place: DeploymentPlace;
  /** Tells the person at the terminal. */
  readonly talk: Talk;
  /** See {@link Host}. */
  readonly run: Run;
  readonly terminal: Terminal;
  readonly interrupts: Interrupts;
  /** The token of the deployment, once it is loaded. */
  readonly token: TokenInfo | undefined;
  /** The deployment on the connected chain. */
  load(): Promise<Deployment>;
  /** The account that `--from` names. */
  signer(): Promise<Account>;
  /**
   * Says what will happen and, unless `--yes`, asks.
   *
   * @throws {StakespaceError} `NOT_CONFIRMED` when the answer is no, or nobody is there to answer.
   */
  confirm(plan: readonly string[]): Promise<void>;
}

/** Connects through the host. */
export async function contextOn(host: Host, options: CommonOptions): Promise<CommandContext> {
  const connection = await host.connect();
  const place = { ignitionDir: host.deployments, deploymentId: options.deployment };
  const talk = terminalTalk();
  const terminal = host.terminal ?? HERE;
  let token: TokenInfo | undefined;
  return {
    host,
    connection,
    place,
    talk,
    run: host.run,
    terminal,
    interrupts: host.interrupts ?? process,
    get token() {
      return token;
    },
    async load() {
      const deployment = await (host.load ?? loadDeployment)(connection, place);
      ({ token } = deployment);
      return deployment;
    },
    signer: () => signerFor(connection, options.from),
    async confirm(plan) {
      for (const line of plan) talk.say(line);
      if (options.yes !== true) await confirm(terminal);
    },
  };
}
