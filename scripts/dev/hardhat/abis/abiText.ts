/** A parameter of an entry. */
export interface AbiParameter {
  readonly name: string;
  readonly type: string;
  readonly indexed?: boolean;
  readonly internalType?: string;
  readonly components?: readonly AbiParameter[];
}

/** An entry of an ABI, as the compiler writes it. */
export interface AbiEntry {
  readonly type: string;
  readonly name?: string;
  readonly inputs?: readonly AbiParameter[];
  readonly outputs?: readonly AbiParameter[];
  readonly stateMutability?: string;
}

const HEADER = "// Written by `npx hardhat build`, from the contracts.\n";

/** A module that exports an ABI as a constant, so that types can be read from it. One line per entry. */
export function abiModule(name: string, abi: readonly AbiEntry[]): string {
  const lines = abi.map((entry) => `  ${JSON.stringify(entry, withoutInternalType)},`);
  return `${HEADER}\nexport const ${name} = [\n${lines.join("\n")}\n] as const;\n`;
}

/**
 * A module with every error once: as an ABI, and as types of its arguments.
 *
 * @throws {Error} Where two errors of one name differ: nobody could say which is meant.
 */
export function errorsModule(errors: readonly AbiEntry[]): string {
  const byName = new Map<string, AbiEntry>();
  for (const error of errors) {
    const name = error.name!;
    const before = byName.get(name);
    if (before !== undefined && signature(before) !== signature(error)) {
      throw new Error(`The error ${name} is declared twice: ${signature(before)} and ${signature(error)}.`);
    }
    byName.set(name, error);
  }
  const sorted = [...byName.values()].sort((a, b) => (a.name! < b.name! ? -1 : 1));
  const types = sorted.map(({ name, inputs = [] }) => `  ${name!}: { ${inputs.map(argumentType).join(" ")} };`);
  return `${abiModule("errorsAbi", sorted)}
/** The arguments of each error. */
export interface ContractErrors {
${types.map((line) => line.replace("{  }", "Record<never, never>")).join("\n")}
}
`;
}

function argumentType({ name, type }: AbiParameter): string {
  const list = type.endsWith("[]") ? "[]" : "";
  const single = type.replace(/\[\]$/, "");
  const typed = /^u?int/.test(single)
    ? "bigint"
    : single === "bool"
      ? "boolean"
      : /^(bytes|address)/.test(single)
        ? "`0x${string}`"
        : "string";
  return `readonly ${name}: ${typed}${list};`;
}

function signature({ name, inputs = [] }: AbiEntry): string {
  return `${name!}(${inputs.map((input) => `${input.type} ${input.name}`).join(", ")})`;
}

function withoutInternalType(key: string, value: unknown): unknown {
  return key === "internalType" ? undefined : value;
}
