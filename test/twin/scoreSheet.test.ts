import { expect } from "chai";
import { getBytes, hexlify, keccak256 } from "ethers";
import fc from "fast-check";

import {
  decodePages,
  decodeRecords,
  encodePages,
  encodeRecords,
  hashOf,
  maxScoreOf,
  PAGE_RECORDS,
  ScoreSheetError,
} from "#twin";
import { record } from "./arbitraries.js";

const RECORD = { score: -1, growth: 2, weight: 10_000, baseShare: 65_535 };
const keccak = (bytes: Uint8Array): Uint8Array => getBytes(keccak256(bytes));

describe("twin/scoreSheet", () => {
  it("writes a record as score, growth, weight and baseShare, 16 bits each, most significant first", () => {
    expect(hexlify(encodeRecords([RECORD]))).to.equal("0xffff00022710ffff");
  });

  it("reads back what it wrote, page by page", () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 50 }), (records) => {
        expect(decodeRecords(encodeRecords(records))).to.deep.equal(records);
        expect(decodePages(encodePages(records))).to.deep.equal(records);
      }),
    );
  });

  it("fills every page but the last with 3,000 records", () => {
    const lengths = (count: number): number[] =>
      encodePages(Array.from({ length: count }, () => RECORD)).map((page) => page.length);
    expect(lengths(0)).to.deep.equal([]);
    expect(lengths(PAGE_RECORDS)).to.deep.equal([24_000]);
    expect(lengths(PAGE_RECORDS + 1)).to.deep.equal([24_000, 8]);
  });

  it("reads a page that is a view into a larger buffer", () => {
    const bytes = encodeRecords([RECORD, { ...RECORD, score: 7 }]);
    expect(decodeRecords(bytes.subarray(8))).to.deep.equal([{ ...RECORD, score: 7 }]);
  });

  it("refuses fields that do not fit, and pages that are no sheet's, naming place, found and expected", () => {
    expect(() => encodeRecords([RECORD, { ...RECORD, growth: 32_768 }])).to.throw(
      ScoreSheetError,
      "Record 2: growth is 32768, expected an integer from -32768 to 32767.",
    );
    expect(() => encodeRecords([{ ...RECORD, weight: -1 }])).to.throw(ScoreSheetError, "weight is -1");
    expect(() => encodeRecords([{ ...RECORD, score: 0.5 }])).to.throw(ScoreSheetError, "score is 0.5");
    expect(() => decodeRecords(new Uint8Array(7))).to.throw(ScoreSheetError, "7 bytes");
    expect(() => decodePages([new Uint8Array(8), new Uint8Array(8)])).to.throw(ScoreSheetError, "Page 1 has 8 bytes");
    expect(() => decodePages([new Uint8Array(0)])).to.throw(ScoreSheetError, "Page 1 has 0 bytes");
    expect(() => decodePages([new Uint8Array(24_008)])).to.throw(ScoreSheetError, "Page 1 has 24008 bytes");
  });

  it("hashes the pages' code, a STOP byte before the records, and then the hashes", () => {
    const code = keccak256("0x00ffff00022710ffff");
    expect(hexlify(hashOf(encodePages([RECORD]), keccak))).to.equal(keccak256(code));
    const two = encodePages(Array.from({ length: PAGE_RECORDS + 1 }, () => RECORD));
    const codes = two.map((page) => keccak256(`0x00${hexlify(page).slice(2)}`).slice(2));
    expect(hexlify(hashOf(two, keccak))).to.equal(keccak256(`0x${codes.join("")}`));
  });

  it("names the largest score, 0 where none is positive", () => {
    expect(maxScoreOf([RECORD, { ...RECORD, score: 12 }, { ...RECORD, score: 5 }])).to.equal(12);
    expect(maxScoreOf([RECORD])).to.equal(0);
    expect(maxScoreOf([])).to.equal(0);
  });
});
