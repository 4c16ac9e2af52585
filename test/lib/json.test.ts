import { expect } from "chai";

import { StakespaceError } from "../../scripts/lib/errors.js";
import { toJson } from "../../scripts/lib/json.js";

describe("JSON", () => {
  it("writes bigints as strings of digits, at any depth", () => {
    expect(toJson({ a: 2n ** 64n, b: [{ c: -1n }] }, 0)).to.equal('{"a":"18446744073709551616","b":[{"c":"-1"}]}');
  });

  for (const number of [NaN, Infinity, -Infinity]) {
    it(`refuses ${number} instead of writing null`, () => {
      expect(() => toJson({ corr: number }))
        .to.throw(StakespaceError, '"corr"')
        .with.property("code", "JSON_NOT_FINITE");
    });
  }
});
