import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import {
  DEFAULT_ORACLE_CONFIG,
  finishRound,
  prepareReport,
  proposeRound,
  readBundle,
  readChainReport,
  submissionsOf,
  verifyBundleFolder,
} from "../../scripts/oracle/index.js";
import { writeBundleFolder } from "../../scripts/oracle/bundleFolder.js";
import { makeReport } from "../../scripts/oracle/report.js";
import { errorOf } from "./codeOf.js";
import { identify, keepStage, setStage, type Stage } from "./stage.js";

describe("a round with submissions that break a rule", () => {
  let stage: Stage;
  let first: string;

  before(async () => {
    stage = await setStage();
    first = await stage.writeRound("round-01");
  });
  keepStage(() => stage);

  async function changed(name: string, change: (predictions: string) => string): Promise<string> {
    const folder = join(stage.folder, name);
    await cp(first, folder, { recursive: true });
    const file = join(folder, "predictions.csv");
    await writeFile(file, change(await readFile(file, "utf8")));
    await identify(folder);
    return folder;
  }

  it("is sealed, reported, made final and verified: the one counts as none, the others as ever", async () => {
    const folder = await changed("nan", (text) => text.replace(/^(S0003,[^,]*,)[^,]*/m, "$1NaN"));
    const reason = 'predictions.csv, column "beta", row 4: "NaN" is not a finite number';
    expect((await submissionsOf(stage.source(), folder)).refused).to.deep.equal([{ model: 2, reason }]);
    await stage.seal(folder);
    const { bundleFolder, prepared } = await proposeRound(stage.source(), stage.job(folder));
    expect(prepared.bundle.refused).to.deep.equal([{ model: 2, reason }]);
    expect(prepared.records[1]).to.deep.include({ score: 0, growth: 0, baseShare: 0 });
    expect(prepared.scores.models.map(({ model }) => model)).to.deep.equal(["alpha", "gamma", "delta"]);
    expect((await readBundle(bundleFolder)).refused).to.deep.equal([{ model: 2, reason }]);
    await verifyBundleFolder(bundleFolder, (bundle) => readChainReport(stage.deployment, bundle));
    await finishRound(stage.deployment, stage.job(folder));
    expect((await stage.deployment.contracts.space.roundStatus()).lastReported).to.equal(1n);
  });

  it("is reported with a sheet of zeros where no submission counts", async () => {
    const folder = await changed("constant", (text) => text.replace(/^(S\d+),.*$/gm, "$1,1,1,1,1"));
    await stage.seal(folder);
    const { prepared } = await proposeRound(stage.source(), stage.job(folder));
    expect(prepared.bundle.refused.map(({ model }) => model)).to.deep.equal([1, 2, 3, 4]);
    for (const record of prepared.records) expect(record).to.deep.include({ score: 0, growth: 0, baseShare: 0 });
  });

  it("is not verified where the bundle keeps other reasons, or counts what breaks a rule", async () => {
    const folder = await changed("text", (text) => text.replace(/^(S0003,[^,]*,)[^,]*/m, "$1none"));
    await stage.seal(folder);
    await stage.reach((await stage.deployment.contracts.space.roundStatus()).reportFrom);
    const honest = await prepareReport(stage.source(), folder);
    const [first] = honest.bundle.refused;
    for (const refused of [[], [{ ...first!, reason: "bad luck" }], [{ ...first!, model: 3 }]]) {
      const bundle = { ...honest.bundle, refused };
      const copy = join(stage.folder, `copy-${refused.length}-${refused[0]?.model ?? 0}`);
      await writeBundleFolder(copy, { ...honest, bundle, ...makeReport(bundle, honest.records) }, []);
      const { code, message } = await errorOf(verifyBundleFolder(copy));
      expect(code).to.equal("NOT_REPRODUCED");
      expect(message).to.contain('"refused');
    }
  });

  it("is refused by name where it is another round's, or where it must say which one it is and does not", async () => {
    const second = await stage.writeRound("round-02");
    const other = await errorOf(stage.seal(second));
    expect(other.code).to.equal("OTHER_ROUND");
    expect(other.message).to.contain('round 2 of "an invented market"; what is needed is round 1');
    const config = { ...DEFAULT_ORACLE_CONFIG, tournament: "signals" };
    expect((await errorOf(submissionsOf(stage.source({ config }), first))).code).to.equal("OTHER_ROUND");
    await stage.seal(first);
    await stage.reach((await stage.deployment.contracts.space.roundStatus()).reportFrom);
    expect((await errorOf(proposeRound(stage.source(), stage.job(second)))).code).to.equal("OTHER_ROUND");
    expect((await errorOf(prepareReport(stage.source({ config }), first))).code).to.equal("OTHER_ROUND");
  });

  it("is refused by name where it holds the last round's submissions again, whatever it says of itself", async () => {
    await stage.seal(first);
    await proposeRound(stage.source(), stage.job(first));
    await finishRound(stage.deployment, stage.job(first));
    const again = await changed("again", (text) => text);
    await identify(again, 2);
    const { code, message } = await errorOf(stage.seal(again));
    expect(code).to.equal("SUBMISSIONS_OF_ANOTHER_ROUND");
    expect(message).to.contain("that round 1 was sealed with; the open round is 2.");
  });
});
