import { join } from "node:path";

import type { Signer } from "ethers";
import { z } from "zod";

import {
  type Account,
  CarefulSigner,
  connectTo,
  type Connection,
  type Deployment,
  deploymentName,
  Journal,
  loadDeployment,
  lockSender,
  PatientProvider,
  remoteAccounts,
  signerFor,
  SILENT,
  type Talk,
} from "#chain";
import { HistoryStore } from "#history";
import {
  bundlesOf,
  SignatureExchange,
  FolderMirror,
  HttpMirror,
  type Inbox,
  makeWatch,
  type ReporterKey,
  type RoundFolders,
  type Watch,
  type WatchLog,
  type WatchRules,
} from "#oracle";
import { folderPath, fraction, sendingOptions } from "../support/arguments.js";
import type { CommandContext } from "../support/context.js";
import { readSettings } from "./settings.js";

const list = z
  .string()
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  )
  .optional();
const url = z.string().url("name a URL, e.g. http://127.0.0.1:9000").optional();

/** What every command of a reporter takes that works with others. */
export const operatorOptions = {
  ...sendingOptions,
  bundles: folderPath.optional(),
  settings: z.string().optional(),
  history: folderPath.optional(),
  exchange: folderPath.optional(),
  peers: list,
  nodes: list,
  signer: url,
  minPayoutFactor: fraction.default("0.1"),
  acceptLowPayout: z.boolean().default(false),
  depth: z
    .string()
    .regex(/^\d{1,6}$/, "name a number of blocks")
    .transform(Number)
    .optional(),
};

type OperatorInput = z.output<z.ZodObject<typeof operatorOptions>>;

/** Where a program keeps what it may lose, beside the bundles. */
const BUILD = "build";

/** An operator's connection, keys and places. */
export interface Operator {
  readonly deployment: Deployment;
  readonly keys: readonly ReporterKey[];
  readonly sender: Signer & { readonly address?: string };
  /** HTTP requests to nodes so far. */
  readonly requests: () => number;
  /** See `Watch`. */
  readonly otherNode: () => void;
  /** Everything that was signed before and may still come is on the chain, or never will be. */
  recover(): Promise<void>;
  /** Ends connections, lets others send. */
  close(): void;
}

/** Opens what the options name. Keys come from the network's configuration (keystore or environment) or an external signer. */
export async function openOperator(context: CommandContext, input: OperatorInput, talk: Talk): Promise<Operator> {
  const urls = [...((await context.host.urls?.()) ?? []), ...(input.nodes ?? [])];
  if (urls.length === 0) return inProcess(context, input);
  const provider = await PatientProvider.of(urls, { talk });
  const given = [
    ...((await context.host.keys?.()) ?? []),
    ...(input.signer === undefined ? [] : await remoteAccounts(input.signer)),
  ];
  const keys = given.map((key) => key.connect(provider) as Account);
  const connection = connectTo(provider, context.connection.networkName, keys);
  const deployment = await loadDeployment(connection, context.place);
  const account = await signerFor(connection, input.from);
  const base = join(BUILD, "journal", `chain-${deployment.chainId}-${account.address}`);
  const unlock = lockSender(`${base}.lock`);
  // A node signs and sends in one: then there is nothing to write down before.
  const careful =
    keys.length === 0
      ? undefined
      : new CarefulSigner(account, provider, { journal: new Journal(`${base}.jsonl`), talk });
  return {
    deployment,
    keys: await reporterKeys(connection),
    sender: careful ?? account,
    requests: () => provider.requests,
    otherNode: () => {
      provider.preferNext();
    },
    recover: async () => {
      await careful?.recover();
    },
    close: () => {
      unlock();
      provider.destroy();
    },
  };
}

/** A chain in this process has its own accounts and forgets nothing. */
async function inProcess(context: CommandContext, input: OperatorInput): Promise<Operator> {
  return {
    deployment: await context.load(),
    keys: await reporterKeys(context.connection),
    sender: await signerFor(context.connection, input.from),
    requests: () => 0,
    otherNode: () => undefined,
    recover: () => Promise.resolve(),
    close: () => undefined,
  };
}

async function reporterKeys(connection: Connection): Promise<ReporterKey[]> {
  return (await connection.ethers.getSigners()).map((signer) => ({ address: signer.address, signer }));
}

/** What a watch of this operator does besides what the options say. */
export interface WatchChoices {
  readonly folders: RoundFolders;
  readonly inbox?: Inbox | undefined;
  readonly log: WatchLog;
  readonly keys: readonly ReporterKey[];
  readonly sender?: Signer;
  readonly rules?: Partial<WatchRules>;
  readonly turnDelay?: number;
}

/** The watch that an operator's options describe. */
export async function watchFor(
  { deployment, otherNode }: Operator,
  input: OperatorInput,
  choices: WatchChoices,
): Promise<Watch> {
  const { chainId, addresses } = deployment;
  const { log, rules = {}, ...rest } = choices;
  const exchange = new SignatureExchange({
    domain: { chainId, oracle: addresses.oracle },
    folder: input.exchange ?? join(BUILD, "exchange", deploymentName(deployment)),
    peers: (input.peers ?? []).map((peer) => (/^https?:/.test(peer) ? new HttpMirror(peer) : new FolderMirror(peer))),
    warn: (line) => {
      log.warn(line, { step: "exchange" });
    },
  });
  const talk: Talk = { ...SILENT, say: (line) => log.info(line, { step: "history" }) };
  const store = await HistoryStore.open(deployment, { folder: input.history, talk });
  await store.update();
  const config = await readSettings(input.settings);
  return makeWatch({
    // What the store has read may be another object after the chain was reorganised.
    source: {
      deployment,
      get history() {
        return store.history;
      },
      config,
    },
    store,
    bundles: input.bundles ?? bundlesOf(deployment),
    exchange,
    log,
    otherNode,
    ...rest,
    rules: { ...(input.depth !== undefined && { depth: input.depth }), ...rules },
  });
}
