import { expect } from "chai";
import {
  accountShare,
  matrixOf,
  pearson,
  ScoringError,
  uniqueness,
  uniquenessOf,
} from "../../scripts/scoring/index.js";
import { gaussianSignal, powerSignal } from "../../scripts/scoring/signal.js";
import { columnOf } from "../../scripts/scoring/matrix.js";
import { expectClose } from "./close.js";
import { randomMatrix } from "./random.js";

describe("uniqueness", () => {
  it("gives the senior of two copies all and the junior nothing", () => {
    const [senior, junior] = uniqueness(
      matrixOf([
        [3, 1, 2, 4],
        [30, 10, 20, 40],
      ]),
    );
    expect(senior).to.equal(1);
    expectClose([junior!], [0], 1e-12);
  });

  it("takes the largest positive correlation with a senior", () => {
    const predictions = randomMatrix(50, 6, 7);
    const signals = Array.from({ length: 6 }, (_, j) => powerSignal(columnOf(predictions, j)));
    const expected = signals.map((own, j) =>
      uniquenessOf(Math.max(0, ...signals.slice(0, j).map((other) => pearson(own, other)))),
    );
    expectClose(uniqueness(predictions), expected, 1e-12);
  });

  it("looks at the tails: shuffling the middle does not make a copy unique", () => {
    const rows = 200;
    const senior = Array.from({ length: rows }, (_, i) => i);
    // The middle 60 % the other way round; the rest, which carries what is paid for, as it was.
    const junior = senior.map((i) => (i >= 40 && i < 160 ? 199 - i : i));
    const byTheTails = uniqueness(matrixOf([senior, junior]))[1]!;
    const byRanks = uniquenessOf(pearson(gaussianSignal(senior), gaussianSignal(junior)));
    expect(byTheTails).to.be.below(0.75 * byRanks);
  });

  it("is defined or refused, never NaN", () => {
    expect(() => uniquenessOf(Number.NaN)).to.throw(ScoringError, "correlation");
  });

  it("never falls for an incumbent when a newcomer copies it", () => {
    const predictions = randomMatrix(40, 4, 3);
    const copied = matrixOf([0, 1, 2, 3, 1].map((j) => columnOf(predictions, j)));
    expectClose(uniqueness(copied).slice(0, 4), uniqueness(predictions), 0);
  });

  it("does not reward the opposite of a senior, and gives a constant nothing", () => {
    const got = uniqueness(
      matrixOf([
        [1, 2, 3],
        [3, 2, 1],
        [5, 5, 5],
      ]),
    );
    expectClose(got, [1, 1, 0], 0);
  });

  it("spreads three bases over an account's models", () => {
    expectClose(accountShare(["a", "a", "a", "a", "b"], 5), [0.75, 0.75, 0.75, 0.75, 1], 0);
  });
});
