import type { OwnershipChange } from "#chain";
import { type Cell, type Column, readTable, tableBytes } from "./parquet.js";
import { metaText, type OwnershipMeta, parseOwnershipMeta } from "./roundMeta.js";

/** The columns of the file of changes of ownership, documented in docs/history.md. A row a change, in order. */
const COLUMNS: readonly Column[] = [
  { name: "block", kind: "int64" },
  { name: "log_index", kind: "int32" },
  { name: "model", kind: "int32" },
  { name: "kind", kind: "text" },
  { name: "account", kind: "text" },
  { name: "name", kind: "text" },
  { name: "from_round", kind: "int32" },
];

const KINDS: readonly unknown[] = ["registered", "transferred", "accepted"] satisfies OwnershipChange["kind"][];

/** The bytes of the file. */
export function ownershipBytes(meta: OwnershipMeta, changes: readonly OwnershipChange[]): Promise<Uint8Array> {
  const rows = changes.map(({ block, logIndex, model, kind, account, name, fromRound }): Record<string, Cell> => {
    return { block, log_index: logIndex, model, kind, account, name, from_round: fromRound };
  });
  return tableBytes(COLUMNS, { meta: metaText(meta), rows });
}

/**
 * Reads the file.
 *
 * @throws {Error} For a file that is damaged, or another one.
 */
export async function readOwnershipFile(
  file: string,
): Promise<OwnershipMeta & { readonly changes: readonly OwnershipChange[] }> {
  const { meta, rows } = await readTable(COLUMNS, file);
  return { ...parseOwnershipMeta(meta), changes: rows.map(changeOf) };
}

function changeOf(row: Readonly<Record<string, Cell>>): OwnershipChange {
  if (!KINDS.includes(row["kind"])) throw new Error(`a change of ownership is "${String(row["kind"])}"`);
  return {
    block: Number(row["block"]),
    logIndex: Number(row["log_index"]),
    model: Number(row["model"]),
    kind: row["kind"] as OwnershipChange["kind"],
    account: String(row["account"]),
    name: row["name"] as string | null,
    fromRound: row["from_round"] as number | null,
  };
}
