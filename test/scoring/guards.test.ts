import { expect } from "chai";
import fc from "fast-check";

import {
  boundedTarget,
  correlationContribution,
  gaussian,
  matrixOf,
  metaModel,
  numeraiCorr,
  orthogonalize,
  pearson,
  payout,
  payoutScore,
  power15,
  scoreRound,
  ScoringError,
  stakeWeight,
  standardDeviation,
} from "../../scripts/scoring/index.js";
import { randomMatrix } from "./random.js";

describe("what every score is guarded against", function () {
  this.timeout(60_000);

  it("refuses NaN in functions that have no columns to name", () => {
    const wrong = Number.NaN;
    for (const [what, call] of Object.entries({
      gaussian: () => gaussian([wrong]),
      percentile: () => gaussian([1.5]),
      power: () => power15([1, wrong]),
      orthogonalize: () => orthogonalize([1, 2], [wrong, 1]),
      removed: () => orthogonalize([wrong, 2], [1, 1]),
      payout: () => payout(1, wrong, 1, 0.05),
      payoutScore: () => payoutScore({ corr: 1, mmc: wrong, tc: 0 }, { corr: 1, mmc: 1, tc: 1 }),
      multipliers: () => payoutScore({ corr: 1, mmc: 0, tc: 0 }, { corr: 1, mmc: wrong, tc: 1 }),
      stakeWeight: () => stakeWeight(matrixOf([[1, wrong]]), [1]),
      bounded: () => boundedTarget([1, wrong]),
      correlation: () => pearson([1, wrong], [1, 2]),
    })) {
      expect(call, what).to.throw(ScoringError);
    }
  });

  it("scores a target of any size alike", () => {
    const predictions = randomMatrix(40, 3, 5);
    const target = Array.from({ length: 40 }, (_, i) => ((i * 17) % 40) - 19.5);
    const [normal] = [numeraiCorr(predictions, target)];
    for (const scale of [2 ** -1_000, 2 ** -600, 2 ** -10, 2 ** 200]) {
      const scaled = target.map((value) => value * scale);
      expect([...numeraiCorr(predictions, scaled)], `times ${scale}`).to.deep.equal([...normal]);
      expect(standardDeviation(scaled) / scale / standardDeviation(target)).to.be.within(1 - 1e-10, 1 + 1e-10);
      expect(pearson(scaled, target)).to.be.within(1 - 1e-12, 1 + 1e-12);
    }
  });

  it("scores a round with a tiny target as one with a large", async () => {
    const predictions = randomMatrix(40, 3, 5);
    const values = Float64Array.from({ length: 40 }, (_, i) => ((i * 17) % 40) - 19.5);
    const round = {
      ids: Array.from(values, (_, i) => `S${i}`),
      models: ["a", "b", "c"],
      predictions,
      exposures: { names: ["x"], matrix: randomMatrix(40, 1, 9) },
    };
    const options = { weights: [1, 2, 3] };
    const normal = await scoreRound({ ...round, target: values }, options);
    const tiny = await scoreRound({ ...round, target: values.map((value) => value * 2 ** -900) }, options);
    expect(tiny.models.map(({ corr, fnc }) => [corr, fnc])).to.deep.equal(
      normal.models.map(({ corr, fnc }) => [corr, fnc]),
    );
    for (const { mmc, tc } of tiny.models) expect([mmc, tc].every(Number.isFinite)).to.equal(true);
  });
});

describe("the mean of the signals", () => {
  it("ties what differs by rounding, so that no score depends on the order of the models", () => {
    // Two stocks that three models rank alike but in turns: their means are equal, whatever the order of the sum.
    const columns = [
      [1, 2, 3, 4, 5, 6],
      [2, 3, 1, 6, 4, 5],
      [3, 1, 2, 5, 6, 4],
    ];
    const weights = [0.1, 0.1, 0.1];
    const target = [0.3, -0.2, 0.1, 0.4, -0.5, 0.2];
    const probe = matrixOf([[6, 1, 4, 2, 5, 3]]);
    const scores = new Set<number>();
    const ranks = new Set<string>();
    for (const order of [
      [0, 1, 2],
      [1, 2, 0],
      [2, 1, 0],
      [0, 2, 1],
    ]) {
      const meta = metaModel(matrixOf(order.map((j) => columns[j]!)), weights);
      ranks.add([...meta.slice(0, 3)].map((value) => Math.sign(value - meta[0]!)).join());
      scores.add(correlationContribution(probe, meta, target)[0]!);
    }
    expect([...ranks]).to.deep.equal(["0,0,0"]);
    expect(scores.size).to.equal(1);
  });
});

describe("a bounded target", function () {
  this.timeout(60_000);

  it("cuts what lies beyond fifteen median distances, and leaves the rest", () => {
    const target = [-2, -1, 0, 1, 2, 100, -100];
    expect([...boundedTarget(target)]).to.deep.equal([-2, -1, 0, 1, 2, 30, -30]);
  });

  it("leaves buckets and constants alone", () => {
    const buckets = [0.5, 0.5, 0.5, 0.5, 0.25, 0.75, 0, 1];
    expect([...boundedTarget(buckets)]).to.deep.equal(buckets);
    expect([...boundedTarget([3, 3, 3])]).to.deep.equal([3, 3, 3]);
  });

  it("is what it was when bounded again, and keeps the order of all values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (target) => {
          const once = boundedTarget(target);
          expect([...boundedTarget(once)]).to.deep.equal([...once]);
          for (let i = 1; i < target.length; i++) {
            if (target[i - 1]! <= target[i]!) expect(once[i - 1]).to.be.at.most(once[i]!);
          }
        },
      ),
    );
  });

  it("does not let one stock decide a round", async () => {
    const predictions = randomMatrix(60, 2, 3);
    const target = Float64Array.from({ length: 60 }, (_, i) => (((i * 23) % 60) - 29.5) / 30);
    const outlier = target.slice();
    outlier[7] = 50;
    const further = target.slice();
    further[7] = 5_000;
    const round = {
      ids: Array.from(target, (_, i) => `S${i}`),
      models: ["a", "b"],
      predictions,
      exposures: { names: ["x"], matrix: randomMatrix(60, 1, 4) },
    };
    const of = async (values: Float64Array) => scoreRound({ ...round, target: values }, { weights: [1, 1] });
    expect(await of(further)).to.deep.equal(await of(outlier));
  });
});
