import { FetchRequest, Network } from "ethers";

import { type Account, addressesOn, type Connection, connectTo, loadDeployment, NodeProvider, openAt } from "#chain";
import { messageOf, StakespaceError } from "#lib";
import type { Host } from "../commands/support/context.js";
import { stateFolder } from "../sending/stateFolder.js";
import { runAs } from "../words/call.js";
import { keyOf, type Named, type Place, placeOf } from "./settings.js";

/** Milliseconds after which a node that says nothing counts as none. */
const PATIENCE = 10_000;

/** {@link PATIENCE}, or the seconds of `STAKESPACE_RPC_TIMEOUT`. */
function patienceOf(env: NodeJS.ProcessEnv): number {
  const named = Number(env["STAKESPACE_RPC_TIMEOUT"]);
  return Number.isFinite(named) && named > 0 ? named * 1000 : PATIENCE;
}

/** What every command was given, as it was typed. */
export interface Given extends Named {
  readonly deployment?: string | undefined;
  readonly from?: string | undefined;
}

/** A program of its own, without Hardhat, as the program a command runs in. `close` lets it end. */
export function ownHost(given: Given, env: NodeJS.ProcessEnv, folder: string): Host & { close: () => void } {
  let provider: NodeProvider | undefined;
  let place: Place | undefined;
  return {
    run: runAs({
      program: "stakespace",
      rpcUrl: given.rpcUrl,
      network: given.network,
      deployment: given.deployment,
      from: given.from === "0" ? undefined : given.from,
    }),
    deployments: `${folder}/ignition`,
    state: stateFolder(env),
    async connect() {
      place = await placeOf(given, env, folder);
      const key = keyOf(env);
      const patience = patienceOf(env);
      const chainId = await askChainId(place, patience);
      provider = new NodeProvider(requestTo(place.rpcUrl, patience), chainId, {
        staticNetwork: Network.from(chainId),
        // A node on this machine mines at once, and one far away is asked often enough.
        pollingInterval: 500,
        // What is asked at once goes together; there is nothing to wait for.
        batchStallTime: 0,
        // What has just been asked is asked again for a reason.
        cacheTimeout: -1,
      });
      const connection = connectTo(provider, place.name, key === undefined ? [] : [key.connect(provider)]);
      const getSigners = async (): Promise<Account[]> => {
        const accounts = await connection.ethers.getSigners();
        if (accounts.length > 0) return accounts;
        throw new StakespaceError(
          `There is no key to sign with, and the node of "${connection.networkName}" has none.`,
          {
            code: "NO_KEY",
            hint: "Put it into the environment as STAKESPACE_PRIVATE_KEY, so that it stands in no file: read -rs STAKESPACE_PRIVATE_KEY && export STAKESPACE_PRIVATE_KEY",
          },
        );
      };
      return { ...connection, ethers: { ...connection.ethers, getSigners } };
    },
    async load(connection: Connection, where) {
      const { chainId } = await connection.ethers.provider.getNetwork();
      if (place?.addresses !== undefined) return openAt(connection, Number(chainId), place.addresses);
      try {
        return await loadDeployment(connection, where);
      } catch (error) {
        const none = error instanceof StakespaceError && error.code === "NO_DEPLOYMENT";
        if (!none || where.deploymentId !== undefined) throw error;
        return openAt(connection, Number(chainId), addressesOn(Number(chainId)));
      }
    },
    speaksFor: () => false,
    close: () => provider?.destroy(),
  };
}

/** ethers asks a node that does not answer for ever, and says so on the console; one question of our own comes first. */
async function askChainId({ name, rpcUrl }: Place, patience: number): Promise<number> {
  const request = requestTo(rpcUrl, patience);
  // A node that has too many requests is not asked again: whoever waits shall know.
  request.retryFunc = () => Promise.resolve(false);
  request.body = { jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] };
  let why: string;
  try {
    const response = await request.send();
    const { statusCode } = response;
    if (response.ok()) {
      const { result } = response.bodyJson as { result?: unknown };
      if (typeof result === "string" && /^0x[0-9a-f]+$/i.test(result)) return Number(result);
      why = "what is there answers, but not as a node does";
    } else why = statusCode === 429 ? "it has too many requests (429)" : `it answers with ${statusCode}`;
  } catch (error) {
    const { code } = Object(error) as { code?: unknown };
    why =
      code === "TIMEOUT" ? `no answer within ${patience / 1000} s` : typeof code === "string" ? code : messageOf(error);
  }
  throw new StakespaceError(`No node answers for the network "${name}": ${why}.`, {
    code: "NODE_UNREACHABLE",
    hint: "Name one with --rpc-url URL. In a clone of Stakespace one starts with: npx hardhat node --hostname 127.0.0.1",
  });
}

function requestTo(url: string, patience: number): FetchRequest {
  const request = new FetchRequest(url);
  request.timeout = patience;
  return request;
}
