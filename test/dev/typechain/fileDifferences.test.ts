import { expect } from "chai";

import { fileDifferences } from "../../../scripts/dev/typechain/fileDifferences.js";

describe("fileDifferences", () => {
  it("tells missing, changed and extra files apart", () => {
    const expected = new Map([
      ["same.ts", "1"],
      ["outdated.ts", "2"],
      ["new.ts", "3"],
    ]);
    const actual = new Map([
      ["same.ts", "1"],
      ["outdated.ts", "0"],
      ["old.ts", "4"],
    ]);
    expect(fileDifferences(expected, actual)).to.deep.equal({
      missing: ["new.ts"],
      changed: ["outdated.ts"],
      extra: ["old.ts"],
    });
  });
});
