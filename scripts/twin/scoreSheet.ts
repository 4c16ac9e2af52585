/**
 * One model's line of a score sheet, as it stands on it. Integers: `score` and `growth` are int16 in units of 1e-5, `weight`
 * and `baseShare` uint16 in units of 1e-4 of which what is above 1 reads as 1.
 */
export interface ScoreRecord {
  readonly score: number;
  readonly growth: number;
  readonly weight: number;
  readonly baseShare: number;
}

/** Bytes of a record, and records of a full page. */
export const RECORD_BYTES = 8;
export const PAGE_RECORDS = 3_000;

/**
 * Thrown for a record or a page that is no score sheet's: says which, where, what was found and what was expected.
 *
 * @example
 * import { decodeRecords, ScoreSheetError } from "#twin";
 *
 * try {
 *   decodeRecords(new Uint8Array(7));
 * } catch (error) {
 *   (error as ScoreSheetError).message; // => "A page has 7 bytes, expected a multiple of 8."
 * }
 */
export class ScoreSheetError extends Error {
  override readonly name = "ScoreSheetError";
}

/** A hash of bytes, 32 bytes long. The contracts use keccak256; the twin has no hash of its own and takes the caller's. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

const FIELDS = [
  { name: "score", low: -32_768, high: 32_767 },
  { name: "growth", low: -32_768, high: 32_767 },
  { name: "weight", low: 0, high: 65_535 },
  { name: "baseShare", low: 0, high: 65_535 },
] as const;

/**
 * The bytes of some records, 8 each, big endian, in the order `score | growth | weight | baseShare`.
 *
 * @throws ScoreSheetError for a field that is not an integer of its type.
 *
 * @example
 * import { encodeRecords } from "#twin";
 *
 * encodeRecords([{ score: 2_000, growth: -150, weight: 5_000, baseShare: 10_000 }]); // => <Buffer 07 d0 ff 6a 13 88 27 10>
 */
export function encodeRecords(records: readonly ScoreRecord[]): Uint8Array {
  const bytes = new Uint8Array(records.length * RECORD_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [index, record] of records.entries()) {
    for (const [place, { name, low, high }] of FIELDS.entries()) {
      const value = record[name];
      if (!Number.isInteger(value) || value < low || value > high) {
        throw new ScoreSheetError(
          `Record ${index + 1}: ${name} is ${value}, expected an integer from ${low} to ${high}.`,
        );
      }
      view.setUint16(index * RECORD_BYTES + place * 2, value & 0xffff);
    }
  }
  return bytes;
}

/**
 * The records in some bytes; the inverse of {@link encodeRecords}.
 *
 * @example
 * import { decodeRecords } from "#twin";
 *
 * const bytes = Uint8Array.of(0x07, 0xd0, 0xff, 0x6a, 0x13, 0x88, 0x27, 0x10);
 * decodeRecords(bytes); // => [{ score: 2000, growth: -150, weight: 5000, baseShare: 10000 }]
 */
export function decodeRecords(bytes: Uint8Array): ScoreRecord[] {
  if (bytes.length % RECORD_BYTES !== 0) {
    throw new ScoreSheetError(`A page has ${bytes.length} bytes, expected a multiple of ${RECORD_BYTES}.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / RECORD_BYTES }, (_, index) => ({
    score: view.getInt16(index * RECORD_BYTES),
    growth: view.getInt16(index * RECORD_BYTES + 2),
    weight: view.getUint16(index * RECORD_BYTES + 4),
    baseShare: view.getUint16(index * RECORD_BYTES + 6),
  }));
}

/**
 * The pages of a sheet: model 1 is the first record of the first page, every page but the last holds 3,000 records.
 *
 * @example
 * import { encodePages } from "#twin";
 *
 * const record = { score: 2_000, growth: -150, weight: 5_000, baseShare: 10_000 };
 * encodePages(Array.from({ length: 3_001 }, () => record)).map((page) => page.length); // => [24000, 8]
 */
export function encodePages(records: readonly ScoreRecord[]): Uint8Array[] {
  const pages: Uint8Array[] = [];
  for (let from = 0; from < records.length; from += PAGE_RECORDS) {
    pages.push(encodeRecords(records.slice(from, from + PAGE_RECORDS)));
  }
  return pages;
}

/**
 * The records of a sheet; the inverse of {@link encodePages}.
 *
 * @throws ScoreSheetError when a page other than the last is not full, or the last is empty or more than full.
 *
 * @example
 * import { decodePages, encodePages } from "#twin";
 *
 * const record = { score: 2_000, growth: -150, weight: 5_000, baseShare: 10_000 };
 * decodePages(encodePages([record])); // => [{ score: 2000, growth: -150, weight: 5000, baseShare: 10000 }]
 */
export function decodePages(pages: readonly Uint8Array[]): ScoreRecord[] {
  for (const [index, page] of pages.entries()) {
    const full = PAGE_RECORDS * RECORD_BYTES;
    const isLast = index === pages.length - 1;
    if (page.length === 0 || page.length > full || (!isLast && page.length < full)) {
      const expected = isLast ? `1 to ${full}` : String(full);
      throw new ScoreSheetError(`Page ${index + 1} has ${page.length} bytes, expected ${expected}.`);
    }
  }
  return pages.flatMap((page) => decodeRecords(page));
}

/**
 * The record of a model, if the sheet covers it.
 *
 * @example
 * import { recordOf } from "#twin";
 *
 * const record = { score: 2_000, growth: -150, weight: 5_000, baseShare: 10_000 };
 * recordOf([record], 1)?.score; // => 2000
 * recordOf([record], 2); // => undefined
 */
export function recordOf(records: readonly ScoreRecord[], modelId: number): ScoreRecord | undefined {
  return records[modelId - 1];
}

/**
 * The hash of a page's code: a STOP byte in front of its records, so that a page can't be called into doing anything.
 *
 * @example
 * import { pageCodeHash } from "#twin";
 * import { getBytes, keccak256 } from "ethers";
 *
 * const hash = pageCodeHash(new Uint8Array(8), (bytes) => getBytes(keccak256(bytes)));
 * hash.length; // => 32
 */
export function pageCodeHash(page: Uint8Array, keccak256: Hash): Uint8Array {
  const code = new Uint8Array(page.length + 1);
  code.set(page, 1);
  return keccak256(code);
}

/**
 * What reporters sign for a sheet: the hash of its pages' code hashes, in order. 32 bytes.
 *
 * @example
 * import { encodePages, hashOf } from "#twin";
 * import { getBytes, keccak256 } from "ethers";
 *
 * const pages = encodePages([{ score: 2_000, growth: -150, weight: 5_000, baseShare: 10_000 }]);
 * hashOf(pages, (bytes) => getBytes(keccak256(bytes))).length; // => 32
 */
export function hashOf(pages: readonly Uint8Array[], keccak256: Hash): Uint8Array {
  const hashes = new Uint8Array(pages.length * 32);
  for (const [index, page] of pages.entries()) hashes.set(pageCodeHash(page, keccak256), index * 32);
  return keccak256(hashes);
}

/**
 * The largest score of a sheet as a report names it: units of 1e-5, 0 if none is positive.
 *
 * @example
 * import { maxScoreOf } from "#twin";
 *
 * maxScoreOf([{ score: -300, growth: 0, weight: 0, baseShare: 0 }]); // => 0
 */
export function maxScoreOf(records: readonly ScoreRecord[]): number {
  return records.reduce((largest, { score }) => Math.max(largest, score), 0);
}
