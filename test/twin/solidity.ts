import { readdirSync, readFileSync } from "node:fs";

const CONTRACTS = new URL("../../contracts/", import.meta.url);

/** The text of a file of `contracts`. */
export function readSource(path: string): string {
  return readFileSync(new URL(path, CONTRACTS), "utf8");
}

/** One Solidity file of a folder of `contracts`. */
export interface Source {
  /** Without `.sol`. */
  readonly name: string;
  readonly functions: readonly string[];
  /** Constants with what they are set to, as numbers, for those that are asked for: not every expression is understood. */
  readonly constants: ReadonlyMap<string, () => bigint>;
}

/** What the files of a folder of `contracts` declare. Private functions of a library are its own business. */
export function sourcesOf(folder: string): Source[] {
  const names = readdirSync(new URL(`${folder}/`, CONTRACTS)).filter((file) => file.endsWith(".sol"));
  return names.sort().map((file) => {
    const text = readSource(`${folder}/${file}`);
    const functions = [...text.matchAll(/^ *function (\w+)\(([^{;]*)[{;]/gm)]
      .filter(([, , rest]) => !/\bprivate\b/.test(rest!))
      .map(([, name]) => name!);
    const constants = [...text.matchAll(/^ *uint\d+ (?:\w+ )?constant (\w+) = ([^;]+);/gm)].map(
      ([, name, value]) => [name!, () => valueOf(value!)] as const,
    );
    const ticks = [...text.matchAll(/^ *Tick constant (\w+) = Tick\.wrap\((\d+)\);/gm)].map(
      ([, name, value]) => [name!, () => BigInt(value!)] as const,
    );
    return { name: file.slice(0, -".sol".length), functions, constants: new Map([...constants, ...ticks]) };
  });
}

function valueOf(text: string): bigint {
  const [, digits, exponent] = /^(\d+)(?:e(\d+))?$/.exec(text) ?? [];
  if (digits !== undefined) return BigInt(digits) * 10n ** BigInt(exponent ?? "0");
  const [, bits] = /^type\(uint(\d+)\)\.max$/.exec(text) ?? [];
  if (bits !== undefined) return 2n ** BigInt(bits) - 1n;
  const [, days] = /^(\d+) days$/.exec(text) ?? [];
  if (days !== undefined) return BigInt(days) * 86_400n;
  throw new Error(`Unknown constant: ${text}`);
}
