import { expect } from "chai";
import { getBytes, keccak256 } from "ethers";

import { decodePages, hashOf, WAD } from "#twin";
import { Random } from "../../scripts/lib/random.js";
import { BUNDLE_FORMAT, type Bundle, bundleText, evidenceOf, parseBundle } from "../../scripts/oracle/bundle.js";
import { DEFAULT_ORACLE_CONFIG } from "../../scripts/oracle/config.js";
import { makeReport } from "../../scripts/oracle/report.js";
import { namesOf, scoreSheet } from "../../scripts/oracle/sheet.js";
import { NO_RECORD } from "../../scripts/weighting/index.js";
import { matrix, type RoundData } from "../../scripts/scoring/index.js";
import { codeOf } from "./codeOf.js";

const STOCKS = 60;
const OWNER = "0x000000000000000000000000000000000000bEEF";
const ZERO = `0x${"00".repeat(32)}`;

/** Models a, b and c hand in predictions, c a copy of a; model 3 of the chain does not. */
function round(targetScale = 1): RoundData {
  const random = new Random("sheet");
  const target = Float64Array.from({ length: STOCKS }, () => random.normal() * targetScale);
  const predictions = matrix(STOCKS, 3);
  for (let i = 0; i < STOCKS; i++) {
    predictions.data[i] = target[i]! / targetScale + random.normal();
    predictions.data[STOCKS + i] = random.normal();
    predictions.data[2 * STOCKS + i] = predictions.data[i]!;
  }
  const exposures = matrix(
    STOCKS,
    1,
    Float64Array.from({ length: STOCKS }, () => random.normal()),
  );
  const ids = Array.from({ length: STOCKS }, (_, i) => `S${i}`);
  return { ids, models: ["a", "b", "c"], predictions, target, exposures: { names: ["beta"], matrix: exposures } };
}

function inputs(): Bundle {
  const model = (name: string, stake: bigint, baseShare: number | null = null): Bundle["models"][number] => ({
    name,
    account: OWNER,
    stake: String(stake * WAD),
    weight: 2_500,
    newAccount: false,
    record: { ...NO_RECORD },
    baseShare,
  });
  return {
    format: BUNDLE_FORMAT,
    program: "stakespace 0.1.0+00ff",
    chainId: 31_337,
    space: OWNER,
    oracle: OWNER,
    round: 3,
    block: { number: 7, hash: ZERO },
    decimals: 18,
    config: DEFAULT_ORACLE_CONFIG,
    files: { "targets.csv": "00" },
    reserve: { bound: String(500n * WAD), treasury: String(100n * WAD), returnClip: String(WAD / 20n) },
    predictionsRoot: ZERO,
    terms: { newcomerBase: 100, newcomerShare: 0.1 },
    scale: null,
    models: [model("a", 100n), model("b", 50n, 0.01), model("d", 25n), model("c", 0n)],
    refused: [],
  };
}

function fourModels() {
  const random = new Random("four");
  return matrix(
    STOCKS,
    4,
    Float64Array.from({ length: 4 * STOCKS }, () => random.normal()),
  );
}

