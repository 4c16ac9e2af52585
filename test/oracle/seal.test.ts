import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { ZeroHash } from "ethers";

import { makeSealer, proposeRound, sealRound, verifyBundleFolder, verifyInputs } from "../../scripts/oracle/index.js";
import { writeBundleFolder } from "../../scripts/oracle/bundleFolder.js";
import { prepareReport } from "../../scripts/oracle/prepare.js";
import { makeReport } from "../../scripts/oracle/report.js";
import { signReport, signSeal } from "../../scripts/oracle/sign.js";
import { submitReport } from "../../scripts/oracle/submit.js";
import { submissionHash, isSealed, submissionTree } from "../../scripts/oracle/submissions.js";
import { matrixOf } from "../../scripts/scoring/index.js";
import { errorOf } from "./codeOf.js";
import { identify, keepStage, setStage, type Stage } from "./stage.js";

const ids = ["S1", "S2", "S3"];
const names = ["alpha", "beta", "gamma"];

describe("the tree of submissions", () => {
  const submissions = {
    ids,
    models: ["alpha", "gamma"],
    predictions: matrixOf([
      [0.1, 0.2, Number.NaN],
      [3, -0, 5],
    ]),
    faults: [[], []],
    unread: [],
    refused: new Map<string, string>(),
  };

  it("proves what is in it, and nothing else", () => {
    const tree = submissionTree(submissions, names)!;
    const { submission, proof } = tree.proofOf(3)!;
    expect(submission).to.equal(submissionHash(submissions, 1));
    expect(isSealed(tree.root, [3, submission], proof)).to.equal(true);
    expect(isSealed(tree.root, [1, submission], proof)).to.equal(false);
    expect(isSealed(tree.root, [3, submissionHash(submissions, 0)], proof)).to.equal(false);
    expect(tree.proofOf(2)).to.equal(undefined);
    expect(submissionTree({ ...submissions, models: [], predictions: matrixOf([]) }, names)).to.equal(undefined);
  });

  it("has another root after any change, but not for the sign of zero or the order of the file", () => {
    const { root } = submissionTree(submissions, names)!;
    const same = {
      ...submissions,
      predictions: matrixOf([
        [0.1, 0.2, Number.NaN],
        [3, 0, 5],
      ]),
    };
    expect(submissionTree(same, names)!.root).to.equal(root);
    for (const changed of [
      {
        ...submissions,
        predictions: matrixOf([
          [0.1, 0.2, 0],
          [3, -0, 5],
        ]),
      },
      {
        ...submissions,
        predictions: matrixOf([
          [0.1, 0.2 + 2 ** -54, Number.NaN],
          [3, -0, 5],
        ]),
      },
      { ...submissions, ids: ["S1", "S2", "S4"] },
      { ...submissions, models: ["alpha", "beta"] },
    ]) {
      expect(submissionTree(changed, names)!.root).not.to.equal(root);
    }
  });
});

