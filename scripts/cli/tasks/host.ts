import { HardhatError } from "@nomicfoundation/hardhat-errors";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { HttpNetworkConfig } from "hardhat/types/config";
import type { ChainType, NetworkConnection } from "hardhat/types/network";
import { HDNodeWallet, Wallet } from "ethers";

import { type Account, deployStakespace } from "#chain";
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
  const connect = (): Promise<NetworkConnection<ChainType>> => hre.network.getOrCreate(network ?? LOCAL_NODE);
  return {
    run: runAs({
      network: DEFAULTS.includes(network) ? undefined : network,
      deployment: named(deployment),
      from: from === "0" ? undefined : named(from),
    }),
    deployments: hre.config.paths.ignition,
    state: stateFolder(process.env),
    connect,
    deploy: async (options) => deployStakespace(await connect(), options),
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

function named(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
