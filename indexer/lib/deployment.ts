import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

type Address = `0x${string}`;

/** What the index has to know of a deployment: the record that `npx hardhat deploy` writes. */
export interface Deployment {
  readonly chainId: number;
  /** A block before the first contract. */
  readonly fromBlock: number;
  readonly addresses: Readonly<Record<"registry" | "oracle" | "space" | "lens", Address>>;
}

const LOCAL = join("..", "ignition", "deployments", "chain-31337", "stakespace.json");

const isAddress = (value: unknown): value is Address => typeof value === "string" && /^0x[0-9a-fA-F]{40}$/.test(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/**
 * The deployment to index: the record that `STAKESPACE_DEPLOYMENT` names, that of the local chain unless it is set.
 *
 * @throws {Error} Where there is no such file, or it is no record of a deployment: which field, and what was expected.
 */
export function readDeployment(file = process.env["STAKESPACE_DEPLOYMENT"] ?? LOCAL): Deployment {
  if (!existsSync(file)) {
    throw new Error(`${file} is missing. Deploy with npx hardhat deploy, or name its record in STAKESPACE_DEPLOYMENT.`);
  }
  const record = JSON.parse(readFileSync(file, "utf8")) as Partial<Record<string, unknown>>;
  const { chainId, fromBlock } = record;
  if (!isCount(chainId)) throw new Error(`${file}, field "chainId": expected a whole number.`);
  if (!isCount(fromBlock)) throw new Error(`${file}, field "fromBlock": expected a whole number.`);
  const addresses = (record["addresses"] ?? {}) as Partial<Record<string, unknown>>;
  const address = (name: string): Address => {
    const found = addresses[name];
    if (!isAddress(found)) throw new Error(`${file}, field "addresses.${name}": expected an address.`);
    return found;
  };
  return {
    chainId,
    fromBlock,
    addresses: {
      registry: address("registry"),
      oracle: address("oracle"),
      space: address("space"),
      lens: address("lens"),
    },
  };
}
