import { expect } from "chai";

import { Random } from "#lib";
import { exposure, nextRecord, NO_RECORD, type LimitRecord } from "../../../scripts/weighting/limits/record.js";
import {
  afterRound,
  NO_LIMIT_STATE,
  spaceFields,
  type LimitState,
  type LimitTerms,
  type RoundToReport,
} from "../../../scripts/weighting/limits/round.js";
import { DEFAULT_LIMIT_RULE } from "../../../scripts/weighting/limits/rule.js";
import { benchmarkOf, nextScale } from "../../../scripts/weighting/limits/scale.js";
import { baseShareOf, confidence, limitGrowth, ratchet, tcOf } from "../../../scripts/weighting/limits/space.js";

const RULE = DEFAULT_LIMIT_RULE;
const TERMS: LimitTerms = { newcomerBase: 100, newcomerShare: 0.1 };

function model(change: Partial<RoundToReport> = {}): RoundToReport {
  return { entered: true, newAccount: false, filled: 100, score: 0.02, tc: 0.01, uniqueness: 1, ...change };
}

/** Plays rounds as reporters do, and gives the fields of the last and the state after it. */
function play(rounds: readonly (readonly RoundToReport[])[], state: LimitState = NO_LIMIT_STATE) {
  let fields = spaceFields(state, [], TERMS, RULE);
  for (const round of rounds) {
    fields = spaceFields(state, round, TERMS, RULE);
    const published = round.map((line, j) => ({
      ...line,
      growth: fields[j]!.growth / 100_000,
      baseShare: fields[j]!.baseShare / 10_000,
    }));
    state = afterRound(state, published, TERMS, RULE);
  }
  return { fields, state };
}

function near(actual: number, expected: number, tolerance = 1e-12): void {
  expect(actual).to.be.within(expected - tolerance, expected + tolerance);
}

describe("weighting/limits: records", () => {
  it("counts a round in full from the newcomer's base on, in part below, and not at all without stake", () => {
    expect([0, 50, 100, 5_000].map((filled) => exposure(filled, 100))).to.deep.equal([0, 0.5, 1, 1]);
    expect(exposure(0, 0)).to.equal(1);
  });

  it("decays four sums and adds the round to each", () => {
    const before: LimitRecord = { rounds: 2, excess: 0.1, squares: 0.01, contribution: -0.2 };
    const after = nextRecord(before, { ...RULE, memory: 0.5 }, { counts: 0.5, excess: 0.04, tc: 0.02 });
    near(after.rounds, 1.5);
    near(after.excess, 0.07);
    near(after.squares, 0.0058);
    near(after.contribution, -0.09);
  });

  it("forgets half in 40 rounds", () => {
    near(RULE.memory ** 40, 0.5, 1e-9);
  });

  it("sets the benchmark at half the stake-weighted mean score, whatever models without stake score", () => {
    const round = [
      model({ filled: 300, score: 0.04 }),
      model({ filled: 100, score: -0.02 }),
      model({ filled: 0, score: 9 }),
    ];
    near(benchmarkOf(round, RULE), 0.0125);
    expect(benchmarkOf([model({ filled: 0 })], RULE)).to.equal(0);
  });

  it("takes the scale from medians, begins with the first round and then moves by a twentieth", () => {
    const first = nextScale(undefined, [-0.06745, 0.01, 0.06745], RULE)!;
    near(first, 0.01);
    near(nextScale(first, [0.1349, -0.1349], RULE)!, 0.95 * 0.01 + 0.05 * 0.04);
    near(nextScale(first, [0.02, 0.04, 100, 0.06745], RULE)!, 0.95 * 0.01 + 0.05 * (0.053725 / 0.6745) ** 2);
    expect(nextScale(undefined, [], RULE)).to.equal(undefined);
    expect(nextScale(0.3, [], RULE)).to.equal(0.3);
  });
});

