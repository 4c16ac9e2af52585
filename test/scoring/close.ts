import { expect } from "chai";

/** Asserts that vectors agree entry by entry within `tolerance`. */
export function expectClose(got: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-9, what = ""): void {
  expect(got.length, `${what} length`).to.equal(expected.length);
  for (let i = 0; i < got.length; i++) {
    if (got[i] === expected[i]) continue;
    const difference = Math.abs(got[i]! - expected[i]!);
    expect(difference <= tolerance, `${what}[${i}]: got ${got[i]}, expected ${expected[i]}`).to.equal(true);
  }
}