describe("a score sheet", () => {
  it("has a record of every model; without a submission score, growth and base share are 0", async () => {
    const { records } = await scoreSheet(inputs(), round());
    expect(records).to.have.length(4);
    expect(records[2]).to.deep.equal({ score: 0, growth: 0, weight: 2_500, baseShare: 0 });
    expect(records.map(({ weight }) => weight)).to.deep.equal([2_500, 2_500, 2_500, 2_500]);
  });

  it("gives a newcomer a newcomer's share at most, lets a share rise by an eighth a round, and a copy none", async () => {
    const { records } = await scoreSheet(inputs(), round());
    expect(records[0]!.baseShare).to.be.within(1_000, 2_250);
    expect(records[1]!.baseShare).to.be.at.most(1_350);
    expect(records[3]!.baseShare).to.equal(0);
  });

  it("gives copies the same score, and growth that without a prior and upkeep sums to zero over stake", async () => {
    const { records } = await scoreSheet(inputs(), round());
    expect(records[3]!.score).to.equal(records[0]!.score);
    const given = inputs();
    const limits = { ...given.config.limits, steadiness: 0, upkeep: 0 };
    const bare = (await scoreSheet({ ...given, config: { ...given.config, limits } }, round())).records;
    expect(bare[3]!.growth).to.equal(bare[0]!.growth);
    expect(Math.abs(bare[0]!.growth * 100 + bare[1]!.growth * 50)).to.be.at.most(100);
    expect(bare[0]!.growth).not.to.equal(0);
  });

  it("does not depend on the unit of the target", async () => {
    const [small, large] = [await scoreSheet(inputs(), round(0.01)), await scoreSheet(inputs(), round(100))];
    expect(small.records).to.deep.equal(large.records);
  });

  it("is the same for a target in [0, 1], which MMC takes for buckets, and for that target moved out of it", async () => {
    const data = round();
    const largest = data.target.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    const inUnit = data.target.map((value) => 0.5 + value / (2.5 * largest));
    const sheetOf = async (target: Float64Array) => (await scoreSheet(inputs(), { ...data, target })).records;
    const records = await sheetOf(inUnit);
    expect(await sheetOf(inUnit.map((value) => value - 0.5))).to.deep.equal(records);
    expect(await sheetOf(inUnit.map((value) => value * 4))).to.deep.equal(records);
    expect(records[1]!.score).not.to.equal(0);
  });

  it("weighs the payout score as configured", async () => {
    const given = inputs();
    const only = { ...given, config: { ...given.config, multipliers: { corr: 1, mmc: 0, tc: 0 } } };
    const { records, scores } = await scoreSheet(only, round());
    expect(records[1]!.score).to.equal(Math.round(scores.models[1]!.corr * 1e5));
  });

  it("asks a round folder for the models by their names, senior first", () => {
    expect(namesOf(inputs().models)).to.deep.equal(["a", "b", "d", "c"]);
  });

  it("lets an account have three models for free, and models that count for nobody each their own", async () => {
    const given = inputs();
    const names = ["a", "b", "d", "c"];
    const lone = { ...given, models: given.models.map((model) => ({ ...model, account: null })) };
    const crowd = { ...round(), models: names, predictions: fourModels() };
    const [shared, apart] = [await scoreSheet(given, crowd), await scoreSheet(lone, crowd)];
    expect(shared.scores.models.map(({ uniqueness }) => uniqueness)).to.deep.equal(
      apart.scores.models.map(({ uniqueness }) => uniqueness * 0.75),
    );
  });

  it("comes out the same, byte for byte, from the same bundle (O4)", async () => {
    const first = await scoreSheet(inputs(), round());
    const read = parseBundle(bundleText(first.bundle), "bundle.json");
    const again = await scoreSheet(read, round());
    const [one, two] = [makeReport(first.bundle, first.records), makeReport(again.bundle, again.records)];
    expect(two.report).to.deep.equal(one.report);
    expect(two.pages).to.deep.equal(one.pages);
    expect(bundleText(again.bundle)).to.equal(bundleText(first.bundle));
  });
});

describe("a report", () => {
  it("names the hash of the sheet's pages, its largest score and the bundle's hash", async () => {
    const { bundle, records } = await scoreSheet(inputs(), round());
    const { report, pages } = makeReport(bundle, records);
    expect(decodePages(pages)).to.deep.equal(records);
    const hash = hashOf(pages, (bytes) => getBytes(keccak256(bytes)));
    expect(getBytes(report.sheetHash)).to.deep.equal(hash);
    expect(report.maxScore).to.equal(Math.max(...records.map(({ score }) => score)));
    expect(report.evidence).to.equal(evidenceOf(bundle));
    expect(report).to.include({ round: 3, modelCount: 4, payoutFactor: WAD });
  });

  it("has another evidence when anything of the bundle is another", async () => {
    const { bundle } = await scoreSheet(inputs(), round());
    const changes = [
      { ...bundle, round: 4 },
      { ...bundle, files: { "targets.csv": "01" } },
      { ...bundle, config: { ...bundle.config, tcScale: 0.6 } },
      { ...bundle, models: bundle.models.map((model) => ({ ...model, weight: 2_501 })) },
    ];
    const evidences = new Set([bundle, ...changes].map(evidenceOf));
    expect(evidences.size).to.equal(changes.length + 1);
  });

  it("is not made of a bundle that cannot be read", async () => {
    const { bundle } = await scoreSheet(inputs(), round());
    const text = bundleText(bundle);
    expect(codeOf(() => parseBundle("{", "bundle.json"))).to.equal("BUNDLE_UNREADABLE");
    const wrong = text.replace('"weight":2500', '"weight":25000');
    expect(() => parseBundle(wrong, "bundle.json")).to.throw('bundle.json, field "models.0.weight"');
  });
});
