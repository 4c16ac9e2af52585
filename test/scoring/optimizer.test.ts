import { expect } from "chai";
import highsModule from "highs";
import quadprog from "quadprog";
import {
  columnOf,
  exposureBasis,
  matrix,
  matrixOf,
  powerSignal,
  scoreRound,
  type Matrix,
  type OptimizerOptions,
  type RoundData,
} from "../../scripts/scoring/index.js";
import { optimizedReturn } from "../../scripts/scoring/optimizer/direction.js";
import { dropoutMasks } from "../../scripts/scoring/optimizer/dropout.js";
import { optimizePortfolio, returnGradient } from "../../scripts/scoring/optimizer/portfolio.js";
import type { PortfolioProblem } from "../../scripts/scoring/optimizer/problem.js";
import { solveSemidefinite } from "../../scripts/scoring/optimizer/cholesky.js";
import { StakespaceError } from "../../scripts/lib/errors.js";
import { center, dot, sum } from "../../scripts/scoring/statistics.js";
import { expectClose } from "./close.js";
import { randomMatrix, randomVector } from "./random.js";
import { randomRound, randomWeights } from "./randomRound.js";

function problem(rows: number, exposures: number, seed: number, bound: number, gamma = 1): PortfolioProblem {
  const basis = exposureBasis(randomMatrix(rows, exposures, seed));
  const constant = new Float64Array(rows).fill(1 / Math.sqrt(rows));
  const columns = Array.from({ length: basis.columns }, (_, k) => columnOf(basis, k));
  return { signal: randomVector(rows, seed + 1), exposures: matrixOf([...columns, constant]), gamma, bound };
}

/** The same program solved by an active-set method written by others. Its arrays count from 1. */
function judge({ signal, exposures, gamma, bound }: PortfolioProblem): number[] {
  const rows = signal.length;
  const from1 = <T>(values: T[], first: T): T[] => [first, ...values];
  const quadratic = from1(
    Array.from({ length: rows }, (_, i) =>
      from1(
        Array.from({ length: rows }, (__, k) => (i === k ? gamma : 0)),
        0,
      ),
    ),
    [],
  );
  const constraint = (i: number): number[] => [
    ...Array.from({ length: exposures.columns }, (_, k) => columnOf(exposures, k)[i]!),
    ...Array.from({ length: rows }, (_, k) => (i === k ? 1 : 0)),
    ...Array.from({ length: rows }, (_, k) => (i === k ? -1 : 0)),
  ];
  const constraints = from1(
    Array.from({ length: rows }, (_, i) => from1(constraint(i), 0)),
    [],
  );
  const limits = from1(
    [...new Array<number>(exposures.columns).fill(0), ...new Array<number>(2 * rows).fill(-bound)],
    0,
  );
  const result = quadprog.solveQP(quadratic, from1([...signal], 0), constraints, limits, exposures.columns);
  expect(result.message).to.equal("");
  return result.solution.slice(1);
}

/** What a portfolio earns. */
function earnings({ signal, gamma }: PortfolioProblem, weights: ArrayLike<number>): number {
  return dot(signal, weights) - (gamma / 2) * dot(weights, weights);
}

/** The program as HiGHS reads it. */
function asText({ signal, exposures, gamma, bound }: PortfolioProblem): string {
  const names = Array.from(signal, (_, i) => `w${i}`);
  const sumOf = (factors: ArrayLike<number>): string =>
    names.map((name, i) => `${factors[i]! < 0 ? "-" : "+"} ${Math.abs(factors[i]!)} ${name}`).join(" ");
  return [
    "Minimize",
    `earnings: ${sumOf(signal.map((value) => -value))} + [ ${names.map((name) => `${gamma} ${name} ^ 2`).join(" + ")} ] / 2`,
    "Subject To",
    ...Array.from({ length: exposures.columns }, (_, k) => `e${k}: ${sumOf(columnOf(exposures, k))} = 0`),
    "Bounds",
    ...names.map((name) => `-${bound} <= ${name} <= ${bound}`),
    "End",
  ].join("\n");
}

