import { HardhatError } from "@nomicfoundation/hardhat-errors";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { HttpNetworkConfig } from "hardhat/types/config";
import type { ChainType, NetworkConnection } from "hardhat/types/network";
import { HDNodeWallet, Wallet } from "ethers";

import { type Account, type Connection, deployStakespace, readingInBatches } from "#chain";
import type { Host } from "../commands/support/context.js";
import { stateFolder } from "../sending/stateFolder.js";
import { runAs } from "../words/call.js";

/** The network the commands talk to unless `--network` names another. */
const LOCAL_NODE = "localhost";
/** Nobody has to name these: the local node, and the chain inside a command, which is over when the next one comes. */
const DEFAULTS: readonly (string | undefined)[] = [LOCAL_NODE, "default"];

/** Hardhat as the program a command runs in. */
export function hardhatHost(
  hre: HardhatRuntimeEnvironment,
  { deployment, from }: { readonly deployment?: unknown; readonly from?: unknown },
): Host {
  // The type says it is always there, but without `--network` it is not.
  const network = hre.globalOptions.network as string | undefined;
  const getConnection = (): Promise<NetworkConnection<ChainType>> => hre.network.getOrCreate(network ?? LOCAL_NODE);
  return {
    run: runAs({
      network: DEFAULTS.includes(network) ? undefined : network,
      deployment: named(deployment),
      from: from === "0" ? undefined : named(from),
    }),
    deployments: hre.config.paths.ignition,
    state: stateFolder(process.env),
    connect: async () => withBatches(await getConnection()),
    deploy: async (options) => deployStakespace(await getConnection(), options),
    async urls() {
      const found = hre.config.networks[network ?? LOCAL_NODE];
      return found?.type === "http" ? [await found.url.getUrl()] : [];
    },
    async keys() {
      const found = hre.config.networks[network ?? LOCAL_NODE];
      return found?.type === "http" ? walletsOf(found.accounts) : [];
    },
    // Of its networks and configuration.
    speaksFor: (error) => HardhatError.isHardhatError(error),
  };
}

/** The keys of a network's configuration, from the keystore or the environment; they are never shown. */
async function walletsOf(accounts: HttpNetworkConfig["accounts"]): Promise<Account[]> {
  if (accounts === "remote") return [];
  if (Array.isArray(accounts)) {
    return Promise.all(accounts.map(async (account) => new Wallet(await account.getHexString())));
  }
  const [phrase, passphrase] = await Promise.all([accounts.mnemonic.get(), accounts.passphrase.get()]);
  const root = HDNodeWallet.fromPhrase(phrase, passphrase, accounts.path);
  return Array.from({ length: accounts.count }, (_, place) => root.deriveChild(accounts.initialIndex + place));
}

/** Reads go to the node many at a time: Hardhat sends each alone. What is signed and sent is still Hardhat's. */
async function withBatches(connection: NetworkConnection<ChainType>): Promise<Connection> {
  const { networkConfig } = connection;
  if (networkConfig.type !== "http") return connection;
  const { url, httpHeaders: headers, timeout } = networkConfig;
  return readingInBatches(connection, { url: await url.getUrl(), headers, timeout });
}

function named(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
