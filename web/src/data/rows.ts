/** Reads what came over the wire: digits become bigints, nothing is believed to be more than it is. */
export type Row = Readonly<Record<string, unknown>>;

const wrong = (name: string, value: unknown): never => {
  throw new TypeError(`field "${name}" is ${JSON.stringify(value)}`);
};

export function big(row: Row, name: string): bigint {
  const value = row[name];
  if (typeof value === "string" && /^-?\d+$/.test(value)) return BigInt(value);
  return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : wrong(name, value);
}

export function whole(row: Row, name: string): number {
  const value = row[name];
  const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : wrong(name, value);
}

export function text(row: Row, name: string): string {
  const value = row[name];
  return typeof value === "string" ? value : wrong(name, value);
}

export function hex(row: Row, name: string): `0x${string}` {
  const value = row[name];
  return typeof value === "string" && /^0x[0-9a-fA-F]*$/.test(value) ? (value as `0x${string}`) : wrong(name, value);
}

/** A field that may be empty. */
export function maybe<Value>(row: Row, name: string, read: (row: Row, name: string) => Value): Value | undefined {
  return row[name] === null || row[name] === undefined ? undefined : read(row, name);
}

export function list(row: Row, name: string): readonly Row[] {
  const value = row[name];
  return Array.isArray(value) ? (value as Row[]) : wrong(name, value);
}

/** The rows of a page of the index's tables. */
export function items(data: Row, name: string): readonly Row[] {
  return list((data[name] ?? wrong(name, undefined)) as Row, "items");
}