function portfolioValue(
  round: RoundData,
  weights: ArrayLike<number>,
  neutralizers: Matrix,
  mask: Uint8Array,
  at: number,
  options: OptimizerOptions,
) {
  const signal = new Float64Array(round.ids.length);
  for (let j = 0; j < round.models.length; j++) {
    if (mask[j * options.repeats + at] === 0) continue;
    powerSignal(columnOf(round.predictions, j)).forEach((value, i) => (signal[i]! += weights[j]! * value));
  }
  return optimizedReturn(signal, 1, neutralizers, round.target, options).value;
}

const ONE: OptimizerOptions = { gamma: 1, bound: 1, repeats: 1, dropout: 0, seed: 7 };

describe("the portfolio optimizer", () => {
  for (const [rows, exposures, bound, gamma] of [
    [20, 3, 0.4, 1],
    [40, 6, 0.1, 1],
    [40, 6, 0.9, 2.5],
    [60, 1, 0.02, 0.5],
    [30, 12, 0.2, 1],
    [12, 11, 0.2, 1],
    [50, 4, 1e9, 1],
  ] as const) {
    it(`agrees with an active-set solver: ${rows} stocks, ${exposures} exposures, bound ${bound}, gamma ${gamma}`, () => {
      for (let seed = 1; seed <= 5; seed++) {
        const program = problem(rows, exposures, seed, bound, gamma);
        const { weights } = optimizePortfolio(program);
        expectClose(weights, judge(program), 1e-8);
      }
    });
  }

  it("earns what a second solver's portfolio earns, which is as exact as that solver's positions allow", async () => {
    // The package describes its function as a property of the module, but exports the function itself.
    const highs = await (highsModule as unknown as typeof highsModule.default)();
    for (const [rows, exposures, bound, gamma] of [
      [20, 3, 0.4, 1],
      [30, 6, 0.1, 1],
      [30, 1, 0.02, 0.5],
      [12, 8, 0.01, 1],
    ] as const) {
      for (let seed = 1; seed <= 3; seed++) {
        const program = problem(rows, exposures, seed, bound, gamma);
        const { Status, Columns } = highs.solve(asText(program), { time_limit: 10 });
        expect(Status).to.equal("Optimal");
        const theirs = Array.from(program.signal, (_, i) => (Columns[`w${i}`] as { Primal: number }).Primal);
        const own = optimizePortfolio(program).weights;
        expectClose([earnings(program, own)], [earnings(program, theirs)], 1e-8);
      }
    }
  });

  for (const bound of [0.02, 0.005, 0.001, 1e-5]) {
    it(`finds the portfolio where nearly every position is at its bound: ${bound} of the signal's deviation`, () => {
      const squares = Float64Array.from({ length: 21 }, (_, i) => i * i);
      const constant = new Float64Array(21).fill(1 / Math.sqrt(21));
      const programs = [3, 5, 9, 21].map((rows): PortfolioProblem => {
        const signal = center(squares.subarray(0, rows));
        return { signal, exposures: matrixOf([new Float64Array(rows).fill(1 / Math.sqrt(rows))]), gamma: 1, bound };
      });
      for (let seed = 1; seed <= 6; seed++) {
        programs.push(problem(48, seed, seed, bound), problem(20, 15, seed, bound));
        // One-hot columns and a signal of few levels: many positions compete on equal terms.
        const sector = matrixOf([0, 1, 2].map((own) => Array.from({ length: 21 }, (_, i) => (i % 4 === own ? 1 : 0))));
        const basis = exposureBasis(sector);
        const columns = Array.from({ length: basis.columns }, (_, k) => columnOf(basis, k));
        const signal = randomVector(21, seed, 2);
        programs.push({ signal, exposures: matrixOf([...columns, constant]), gamma: 1, bound });
      }
      for (const program of programs) {
        const size = Math.sqrt(dot(program.signal, program.signal));
        // As TC asks for it: a signal of length 1, bounds in its standard deviation.
        const unit = { ...program, signal: program.signal.map((value) => value / size) };
        const scaled = { ...unit, bound: bound / Math.sqrt(unit.signal.length) };
        const { weights } = optimizePortfolio(scaled);
        // Positions in bounds, so that 1e-8 means as much for tight ones; the judge is given numbers around 1, too.
        const inBounds = judge({ ...scaled, gamma: scaled.bound, bound: 1 });
        expectClose(
          weights.map((weight) => weight / scaled.bound),
          inBounds,
          1e-8,
        );
      }
    });
  }

  it("solves large programs however tight the bound, from a similar program's prices, too", () => {
    for (const bound of [0.02, 0.001, 1e-5, 1e-8]) {
      const program = problem(2000, 20, 3, bound);
      const cold = optimizePortfolio(program);
      expect(cold.iterations).to.be.below(100);
      for (let k = 0; k < program.exposures.columns; k++) {
        const exposure = dot(columnOf(program.exposures, k), cold.weights);
        expect(Math.abs(exposure)).to.be.below(1e-12 * bound * Math.sqrt(2000));
      }
      expect(cold.weights.every((weight) => Math.abs(weight) <= bound)).to.equal(true);
      const warm = optimizePortfolio(
        program,
        cold.duals.map((y) => y * 1.1),
      );
      expectClose(
        warm.weights.map((weight) => weight / bound),
        cold.weights.map((weight) => weight / bound),
        1e-8,
      );
    }
  });

  it("says so, by a code of its own, when it finds no portfolio", () => {
    const program = problem(10, 1, 1, 0.2);
    const broken = { ...program, signal: program.signal.map((value, i) => (i === 3 ? Number.NaN : value)) };
    try {
      optimizePortfolio(broken);
      expect.fail("a portfolio of a signal that is not a number");
    } catch (error) {
      expect(error).to.be.instanceOf(StakespaceError);
      expect((error as StakespaceError).code).to.equal("OPTIMIZER_STALLED");
      expect((error as StakespaceError).hint).to.include("--method closed-form");
    }
  });

  it("meets its constraints to rounding at full size, in a few steps, from any start", () => {
    const program = problem(5000, 20, 3, 0.5);
    const cold = optimizePortfolio(program);
    expect(cold.iterations).to.be.below(15);
    for (let k = 0; k < program.exposures.columns; k++) {
      expect(Math.abs(dot(columnOf(program.exposures, k), cold.weights))).to.be.below(1e-11);
    }
    expect(cold.weights.every((weight) => Math.abs(weight) <= 0.5)).to.equal(true);
    const warm = optimizePortfolio(
      program,
      cold.duals.map((y) => y + 0.3),
    );
    expectClose(warm.weights, cold.weights, 1e-11);
  });

  it("differentiates through the optimum", () => {
    const program = problem(40, 5, 4, 0.3);
    const returns = randomVector(40, 9);
    const portfolio = optimizePortfolio(program);
    const gradient = returnGradient(program, portfolio, returns);
    const step = 1e-6;
    const differences = Array.from({ length: 40 }, (_, i) => {
      const at = (sign: number) => {
        const signal = program.signal.map((value, k) => (k === i ? value + sign * step : value));
        return dot(returns, optimizePortfolio({ ...program, signal }).weights);
      };
      return (at(1) - at(-1)) / (2 * step);
    });
    expectClose(gradient, differences, 1e-8);
  });

  it("survives bounds so tight that no stock is free", () => {
    const program = problem(8, 1, 5, 1e-9);
    const portfolio = optimizePortfolio(program);
    expect(portfolio.weights.every((weight) => Math.abs(weight) <= 1e-9)).to.equal(true);
    expect(returnGradient(program, portfolio, randomVector(8, 1)).every(Number.isFinite)).to.equal(true);
  });

  it("solves singular systems that have a solution", () => {
    const x = solveSemidefinite(Float64Array.of(4, 0, 2, 1), Float64Array.of(2, 1));
    expectClose([4 * x[0]! + 2 * x[1]!, 2 * x[0]! + 1 * x[1]!], [2, 1], 1e-12);
    expectClose(solveSemidefinite(new Float64Array(4), new Float64Array(2)), [0, 0], 0);
  });
});

