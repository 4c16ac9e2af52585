import { expect } from "chai";

import { formatLines, uncoveredLines } from "../../../scripts/dev/coverage/lcov.js";

const TRACE = `TN:
SF:contracts/A.sol
DA:9,0
DA:4,12
DA:8,0
LH:1
LF:3
end_of_record
SF:contracts/B.sol
LH:0
LF:0
end_of_record
`;

describe("uncoveredLines", () => {
  it("lists the lines of each file that were never executed", () => {
    expect(uncoveredLines(TRACE)).to.deep.equal([
      { path: "contracts/A.sol", lines: 3, uncovered: [8, 9] },
      { path: "contracts/B.sol", lines: 0, uncovered: [] },
    ]);
  });

  it("finds nothing in an empty trace", () => {
    expect(uncoveredLines("TN:\n")).to.deep.equal([]);
  });
});

describe("formatLines", () => {
  it("joins neighbours", () => {
    expect(formatLines([1, 2, 3, 7, 9, 10])).to.equal("1-3, 7, 9-10");
    expect(formatLines([])).to.equal("");
  });
});
