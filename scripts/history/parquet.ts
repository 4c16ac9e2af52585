// The programs are loaded where there is a file: most folders have none.
import type { FileMetaData, SchemaElement } from "hyparquet";

/**
 * What a column holds: whole numbers of 32 or 64 bits, text, or token wei, which are DECIMAL(38, 0) because no integer of Parquet
 * is wide enough.
 */
export type ColumnKind = "int32" | "int64" | "text" | "wei";

/** A value of a column. */
export type Cell = number | string | bigint | null;

/** A column of a table; any of its values may be missing. */
export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** A table as it is in a file. */
export interface Table {
  /** Under the key `stakespace`. */
  readonly meta: string;
  readonly rows: readonly Readonly<Record<string, Cell>>[];
}

const META = "stakespace";
/** Bytes of a DECIMAL(38, 0). */
const WIDE = 16;

const ELEMENTS: Readonly<Record<ColumnKind, Omit<SchemaElement, "name">>> = {
  int32: { type: "INT32", repetition_type: "OPTIONAL" },
  int64: { type: "INT64", repetition_type: "OPTIONAL" },
  text: { type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
  wei: {
    type: "FIXED_LEN_BYTE_ARRAY",
    type_length: WIDE,
    converted_type: "DECIMAL",
    precision: 38,
    scale: 0,
    repetition_type: "OPTIONAL",
  },
};

/** The bytes of a table's Parquet file: the same for the same table, on every machine. */
export async function tableBytes(columns: readonly Column[], { meta, rows }: Table): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const schema: SchemaElement[] = [
    { name: "root", num_children: columns.length },
    ...columns.map(({ name, kind }) => ({ name, ...ELEMENTS[kind] })),
  ];
  const columnData = columns.map(({ name, kind }) => ({
    name,
    data: rows.map((row) => {
      const value = row[name] ?? null;
      return kind === "int64" && value !== null ? BigInt(value) : value;
    }),
  }));
  const kvMetadata = [{ key: META, value: meta }];
  return new Uint8Array(parquetWriteBuffer({ schema, columnData, kvMetadata, createdBy: "stakespace" }));
}

/**
 * Reads what a table's file says besides its rows; only the end of the file is looked at.
 *
 * @throws {Error} As {@link readTable}.
 */
export async function readMeta(columns: readonly Column[], path: string): Promise<string> {
  const { asyncBufferFromFile, parquetMetadataAsync } = await import("hyparquet");
  return metaOf(columns, await parquetMetadataAsync(await asyncBufferFromFile(path)));
}

/**
 * Reads a table.
 *
 * @throws {Error} For bytes that are no Parquet file, or one with other columns.
 */
export async function readTable(columns: readonly Column[], path: string): Promise<Table> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import("hyparquet");
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const meta = metaOf(columns, metadata);
  // The reader makes floating point of decimals; as plain bytes they stay what they are.
  for (const element of metadata.schema) {
    if (element.converted_type !== "DECIMAL") continue;
    delete element.converted_type;
    delete element.logical_type;
  }
  const found = await parquetReadObjects({ file, metadata });
  const rows = found.map((row) =>
    Object.fromEntries(columns.map(({ name, kind }) => [name, cellOf(row[name], kind, name)])),
  );
  return { meta, rows };
}

function metaOf(columns: readonly Column[], { key_value_metadata, schema }: FileMetaData): string {
  const names = schema.slice(1).map(({ name }) => name);
  if (names.join() !== columns.map(({ name }) => name).join()) throw new Error(`its columns are ${names.join(", ")}`);
  const meta = key_value_metadata?.find(({ key }) => key === META)?.value;
  if (meta === undefined) throw new Error(`it says nothing under "${META}"`);
  return meta;
}

function cellOf(value: unknown, kind: ColumnKind, name: string): Cell {
  if (value === null || value === undefined) return null;
  if (kind === "wei" && value instanceof Uint8Array && value.length === WIDE) return bigEndian(value);
  if (kind === "text" && typeof value === "string") return value;
  if (kind === "int32" && typeof value === "number") return value;
  if (kind === "int64" && typeof value === "bigint") return Number(value);
  throw new Error(`column ${name} does not hold what it should`);
}

function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * WIDE, value);
}