describe("TC through the optimizer", function () {
  this.timeout(30_000);

  async function tcOf(round: RoundData, weights: ArrayLike<number>, optimizer: Partial<OptimizerOptions>) {
    const scores = await scoreRound(round, { weights, method: "optimizer", optimizer });
    return Float64Array.from(scores.models, ({ tc }) => tc);
  }

  it("is closed-form TC where no bound binds", async () => {
    const round = randomRound(80, 12, 5, 2);
    const weights = randomWeights(12, 3);
    const closed = await scoreRound(round, { weights });
    const tc = await tcOf(round, weights, { ...ONE, bound: 1e6 });
    expectClose(
      tc,
      closed.models.map((model) => model.tc),
      1e-14,
    );
  });

  for (const options of [
    ONE,
    { ...ONE, repeats: 9, dropout: 0.4 },
    { ...ONE, gamma: 3, bound: 0.7, repeats: 2, dropout: 0.9 },
  ]) {
    const { repeats, dropout, gamma, bound } = options;
    const what = `gamma ${gamma}, bound ${bound}, ${repeats} repeats, dropout ${dropout}`;

    it(`agrees with finite differences of the whole pipeline: ${what}`, async () => {
      const round = randomRound(70, 11, 4, 6);
      const weights = randomWeights(11, 4);
      const total = sum(weights);
      const tc = await tcOf(round, weights, options);
      const masks = dropoutMasks(11, repeats, dropout, options.seed);
      const neutralizers = exposureBasis(round.exposures.matrix);
      const mean = (at: ArrayLike<number>) =>
        sum(Array.from({ length: repeats }, (_, r) => portfolioValue(round, at, neutralizers, masks, r, options))) /
        repeats;
      const kept = 1 - Math.floor(dropout * 11) / 11;
      const differences = Array.from(weights, (_, j) => {
        const step = 1e-5;
        const moved = (sign: number) => mean(weights.map((weight, k) => weight / total + (k === j ? sign * step : 0)));
        return (moved(1) - moved(-1)) / (2 * step) / kept;
      });
      expectClose(tc, differences, 1e-7);
    });

    it(`sums to 0 weighted by stake: ${what}`, async () => {
      const round = randomRound(90, 40, 4, 8);
      const weights = randomWeights(40, 4);
      const tc = await tcOf(round, weights, options);
      expect(Math.abs(dot(tc, weights) / sum(weights))).to.be.below(1e-15);
      expect(Math.max(...tc)).to.be.above(1e-6);
    });
  }

  it("does not change when a stake is split over copies, without dropout", async () => {
    const round = randomRound(70, 5, 3, 9);
    const columns = [0, 1, 2, 3, 4, 2].map((j) => columnOf(round.predictions, j));
    const split = { ...round, models: [...round.models, "copy"], predictions: matrixOf(columns) };
    const tc = await tcOf(round, [1, 2, 3, 4, 5], ONE);
    expectClose(await tcOf(split, [1, 2, 1, 4, 5, 2], ONE), [...tc, tc[2]!], 1e-14);
  });

  it("is 0 without stake", async () => {
    expectClose(await tcOf(randomRound(30, 3, 2, 9), [0, 0, 0], ONE), [0, 0, 0], 0);
  });

  it("refuses settings without meaning", async () => {
    const round = randomRound(30, 3, 2, 9);
    for (const bad of [{ gamma: 0 }, { bound: Number.NaN }, { repeats: 0 }, { dropout: 1 }, { seed: -1 }]) {
      const [name] = Object.keys(bad);
      const message = await tcOf(round, [1, 1, 1], bad).then(
        () => "no error",
        (error: unknown) => (error as Error).message,
      );
      expect(message).to.include(`optimizer: ${name} is`);
    }
  });
});

describe("dropout", () => {
  it("leaves out the same number of models in every repeat, each about as often", () => {
    const [models, repeats] = [40, 500];
    const masks = dropoutMasks(models, repeats, 0.5, 3);
    for (let r = 0; r < repeats; r++) {
      expect(sum(Array.from({ length: models }, (_, j) => masks[j * repeats + r]!))).to.equal(20);
    }
    for (let j = 0; j < models; j++) {
      expect(sum(masks.slice(j * repeats, (j + 1) * repeats))).to.be.within(200, 300);
    }
  });

  it("follows its seed", () => {
    expect(dropoutMasks(9, 4, 0.3, 1)).to.deep.equal(dropoutMasks(9, 4, 0.3, 1));
    expect(dropoutMasks(9, 4, 0.3, 1)).to.not.deep.equal(dropoutMasks(9, 4, 0.3, 2));
  });

  it("keeps everything at 0", () => {
    expect(matrix(9, 4, Float64Array.from(dropoutMasks(9, 4, 0, 1))).data.every((kept) => kept === 1)).to.equal(true);
  });
});
