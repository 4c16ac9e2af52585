import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { isAddress, Wallet } from "ethers";
import { z } from "zod";

import { type Addresses, addressesSchema } from "#chain";
import { messageOf, printable, schemaWords, StakespaceError } from "#lib";
import { suggestion } from "../words/nearest.js";

/** The file a folder may have with its networks. */
const SETTINGS = "stakespace.json";
const LOCAL_NODE = "http://127.0.0.1:8545";

const address = z.string().refine(isAddress, "this is not an address");
const network = z.strictObject({
  rpcUrl: z.string().url("this is not a URL"),
  addresses: addressesSchema(address).optional(),
});
const file = z.strictObject({ network: z.string().optional(), networks: z.record(network) });

/** Which chain a command goes to. */
export interface Place {
  readonly name: string;
  readonly rpcUrl: string;
  /** Where Stakespace is on it, where the file says so. */
  readonly addresses?: Addresses | undefined;
}

/** What was named on the command line. */
export interface Named {
  readonly rpcUrl?: string | undefined;
  readonly network?: string | undefined;
}

/**
 * The chain that was named: by `--rpc-url`, `--network`, the environment (`STAKESPACE_RPC_URL`, `STAKESPACE_NETWORK`) or the
 * file `stakespace.json`, in this order; else the local node.
 *
 * @throws {StakespaceError} `BAD_ARGUMENT` for no URL, `UNKNOWN_NETWORK`, or `BAD_SETTINGS` for a file that is none.
 */
export async function placeOf(named: Named, env: NodeJS.ProcessEnv, folder: string): Promise<Place> {
  const url = named.rpcUrl ?? (named.network === undefined ? env["STAKESPACE_RPC_URL"] : undefined);
  if (url !== undefined) {
    if (!/^https?:\/\/./.test(url) || !URL.canParse(url)) {
      throw new StakespaceError(`--rpc-url "${url}": this is not the URL of a node.`, {
        code: "BAD_ARGUMENT",
        hint: `Name one that starts with http:// or https://, e.g. --rpc-url ${LOCAL_NODE}`,
      });
    }
    return { name: new URL(url).host, rpcUrl: url };
  }
  const settings = await readSettings(folder);
  const name = named.network ?? env["STAKESPACE_NETWORK"] ?? settings.network ?? "localhost";
  const found = Object.hasOwn(settings.networks, name) ? settings.networks[name] : undefined;
  if (found !== undefined) return { name, rpcUrl: found.rpcUrl, addresses: found.addresses };
  if (name === "localhost") return { name, rpcUrl: LOCAL_NODE };
  const known = [...new Set([...Object.keys(settings.networks), "localhost"])];
  throw new StakespaceError(`There is no network "${printable(name, 40)}".`, {
    code: "UNKNOWN_NETWORK",
    hint: `${suggestion(name, known)}Known are: ${known.join(", ")}. Name a node with --rpc-url URL, or the network in ${SETTINGS}.`,
  });
}

/**
 * The key to sign with, from the environment (`STAKESPACE_PRIVATE_KEY`), so that it stands in no file and no history.
 *
 * @throws {StakespaceError} `BAD_KEY`, without showing it.
 */
export function keyOf(env: NodeJS.ProcessEnv): Wallet | undefined {
  const key = env["STAKESPACE_PRIVATE_KEY"];
  if (key === undefined || key === "") return undefined;
  const digits = key.startsWith("0x") ? key.slice(2) : key;
  const hexadecimal = /^[0-9a-f]{64}$/i.test(digits);
  try {
    if (hexadecimal) return new Wallet(`0x${digits}`);
  } catch {
    // Zero, or beyond the curve. The cause would show it.
  }
  const why = hexadecimal
    ? "its number is not one a key can have"
    : `it has ${digits.length} characters, a key has 64 hexadecimal digits`;
  throw new StakespaceError(`STAKESPACE_PRIVATE_KEY is no private key: ${why}.`, {
    code: "BAD_KEY",
    hint: "Check that the whole key was copied; 0x before it may be left out.",
  });
}

async function readSettings(folder: string): Promise<z.infer<typeof file>> {
  const path = join(folder, SETTINGS);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    return { networks: {} };
  }
  try {
    return file.parse(JSON.parse(text), { errorMap: schemaWords });
  } catch (cause) {
    const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined;
    throw new StakespaceError(
      `${path}: ${issue === undefined ? messageOf(cause) : `${issue.path.join(".")}: ${issue.message}`}.`,
      {
        code: "BAD_SETTINGS",
        hint: 'It looks like {"network": "mine", "networks": {"mine": {"rpcUrl": "https://…"}}}.',
        cause,
      },
    );
  }
}
