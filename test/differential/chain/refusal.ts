import { decodeBytes32String, Interface, type InterfaceAbi } from "ethers";

import * as generated from "../../../typechain-types/index.js";
import type { Refused } from "../answers.js";

/** Everything a transaction can be refused with, errors of libraries and inner contracts included. */
const errors = new Interface(
  Object.values(generated as Record<string, { abi?: InterfaceAbi }>).flatMap(({ abi }) =>
    abi === undefined ? [] : new Interface(abi).fragments.filter(({ type }) => type === "error"),
  ),
);

/** The Solidity error a transaction was refused with. What is no refusal passes through. */
export function refusalIn(error: unknown): Refused {
  const data = revertData(error);
  if (data === undefined) throw error;
  const found = errors.parseError(data);
  if (found === null) return { name: `an unknown error ${data}`, args: {} };
  const args = found.fragment.inputs.map(({ name }, index) => [name, textOf(found.name, name, found.args[index])]);
  return { name: found.name, args: Object.fromEntries(args) as Record<string, string> };
}

/** What ParameterOutOfBounds names is a text in 32 bytes; other 32 bytes are hashes. */
function textOf(error: string, name: string, value: unknown): string {
  return error === "ParameterOutOfBounds" && name === "name" ? decodeBytes32String(String(value)) : String(value);
}

function revertData(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("data" in error)) return undefined;
  const { data } = error;
  if (typeof data === "string") return data;
  return typeof data === "object" && data !== null && "data" in data ? String(data.data) : undefined;
}
