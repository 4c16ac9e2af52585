import { expect } from "chai";
import fc from "fast-check";
import { StakespaceError } from "../../scripts/lib/errors.js";
import {
  alpha,
  churn,
  correlationContribution,
  exposureBasis,
  featureNeutralCorr,
  matrixOf,
  maxFeatureCorrelation,
  metaModel,
  neutralize,
  numeraiCorr,
  pearson,
  scoreRound,
  spearman,
  trueContribution,
  turnover,
  uniqueness,
  varianceNormalize,
  weightNormalize,
  type Matrix,
  type RoundData,
  type TcMethod,
} from "../../scripts/scoring/index.js";

/** Numbers that break arithmetic: holes, infinities, the largest and the smallest, and ties among them. */
const wild = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, 1, 0.5, Number.NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, 1e-300),
);
/** Numbers that are all accepted, from the smallest to the largest that are. */
const moderate = fc.oneof(
  fc.double({ min: -3, max: 3, noNaN: true }),
  fc.constantFrom(0, -0, 1, 0.5, 5e-324, -5e-324, 1e-300, 1e-160, 1e99, -1e99),
);
/** All finite numbers. */
const finite = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1, 0.5, Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324, 1e-300, 1e300),
);

/** Columns of one length; every third is constant or has only two values. */
function columns(value: fc.Arbitrary<number>, rows: number, count: number): fc.Arbitrary<number[][]> {
  const column = fc.oneof(
    fc.array(value, { minLength: rows, maxLength: rows }),
    value.map((x) => new Array<number>(rows).fill(x)),
    fc.tuple(value, value).map(([a, b]) => Array.from({ length: rows }, (_, i) => (i % 3 === 0 ? a : b))),
  );
  return fc.array(column, { minLength: count, maxLength: count });
}

const shape = fc.record({
  rows: fc.integer({ min: 1, max: 12 }),
  models: fc.integer({ min: 1, max: 5 }),
  features: fc.integer({ min: 0, max: 4 }),
});

interface Inputs {
  readonly predictions: Matrix;
  readonly features: Matrix;
  readonly target: number[];
  readonly weights: number[];
}

function inputs(value: fc.Arbitrary<number>): fc.Arbitrary<Inputs> {
  return shape.chain(({ rows, models, features }) =>
    fc.record({
      predictions: columns(value, rows, models).map((c) => matrixOf(c, rows)),
      features: columns(value, rows, features).map((c) => matrixOf(c, rows)),
      target: fc.array(value, { minLength: rows, maxLength: rows }),
      weights: fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e12, noNaN: true })), {
        minLength: models,
        maxLength: models,
      }),
    }),
  );
}

/** Runs `f`: its numbers must all be finite, or it must throw an error meant for people. */
function expectDefined(what: string, f: () => ArrayLike<number> | number): void {
  let result: ArrayLike<number> | number;
  try {
    result = f();
  } catch (error) {
    expect(error, what).to.be.instanceOf(StakespaceError);
    return;
  }
  for (const value of typeof result === "number" ? [result] : Array.from(result)) {
    expect(Number.isFinite(value), `${what} gave ${value}`).to.equal(true);
  }
}

describe("whatever the input, a defined number or a clear error", function () {
  this.timeout(120_000);

  for (const [name, value] of [
    ["moderate", moderate],
    ["finite", finite],
    ["any", wild],
  ] as const) {
    it(`holds for each function on ${name} numbers`, () => {
      fc.assert(
        fc.property(inputs(value), ({ predictions, features, target, weights }) => {
          const units = new Float64Array(target.length).fill(1);
          const first = predictions.data.subarray(0, target.length);
          expectDefined("CORR", () => numeraiCorr(predictions, target));
          expectDefined("CORR of returns", () => numeraiCorr(predictions, target, { targetPower15: false }));
          expectDefined("CORR top bottom", () => numeraiCorr(predictions, target, { topBottom: 2 }));
          expectDefined("MMC", () => correlationContribution(predictions, metaModel(predictions, weights), target));
          expectDefined("MMC top bottom", () => correlationContribution(predictions, first, target, { topBottom: 2 }));
          expectDefined("FNC", () => featureNeutralCorr(predictions, features, target));
          expectDefined("neutralize", () => neutralize(predictions, features).data);
          expectDefined("max feature", () => maxFeatureCorrelation(first, features).correlation);
          expectDefined("alpha", () => alpha(predictions, features, units, target));
          expectDefined("TC", () => trueContribution(predictions, weights, exposureBasis(features), units, target));
          expectDefined("uniqueness", () => uniqueness(predictions));
          expectDefined("pearson", () => pearson(first, target));
          expectDefined("spearman", () => spearman(first, target));
          expectDefined("churn", () => churn(first, target));
          expectDefined("turnover", () => turnover(first, target));
          expectDefined("variance normalize", () => varianceNormalize(predictions).data);
          expectDefined("weight normalize", () => weightNormalize(predictions).data);
        }),
        { numRuns: 400 },
      );
    });

    it(`holds for whole rounds on ${name} numbers`, async () => {
      let scored = 0;
      await fc.assert(
        fc.asyncProperty(
          inputs(value),
          fc.constantFrom<TcMethod>("closed-form", "optimizer"),
          async ({ predictions, features, target, weights }, method) => {
            const round: RoundData = {
              ids: target.map((_, i) => `id${i}`),
              models: weights.map((_, j) => `m${j}`),
              predictions,
              target: Float64Array.from(target),
              exposures: { names: Array.from({ length: features.columns }, (_, k) => `f${k}`), matrix: features },
            };
            const options = { weights, method, optimizer: { repeats: 2 } };
            const scores = await scoreRound(round, options).catch((error: unknown) => error);
            if (scores instanceof Error) {
              expect(scores).to.be.instanceOf(StakespaceError);
              return;
            }
            scored++;
            // JSON turns what is not finite into null.
            expect(JSON.stringify(scores)).to.not.include("null");
          },
        ),
        { numRuns: 100 },
      );
      if (value === moderate) expect(scored).to.be.above(25);
    });
  }

  it("says whose weight is none", async () => {
    const round: RoundData = {
      ids: ["a", "b", "c"],
      models: ["m0", "m1"],
      predictions: matrixOf([
        [1, 2, 3],
        [3, 1, 2],
      ]),
      target: Float64Array.of(1, 2, 4),
      exposures: { names: [], matrix: matrixOf([], 3) },
    };
    for (const bad of [-1, Number.NaN, 1e101]) {
      const message = await scoreRound(round, { weights: [1, bad] }).then(
        () => "no error",
        (error: unknown) => (error as Error).message,
      );
      expect(message).to.include(`weights: model m1 has ${bad}`);
    }
  });

  it("says which prediction is not a number", async () => {
    const round: RoundData = {
      ids: ["a", "b", "c"],
      models: ["m0", "m1"],
      predictions: matrixOf([
        [1, 2, 3],
        [1, Number.NaN, 3],
      ]),
      target: Float64Array.of(1, 2, 4),
      exposures: { names: [], matrix: matrixOf([], 3) },
    };
    const message = await scoreRound(round, { weights: [1, 1] }).then(
      () => "no error",
      (error: unknown) => (error as Error).message,
    );
    expect(message).to.equal("predictions: model m1, id b: NaN is not a finite number");
  });
});