describe("weighting/limits: space", () => {
  it("is sure by the record's t statistic with four ordinary rounds of doubt, over two, cut to [0, 1]", () => {
    const record = { ...NO_RECORD, rounds: 3, excess: 0.06, squares: 0.0012 };
    near(confidence(record, 0.0006, RULE), 0.06 / Math.sqrt(0.0036) / 2);
    expect(confidence({ ...record, excess: -0.06 }, 0.0006, RULE)).to.equal(0);
    expect(confidence({ ...record, excess: 60 }, 0.0006, RULE)).to.equal(1);
    expect(confidence(NO_RECORD, 0, RULE)).to.equal(0);
  });

  it("raises the newcomer's share to the whole by confidence, times uniqueness", () => {
    near(baseShareOf(1, 0, 0.1), 0.1);
    near(baseShareOf(0.5, 0.5, 0.1), 0.275);
    near(baseShareOf(1, 1, 0.1), 1);
    expect(baseShareOf(0, 1, 0.1)).to.equal(0);
  });

  it("lets a share fall at once and rise by an eighth a round", () => {
    expect(ratchet(0.5, 0.2, RULE)).to.equal(0.2);
    expect(ratchet(0.5, 0.9, RULE)).to.equal(0.625);
  });

  it("grows by half of the round's TC and half of the mean that the record shows, less what holding space costs", () => {
    near(limitGrowth({ ...NO_RECORD, rounds: 14, contribution: 0.8 }, 0.03, RULE), 0.015 + 0.4 / 24 - 0.004);
  });

  it("finds the TC a growth was made from, whatever the record", () => {
    const random = new Random("limits/tcOf");
    for (let i = 0; i < 500; i++) {
      const before = { ...NO_RECORD, rounds: random.between(0, 58), contribution: random.between(-2, 2) };
      const [counts, tc] = [random.float(), random.between(-0.3, 0.3)];
      const after = nextRecord(before, RULE, { counts, excess: 0, tc });
      near(tcOf(limitGrowth(after, tc, RULE), before, counts, RULE), tc, 1e-9);
    }
  });
});

describe("weighting/limits: rounds", () => {
  it("gives a model without a submission no growth and no base, and lets its record wait", () => {
    const { state } = play([[model()], [model()]]);
    const waiting = play([[model({ entered: false, filled: 0, score: 0 })]], state);
    expect(waiting.fields).to.deep.equal([{ growth: 0, baseShare: 0 }]);
    expect(waiting.state).to.deep.equal(state);
  });

  it("starts a record anew when the account changes: records cannot be sold", () => {
    const history = Array.from({ length: 30 }, () => [model({ score: 0.03 }), model({ score: 0.001, filled: 1_000 })]);
    const { state } = play(history);
    const round = [model({ score: 0.03 }), model({ score: 0.001, filled: 1_000 })];
    const kept = spaceFields(state, round, TERMS, RULE)[0]!;
    const sold = spaceFields(state, [{ ...round[0]!, newAccount: true }, round[1]!], TERMS, RULE)[0]!;
    expect(kept.baseShare).to.equal(10_000);
    expect(sold.baseShare).to.be.below(2_300);
  });

  it("moves nothing for a model that has no stake at risk", () => {
    const { state } = play([[model({ filled: 0, score: 5, tc: 1 }), model()]]);
    expect(state.models[0]!.record).to.deep.equal(NO_RECORD);
  });

  it("keeps noise near the newcomer's base and lifts skill to the whole base", () => {
    const random = new Random("limits/noise");
    const rounds = Array.from({ length: 80 }, () =>
      Array.from({ length: 40 }, (_, j) => model({ score: (j < 20 ? 0 : 0.02) + 0.018 * random.normal() })),
    );
    const { fields } = play(rounds);
    const mean = (from: number, to: number): number =>
      fields.slice(from, to).reduce((total, { baseShare }) => total + baseShare / 10_000, 0) / (to - from);
    expect(mean(0, 20)).to.be.below(0.25);
    expect(mean(20, 40)).to.be.above(0.9);
  });

  it("L4: copies with equal records grow by the same, however a stake is split over them", () => {
    const lines = [model({ filled: 40 }), model({ filled: 40 }), model({ filled: 40 })];
    const { fields } = play([lines, lines, lines]);
    expect(fields[1]).to.deep.equal(fields[0]);
    expect(fields[2]).to.deep.equal(fields[0]);
  });

  it("follows from the published sheets and stakes alone: two who replay them agree to the last bit", () => {
    const random = new Random("limits/replay");
    const rounds = Array.from({ length: 60 }, () =>
      Array.from({ length: 12 }, () =>
        model({
          entered: random.chance(0.9),
          newAccount: random.chance(0.02),
          filled: random.between(0, 300),
          score: Math.round(random.between(-5_000, 5_000)) / 100_000,
          tc: random.between(-0.1, 0.1),
          uniqueness: random.float(),
        }),
      ),
    );
    expect(play(rounds)).to.deep.equal(play(rounds));
    // What is recovered differs from the TC itself by the rounding of one field, however many rounds there were.
    let [state, exact] = [NO_LIMIT_STATE, NO_RECORD];
    for (const round of rounds) {
      const line = { ...round[0]!, entered: true, newAccount: false };
      const lines = [line, ...round.slice(1)];
      state = play([lines], state).state;
      exact = nextRecord(exact, RULE, { counts: exposure(line.filled, 100), excess: 0, tc: line.tc });
      near(state.models[0]!.record.contribution, exact.contribution, 60 * 1e-5);
    }
  });

  it("cuts the published fields to what they can hold", () => {
    const { fields } = play([[model({ tc: 90 }), model({ tc: -90, uniqueness: 7 })]]);
    expect(fields.map(({ growth }) => growth)).to.deep.equal([32_767, -32_767]);
    expect(fields[1]!.baseShare).to.be.within(0, 10_000);
  });
});
