import type { Address } from "viem";

/** What `config.json` beside the page says: which deployment it is about, and where to read. */
export interface Config {
  readonly chainId: number;
  readonly chainName: string;
  readonly rpcUrl: string;
  /** Where the index answers; without one the page reads the chain alone. */
  readonly indexUrl: string | undefined;
  /** A block before the first contract. */
  readonly fromBlock: bigint;
  /** Whether anyone may mint the token, as on a local chain. */
  readonly testToken: boolean;
  /** Whether the node signs for its own accounts: a wallet for trying things out, on a local chain only. */
  readonly nodeSigns: boolean;
  /** Which of them comes first. */
  readonly nodeAccount: Address | undefined;
  /** Where a transaction or an address can be looked up, with a slash at the end. */
  readonly explorerUrl: string | undefined;
  readonly addresses: Readonly<Record<"token" | "manager" | "registry" | "oracle" | "space" | "lens", Address>>;
}

const NAMES = ["token", "manager", "registry", "oracle", "space", "lens"] as const;

/** What is wrong with `config.json`, in words that name the field. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Reads `config.json` as it came. @throws ConfigError */
export function parseConfig(value: unknown): Config {
  if (typeof value !== "object" || value === null) throw new ConfigError("expected an object");
  const fields = value as Readonly<Record<string, unknown>>;
  const addresses = (fields["addresses"] ?? {}) as Readonly<Record<string, unknown>>;
  return {
    chainId: whole(fields, "chainId"),
    chainName: typeof fields["chainName"] === "string" ? fields["chainName"] : `Chain ${whole(fields, "chainId")}`,
    rpcUrl: url(fields, "rpcUrl") ?? missing("rpcUrl", "the address of a node"),
    indexUrl: url(fields, "indexUrl"),
    fromBlock: BigInt(fields["fromBlock"] === undefined ? 0 : whole(fields, "fromBlock")),
    testToken: fields["testToken"] === true,
    nodeSigns: fields["nodeSigns"] === true,
    nodeAccount: isAddress(fields["nodeAccount"]) ? fields["nodeAccount"] : undefined,
    explorerUrl: url(fields, "explorerUrl"),
    addresses: Object.fromEntries(
      NAMES.map((name) => [
        name,
        isAddress(addresses[name]) ? addresses[name] : missing(`addresses.${name}`, "an address"),
      ]),
    ) as Config["addresses"],
  };
}

/** Fetches `config.json` from beside the page. @throws ConfigError */
export async function loadConfig(): Promise<Config> {
  const response = await fetch("./config.json", { cache: "no-cache" });
  if (!response.ok) throw new ConfigError(`the server answered ${response.status}`);
  try {
    return parseConfig(await response.json());
  } catch (error) {
    if (error instanceof SyntaxError) throw new ConfigError("it is not JSON");
    throw error;
  }
}

const isAddress = (value: unknown): value is Address => typeof value === "string" && /^0x[0-9a-fA-F]{40}$/.test(value);

function missing(field: string, expected: string): never {
  throw new ConfigError(`field "${field}": expected ${expected}`);
}

function whole(fields: Readonly<Record<string, unknown>>, name: string): number {
  const value = fields[name];
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : missing(name, "a whole number");
}

function url(fields: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string" || !/^https?:\/\/\S+$/.test(value))
    return missing(name, "an address that begins with http");
  return value.replace(/\/+$/, "");
}