describe("sealing", () => {
  let stage: Stage;
  let first: string;
  let late: string;
  const status = () => stage.deployment.contracts.space.roundStatus();
  const sealOf = () => stage.deployment.contracts.oracle.sealOf(1);

  before(async () => {
    stage = await setStage();
    first = await stage.writeRound("round-01");
    // Somebody knows the target itself: everybody's dream of a submission.
    late = join(stage.folder, "late");
    await cp(first, late, { recursive: true });
    const targets = new Map(
      (await readFile(join(first, "targets.csv"), "utf8"))
        .split("\n")
        .map((line) => line.split(",") as [string, string]),
    );
    const lines = (await readFile(join(first, "predictions.csv"), "utf8")).split("\n");
    const perfect = lines.map((line, row) => {
      const cells = line.split(",");
      return row === 0 || line === "" ? line : [cells[0], targets.get(cells[0]!), ...cells.slice(2)].join(",");
    });
    await writeFile(join(late, "predictions.csv"), perfect.join("\n"));
    await identify(late);
  });
  keepStage(() => stage);

  it("puts the root on the chain, once for the same submissions, and the last one counts", async () => {
    const sealed = await stage.seal(first);
    expect(await sealOf()).to.equal(sealed.root);
    expect((await stage.seal(first)).transactions).to.deep.equal([]);
    const again = await stage.seal(late);
    expect(again.root).not.to.equal(sealed.root);
    expect(await sealOf()).to.equal(again.root);
    expect(await stage.deployment.contracts.oracle.nextSealSequence()).to.equal(3n);
  });

  it("does not need targets", async () => {
    const blind = join(stage.folder, "blind");
    await cp(first, blind, { recursive: true, filter: (file) => !file.endsWith("targets.csv") });
    await identify(blind);
    expect((await stage.seal(blind)).root).to.equal((await stage.seal(first)).root);
  });

  it("refuses without a quorum of those who have the same submissions", async () => {
    const [one, two, three] = stage.reporters as [never, never, never];
    const sealers = [
      makeSealer(one, stage.reporters[0]!.address, stage.source(), first),
      makeSealer(two, stage.reporters[1]!.address, stage.source(), late),
      makeSealer(three, stage.reporters[2]!.address, stage.source(), late),
    ];
    const sealing = sealRound(stage.source(), { folder: first, sealers, sender: stage.operator });
    const { code, message } = await errorOf(sealing);
    expect(code).to.equal("SIGNATURES_MISSING");
    expect(message).to.contain("1 of the 2 signatures").and.to.contain("has other submissions");
    expect(await sealOf()).to.equal(ZeroHash);
  });

  describe("keeps everybody from handing in the target itself after the lock", () => {
    beforeEach(async () => {
      await stage.seal(first);
      await stage.reach((await status()).locksAt);
    });

    it("an owner, whose file reaches the reporters late", async () => {
      const { code } = await errorOf(proposeRound(stage.source(), stage.job(late)));
      expect(code).to.equal("OTHER_SUBMISSIONS");
    });

    it("a submitter, who seals again with signatures that he kept", async () => {
      const { root } = await stage.seal(first).catch(() => ({ root: "" }));
      expect(root).to.equal("");
      expect((await errorOf(stage.seal(late))).code).to.equal("SEALING_CLOSED");
      const domain = { chainId: 31_337, oracle: stage.deployment.addresses.oracle };
      const seal = { round: 1, root: `0x${"12".repeat(32)}`, sequence: 2 };
      const signatures = await Promise.all(stage.reporters.map((reporter) => signSeal(reporter, domain, seal)));
      const { oracle } = stage.deployment.as(stage.operator);
      await expect(oracle.seal(1, seal.root, signatures)).to.be.revertedWithCustomError(oracle, "SealingClosed");
    });

    it("one reporter, who has the others' keys as well", async () => {
      await stage.reach((await status()).reportFrom);
      const honest = await prepareReport(stage.source(), first);
      for (const predictionsRoot of [`0x${"12".repeat(32)}`, ZeroHash]) {
        const report = { ...honest.report, predictionsRoot };
        const signatures = await Promise.all(
          stage.reporters.map((reporter) => signReport(reporter, honest.bundle, report)),
        );
        const sending = submitReport(stage.deployment, stage.operator, { ...honest, report }, signatures);
        expect((await errorOf(sending)).code).to.equal("PredictionsRootMismatch");
      }
    });

    it("a quorum that names the sealed root and scores other predictions: whoever verifies finds it", async () => {
      await stage.reach((await status()).reportFrom);
      const honest = await prepareReport(stage.source(), first);
      const folder = join(stage.folder, "swapped");
      const { hashRoundFiles } = await import("../../scripts/dataset/index.js");
      const bundle = { ...honest.bundle, files: await hashRoundFiles(late) };
      const swapped = { ...honest, bundle, ...makeReport(bundle, honest.records), folder: late };
      await writeBundleFolder(folder, swapped, []);
      const { code, message } = await errorOf(verifyBundleFolder(folder));
      expect(code).to.equal("NOT_REPRODUCED");
      expect(message).to.contain("are not those that were sealed");
    });
  });

  it("lets anybody read the bundle's inputs again from the chain, and finds one bit changed in any of them", async () => {
    await stage.seal(first);
    await stage.reach((await status()).reportFrom);
    const { bundle } = await prepareReport(stage.source(), first);
    await verifyInputs(stage.source(), bundle);
    const model = bundle.models[1]!;
    const models = (change: Partial<typeof model>) => bundle.models.with(1, { ...model, ...change });
    const other = stage.owners[1].address;
    for (const changed of [
      { models: models({ stake: String(BigInt(model.stake) ^ 1n) }) },
      { models: models({ weight: model.weight ^ 1 }) },
      { models: models({ account: other }) },
      { models: models({ account: null }) },
      { models: models({ name: "betb" }) },
      { models: models({ newAccount: true }) },
      { models: models({ baseShare: 2 ** -50 }) },
      { models: models({ record: { ...model.record, excess: 5e-324 } }) },
      { predictionsRoot: `0x${"12".repeat(32)}` },
      { scale: 2 ** -50 },
      { terms: { ...bundle.terms, newcomerShare: 0.1 + 2 ** -55 } },
      { reserve: { ...bundle.reserve, treasury: "1" } },
      { round: 2 },
    ]) {
      const { code } = await errorOf(verifyInputs(stage.source(), { ...bundle, ...changed }));
      expect(code, Object.keys(changed).join()).to.equal("NOT_REPRODUCED");
    }
    const elsewhere = { ...bundle, block: { ...bundle.block, hash: ZeroHash } };
    expect((await errorOf(verifyInputs(stage.source(), elsewhere))).code).to.equal("BLOCK_MISSING");
  });
});
