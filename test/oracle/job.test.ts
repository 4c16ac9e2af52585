import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { hexlify, keccak256 } from "ethers";

import { decodeRecords } from "../../scripts/twin/scoreSheet.js";
import { WAD } from "../../scripts/twin/units.js";
import { toJson } from "../../scripts/lib/json.js";
import { inputsOf, readPublishedReport, writeBundleFolder } from "../../scripts/oracle/bundleFolder.js";
import { patientClock, travellingClock } from "../../scripts/chain/clock.js";
import { SILENT } from "../../scripts/chain/talk.js";
import { recordsBefore } from "../../scripts/oracle/records.js";
import {
  type Bundle,
  bundlesOf,
  evidenceOf,
  finishRound,
  prepareReport,
  programIdentity,
  proposeRound,
  readBundle,
  readChainReport,
  type Reporter,
  totalStake,
  verifyBundleFolder,
} from "../../scripts/oracle/index.js";
import { makeReport, type ReportAndPages } from "../../scripts/oracle/report.js";
import { signReport } from "../../scripts/oracle/sign.js";
import { submitReport } from "../../scripts/oracle/submit.js";
import { codeOf, errorOf } from "./codeOf.js";
import { identify, keepStage, setStage, type Stage } from "./stage.js";

describe("the oracle's job", () => {
  let stage: Stage;
  let first: string;
  let second: string;
  let third: string;

  before(async () => {
    stage = await setStage();
    first = await stage.writeRound("round-01");
    second = await stage.writeRound("round-02");
    third = await stage.writeRound("round-03");
    await stage.seal(first);
    await stage.reach((await stage.deployment.contracts.space.roundStatus()).locksAt);
  });
  keepStage(() => stage);

  const status = () => stage.deployment.contracts.space.roundStatus();
  const now = async () => (await stage.deployment.connection.ethers.provider.getBlock("latest"))!.timestamp;
  const height = () => stage.deployment.connection.ethers.provider.getBlockNumber();

  /** Reports and closes the open round, which has been sealed. */
  const nextRound = async (folder = first) => {
    await proposeRound(stage.source(), stage.job(folder));
    await finishRound(stage.deployment, stage.job(folder));
  };

  /** Runs the job, which must refuse, and shows that it posted nothing. */
  async function refused(job: () => Promise<unknown>): Promise<{ code: string | undefined; message: string }> {
    await stage.reach((await status()).reportFrom);
    const before = await height();
    const { code, message, hint } = await errorOf(job());
    // A round folder's message says itself which cell is wrong.
    if (code !== "ROUND_FOLDER") expect(hint, "what to do next").to.be.a("string");
    expect(await height(), "blocks").to.equal(before);
    return { code, message };
  }

  /** A round's folder with one file rewritten, by somebody who hands it out as it is now. */
  async function spoiled(file: string, change: (text: string) => string, round = 1): Promise<string> {
    const folder = join(stage.folder, `spoiled-${file}`);
    await cp(round === 1 ? first : second, folder, { recursive: true });
    const path = join(folder, file);
    await writeFile(path, change(await readFile(path, "utf8")));
    await identify(folder, round);
    return folder;
  }

  it("scores, has the report signed by 2 of 3, proposes, waits out the challenge, finalizes and settles", async () => {
    const { space, oracle } = stage.deployment.contracts;
    const asked: string[] = [];
    const reporters = stage.reportersOn(first).map((reporter) => ({
      ...reporter,
      sign: (proposal: Parameters<typeof reporter.sign>[0]) => {
        asked.push(reporter.address);
        return reporter.sign(proposal);
      },
    }));
    const { prepared } = await proposeRound(stage.source(), stage.job(first, { reporters: () => reporters }));
    expect(asked).to.deep.equal(stage.reporters.slice(0, 2).map(({ address }) => address));
    expect(totalStake(prepared.bundle)).to.equal(
      (await stage.deployment.contracts.lens.filledStakes(space, [1, 2, 3, 4])).total,
    );

    const done = await finishRound(stage.deployment, {
      clock: travellingClock(stage.deployment),
      sender: stage.operator,
    });
    expect(done).to.deep.include({ round: 1, settledModels: [1, 2, 3, 4] });
    const record = await space.roundRecord(1);
    expect(record.payoutFactor).to.equal(prepared.report.payoutFactor);
    expect(Number(record.maxScore)).to.equal(prepared.report.maxScore);
    const code = await stage.deployment.connection.ethers.provider.getCode(record.pages[0]!);
    expect(decodeRecords(Buffer.from(code.slice(4), "hex"))).to.deep.equal(prepared.records);
    expect((await space.modelStatus(4)).settledThrough).to.equal(1n);
    expect((await status()).round).to.equal(2n);
    expect(await oracle.proposedDigest(1)).to.equal(await oracle.digestOf(prepared.report));
  });

  describe("before anything is posted, refuses", () => {
    it("a report with one signature too few", async () => {
      const one = stage.reportersOn(first, stage.reporters.slice(0, 1));
      const { code, message } = await refused(() =>
        proposeRound(stage.source(), stage.job(first, { reporters: () => one })),
      );
      expect(code).to.equal("SIGNATURES_MISSING");
      expect(message).to.contain("1 of the 2 signatures");
    });

    it("a report that a second reporter cannot reproduce, and says what differs", async () => {
      const other = await spoiled("targets.csv", (text) => text.replace(/^S0001,.*$/m, "S0001,9"));
      const [honest, second, third] = stage.reporters as [never, never, never];
      const reporters = [...stage.reportersOn(first, [honest]), ...stage.reportersOn(other, [second, third])];
      const { code, message } = await refused(() =>
        proposeRound(stage.source(), stage.job(first, { reporters: () => reporters })),
      );
      expect(code).to.equal("SIGNATURES_MISSING");
      expect(message).to.contain('they differ in "files.targets.csv"');
    });

    it("predictions of a model that is not on the chain", async () => {
      const folder = await spoiled("predictions.csv", (text) => text.replace("delta", "omega"));
      const { code, message } = await refused(() => proposeRound(stage.source(), stage.job(folder)));
      expect(code).to.equal("ROUND_FOLDER");
      expect(message).to.contain(
        'predictions.csv, column "omega": unknown model; known are: alpha, beta, gamma, delta',
      );
    });

    it("a missing column", async () => {
      const folder = await spoiled("targets.csv", (text) => text.replace("id,target", "id,tarjet"));
      const { code, message } = await refused(() => proposeRound(stage.source(), stage.job(folder)));
      expect(code).to.equal("ROUND_FOLDER");
      expect(message).to.contain("targets.csv").and.to.contain('"target"');
    });

    it("a number that is none, naming file, column and row", async () => {
      const targets = await spoiled("targets.csv", (text) => text.replace(/^(S0003,).*$/m, "$1Infinity"));
      const { code, message } = await refused(() => proposeRound(stage.source(), stage.job(targets)));
      expect(code).to.equal("ROUND_FOLDER");
      expect(message).to.match(/targets\.csv, column "target", row 4: .*Infinity/);
      // Among predictions it is that model's alone, and not what it was sealed with.
      const folder = await spoiled("predictions.csv", (text) => text.replace(/^(S0003,[^,]*,)[^,]*/m, "$1Infinity"));
      const changed = await refused(() => proposeRound(stage.source(), stage.job(folder)));
      expect(changed.code).to.equal("OTHER_SUBMISSIONS");
      expect(changed.message).to.match(/predictions\.csv, column "beta", row 4: .*Infinity/);
      const exposures = await spoiled("exposures.csv", (text) => text.replace(/^(S0002,)[^,]*/m, "$1NaN"));
      const nan = await refused(() => proposeRound(stage.source(), stage.job(exposures)));
      expect(nan.message).to.match(/exposures\.csv, column "beta", row 3: /);
    });

    it("a deployment on another chain than the node's", async () => {
      const deployment = { ...stage.deployment, chainId: 1 };
      const { code, message } = await refused(() => proposeRound(stage.source({ deployment }), stage.job(first)));
      expect(code).to.equal("WRONG_CHAIN");
      expect(message).to.contain("on chain 1, the node answers for chain 31337");
    });

    it("a sheet that leaves models out, or has more than are registered", async () => {
      await stage.reach((await status()).reportFrom);
      const { report, pages } = await prepareReport(stage.source(), first);
      for (const modelCount of [0, 5]) {
        const { code } = await refused(() =>
          submitReport(stage.deployment, stage.operator, { report: { ...report, modelCount }, pages }, []),
        );
        expect(code).to.equal("MODEL_NOT_COVERED");
      }
    });

    it("a round that nobody sealed", async () => {
      await nextRound();
      await stage.reach((await status()).locksAt);
      const { code } = await refused(() => proposeRound(stage.source(), stage.job(second)));
      expect(code).to.equal("ROUND_NOT_SEALED");
    });

    it("submissions that are not the sealed ones, however little they differ", async () => {
      for (const change of [
        (text: string) => text.replace(/^(S0003,)[^,]*/m, "$10.123"),
        (text: string) => text.replaceAll(/,[^,\n]*$/gm, ""),
        (text: string) => text.replace(/^(S0003,)[^,]*/m, "$1"),
      ]) {
        const folder = await spoiled("predictions.csv", change);
        const { code, message } = await refused(() => proposeRound(stage.source(), stage.job(folder)));
        expect(code).to.equal("OTHER_SUBMISSIONS");
        expect(message).to.contain("does not hold the submissions that round 1 was sealed with");
      }
    });
  });

  it("has the contract itself refuse one signature too few, a signature for another chain and one for another contract", async () => {
    await stage.reach((await status()).reportFrom);
    const prepared = await prepareReport(stage.source(), first);
    const { bundle, report } = prepared;
    const [one, two] = stage.reporters as [(typeof stage.reporters)[0], (typeof stage.reporters)[0]];
    const good = await signReport(one, bundle, report);
    const tries: [string, string[]][] = [
      ["QuorumNotReached", [good]],
      ["DuplicateSignature", [good, good]],
      ["NotReporter", [good, await signReport(two, { ...bundle, chainId: 1 }, report)]],
      ["NotReporter", [good, await signReport(two, { ...bundle, oracle: bundle.space }, report)]],
      ["NotReporter", [good, await signReport(two, bundle, { ...report, payoutFactor: 1n })]],
      ["NotReporter", [good, await signReport(stage.operator, bundle, report)]],
    ];
    for (const [code, signatures] of tries) {
      const error = await errorOf(submitReport(stage.deployment, stage.operator, prepared, signatures));
      expect(error.code).to.equal(code);
    }
  });

  it("is told what a round waits for that cannot be reported", async () => {
    expect(
      (await errorOf(proposeRound(stage.source(), stage.job(first, { clock: patientClock(stage.deployment) })))).code,
    ).to.equal("TOO_EARLY");
    expect((await errorOf(finishRound(stage.deployment, stage.job(first)))).code).to.equal("NO_REPORT_PENDING");

    await proposeRound(stage.source(), stage.job(first));
    const pending = await errorOf(proposeRound(stage.source(), stage.job(first)));
    expect(pending.message).to.contain("a report is pending");
    const early = stage.job(first, { clock: patientClock(stage.deployment) });
    expect((await errorOf(finishRound(stage.deployment, early))).code).to.equal("TOO_EARLY");

    await finishRound(stage.deployment, stage.job(first));
    const bidding = await errorOf(proposeRound(stage.source(), early));
    expect(bidding.code).to.equal("ROUND_NOT_REPORTABLE");
    expect(bidding.message).to.contain("it takes bids until");

    await stage.reach((await status()).reportBy);
    const overdue = await errorOf(proposeRound(stage.source(), stage.job(first)));
    expect(overdue.message).to.contain("the time to report ran out");
  });

  it("travels out of the bidding, too", async () => {
    await nextRound();
    await stage.seal(second);
    const { locksAt } = await status();
    await proposeRound(stage.source(), stage.job(second));
    expect((await status()).round).to.equal(2n);
    expect((await stage.deployment.contracts.space.roundRecord(2)).payoutFactor).to.equal(WAD);
    expect(await now()).to.be.at.least(Number(locksAt));
  });

  it("does not move the clock before it has found what is wrong with folder and seal", async () => {
    const folder = await spoiled("predictions.csv", (text) => text.replace("delta", "omega"));
    const locked = await now();
    expect((await errorOf(proposeRound(stage.source(), stage.job(folder)))).code).to.equal("ROUND_FOLDER");
    expect(await now(), "in the live period").to.equal(locked);

    await nextRound();
    const bidding = await now();
    const next = await spoiled("predictions.csv", (text) => text.replace("delta", "omega"), 2);
    expect((await errorOf(proposeRound(stage.source(), stage.job(next)))).code).to.equal("ROUND_FOLDER");
    const open = await errorOf(proposeRound(stage.source(), stage.job(second)));
    expect(open.code).to.equal("ROUND_NOT_SEALED");
    expect(open.message).to.contain("not sealed yet");
    expect(await now(), "while bids are taken").to.equal(bidding);
  });

  it("keeps a bundle that is there already, and never mixes two of them", async () => {
    const posted = await stage.undone(() => proposeRound(stage.source(), stage.job(first)));
    const { evidence } = posted.prepared.report;
    await writeFile(join(posted.bundleFolder, "round", "predictions.parquet"), "a leftover");

    const other = await spoiled("targets.csv", (text) => text.replace(/^S0001,.*$/m, "S0001,0.5"));
    const said: string[] = [];
    const job = stage.job(other, {
      reporters: () => stage.reportersOn(other),
      talk: { ...SILENT, say: (line: string) => said.push(line) },
    });
    const again = await proposeRound(stage.source(), job);
    expect(again.bundleFolder).to.equal(posted.bundleFolder);
    expect(again.prepared.report.evidence).not.to.equal(evidence);
    const aside = `${posted.bundleFolder}-${evidence.slice(0, 10)}`;
    expect(said.join("")).to.contain(`${posted.bundleFolder} held another bundle, which is now in ${aside}.`);
    expect(await readdir(join(again.bundleFolder, "round"))).to.deep.equal([
      "exposures.csv",
      "predictions.csv",
      "round.json",
      "targets.csv",
    ]);
    expect(evidenceOf(await readBundle(aside))).to.equal(evidence);

    // The same evidence is written again; a damaged one is kept, too.
    await writeFile(join(aside, "bundle.json"), "{");
    await writeBundleFolder(again.bundleFolder, again.prepared, []);
    expect((await readdir(stage.bundles)).filter((name) => name.startsWith("round-0001"))).to.have.length(2);
    expect(evidenceOf(await readBundle(again.bundleFolder))).to.equal(again.prepared.report.evidence);
    expect((await errorOf(readBundle(aside))).code).to.equal("BUNDLE_UNREADABLE");
  });

  it("keeps the bundles of two deployments apart", () => {
    const { chainId, addresses } = stage.deployment;
    const here = bundlesOf(stage.deployment);
    expect(here).to.equal(join("build", "bundles", `chain-31337-${addresses.space}`));
    expect(bundlesOf({ chainId: 1, addresses })).not.to.equal(here);
    expect(bundlesOf({ chainId, addresses: { ...addresses, space: addresses.oracle } })).not.to.equal(here);
  });

  it("does not move the clock of a chain that is not local", () => {
    expect(codeOf(() => travellingClock({ ...stage.deployment, chainId: 1 }))).to.equal("NOT_A_LOCAL_NODE");
  });

  it("takes accounts at the lock: who gets a model brings no weight to it, nor does it spoil a record", async () => {
    const { registry } = stage.deployment.as(stage.owners[0]);
    await registry.transferFrom(stage.owners[0].address, stage.owners[1].address, 1);
    await stage.reach((await status()).reportFrom);
    const { bundle } = await prepareReport(stage.source(), first);
    expect(bundle.models[0]!.account).to.equal(stage.owners[0].address);
    expect(bundle.models[0]!.newAccount).to.equal(false);

    // It was pushed onto somebody: in the next round it counts for nobody, and has no weight.
    await nextRound();
    await stage.seal(second);
    await stage.deployment.as(stage.owners[1]).registry.accept(1);
    await stage.reach((await status()).reportFrom);
    const pushed = await prepareReport(stage.source(), second);
    expect(pushed.bundle.models[0]).to.deep.include({ account: null, weight: 0, newAccount: true });
    expect(pushed.bundle.models[1]!.weight).to.be.above(0);

    // Accepted, it counts from the next opening on, and its record begins anew.
    await nextRound(second);
    await stage.seal(third);
    await stage.reach((await status()).reportFrom);
    const accepted = await prepareReport(stage.source(), third);
    expect(accepted.bundle.models[0]).to.deep.include({ account: stage.owners[1].address, newAccount: true });
    expect(accepted.bundle.models[0]!.weight).to.equal(accepted.bundle.models[2]!.weight);
  });

  it("is not disturbed by a model that is registered, or treasury that comes in, while reporters sign", async () => {
    const { registry, space } = stage.deployment.as(stage.operator);
    const { token } = stage.deployment.as(stage.operator);
    await token.approve(stage.deployment.addresses.registry, WAD);
    const [proposer, second] = stage.reportersOn(first) as [Reporter, Reporter];
    const meddled: Reporter = {
      address: second.address,
      async sign(proposal) {
        await registry.register("epsilon", "", WAD);
        await space.fundTreasury(WAD);
        return second.sign(proposal);
      },
    };
    const job = stage.job(first, { reporters: () => [proposer, meddled] });
    const { prepared } = await proposeRound(stage.source(), job);
    expect(prepared.report.modelCount).to.equal(4);
    await finishRound(stage.deployment, job);
    expect((await status()).lastReported).to.equal(1n);
  });

  it("gives a model without predictions a line of zeros", async () => {
    const folder = await spoiled("predictions.csv", (text) => text.replaceAll(/,[^,\n]*$/gm, ""), 2);
    await nextRound();
    await stage.seal(folder);
    await stage.reach((await status()).reportFrom);
    const { records, report } = await prepareReport(stage.source(), folder);
    expect(report.modelCount).to.equal(4);
    expect(records[3]).to.deep.include({ score: 0, growth: 0, baseShare: 0 });
    expect(records[2]!.baseShare).to.be.above(0);
  });

  it("weighs accounts by the rounds before, whoever settled them and when", async () => {
    await proposeRound(stage.source(), stage.job(first));
    const { oracle } = stage.deployment.as(stage.operator);
    const { proposedAt } = await status();
    await stage.reach(proposedAt + 86_400n);
    await oracle.finalize(1);
    await stage.seal(second);
    await stage.reach((await status()).reportFrom);

    // Nobody has settled round 1 yet: without its results there are no weights, and the reader says so.
    const late = await errorOf(prepareReport(stage.source(), second));
    expect(late.code).to.equal("NOT_SETTLED");
    expect(late.hint).to.contain("npx hardhat settle");
    const { prepared } = await proposeRound(stage.source(), stage.job(second));
    const weights = prepared.bundle.models.map(({ weight }) => weight);
    // One round of ten, times the percentile by stake among two accounts: half of the one's, the one and half of the other's.
    const source = stage.source();
    await source.history.advance(await height());
    const { rows, limits } = await recordsBefore(source.history, 2, source.config.limits, 18);
    const of = (models: number[]) =>
      rows.filter(({ model }) => models.includes(model)).reduce((t, { stake }) => t + stake, 0);
    const [one, other] = [of([1, 2]), of([3, 4])];
    const shares = [one / 2, one + other / 2].map((below) => Math.round((1_000 * below) / (one + other)));
    const turned = [other + one / 2, other / 2].map((below) => Math.round((1_000 * below) / (one + other)));
    const found = [weights[0]!, weights[2]!];
    expect(
      [shares, turned].some((expected) => expected.join() === found.join()),
      found.join(),
    ).to.equal(true);
    expect(weights[0]).to.equal(weights[1]);
    expect(limits.models.map(({ record }) => record.rounds > 0)).to.deep.equal([true, true, true, true]);
    expect(rows.map(({ round, model }) => [round, model])).to.have.deep.members(
      [1, 2, 3, 4].map((model) => [1, model]),
    );
    const filled = rows.reduce((total, { stake }) => total + stake, 0);
    const bundle = await readBundle(join(stage.bundles, "round-0001"));
    expect(Math.abs(filled - Number(totalStake(bundle)) / Number(WAD))).to.be.below(1e-9);
  });

  it("lowers the payout factor to what the treasury can pay", async () => {
    const governor = stage.deployment.as(stage.operator);
    await governor.space.queueTreasuryWithdrawal(999n * WAD, stage.operator.address);
    await nextRound();
    await stage.seal(second);
    await stage.reach((await status()).locksAt);
    const { space } = stage.deployment.contracts;
    const { treasury } = await space.accounts();
    const { prepared } = await proposeRound(stage.source(), stage.job(second));
    expect(prepared.report.payoutFactor < WAD).to.equal(true);
    const { reserve } = await space.roundRecord(2);
    expect(reserve > 0n && reserve <= treasury).to.equal(true);
  });

  describe("verify", () => {
    const onChain = (bundle: Bundle) => readChainReport(stage.deployment, bundle);

    it("recomputes the sheet byte for byte from the bundle's folder, and knows the chain's report (O4)", async () => {
      const { bundleFolder, prepared } = await proposeRound(stage.source(), stage.job(first));
      const verified = await verifyBundleFolder(bundleFolder, onChain);
      expect(verified.pages.map(hexlify)).to.deep.equal((await readPublishedReport(bundleFolder)).pages);
      expect(verified.report).to.deep.equal(prepared.report);
      expect(verified.signers).to.deep.equal(stage.reporters.slice(0, 2).map(({ address }) => address));
      expect(evidenceOf(await readBundle(bundleFolder))).to.equal(prepared.report.evidence);
      expect(keccak256(await readFile(join(bundleFolder, "bundle.json")))).to.equal(prepared.report.evidence);
    });

    it("finds a forged report that carries the evidence of an honest bundle, and says in which field it differs", async () => {
      await stage.reach((await status()).reportFrom);
      const honest = await prepareReport(stage.source(), first);
      const folder = join(stage.folder, "honest");
      const sign = (report: ReportAndPages["report"]) =>
        Promise.all(stage.reporters.slice(0, 2).map((reporter) => signReport(reporter, honest.bundle, report)));
      await writeBundleFolder(folder, honest, await sign(honest.report));

      const greedy = honest.records.map((record, place) => (place === 0 ? { ...record, score: 20_000 } : record));
      const sheet = makeReport(honest.bundle, greedy);
      const forgeries: [string, ReportAndPages][] = [
        ["sheetHash", { ...sheet, report: { ...sheet.report, evidence: honest.report.evidence } }],
        ["payoutFactor", { ...honest, report: { ...honest.report, payoutFactor: 1n } }],
        ["maxScore", { ...honest, report: { ...honest.report, maxScore: 1 } }],
      ];
      for (const [field, forged] of forgeries) {
        await stage.undone(async () => {
          const signatures = await sign(forged.report);
          await submitReport(stage.deployment, stage.operator, forged, signatures);
          const { code, message, hint } = await errorOf(verifyBundleFolder(folder, onChain));
          expect(code, field).to.equal("NOT_REPRODUCED");
          expect(message).to.contain(`The report on the chain is not what its bundle gives: ${field} `);
          expect(hint).to.contain("The guardian can veto it");
          // Not even a folder that was forged together with the report passes.
          const copy = join(stage.folder, "forged");
          await cp(folder, copy, { recursive: true });
          const published = { report: forged.report, pages: forged.pages.map(hexlify), signatures };
          await writeFile(join(copy, "report.json"), toJson(published));
          expect((await errorOf(verifyBundleFolder(copy, onChain))).code, field).to.equal("NOT_REPRODUCED");
        });
      }
      await submitReport(stage.deployment, stage.operator, honest, await sign(honest.report));
      await verifyBundleFolder(folder, onChain);
    });

    it("tells a damaged copy from a wrong report: nobody is told to veto for a local file", async () => {
      const { bundleFolder } = await proposeRound(stage.source(), stage.job(first));
      const evidence = /"evidence": "0x[0-9a-f]{64}"/;
      const changes: [string, (text: string) => string, string][] = [
        ["bundle.json", (text) => text.replace(/"stake":"\d+"/, '"stake":"1"'), "OTHER_EVIDENCE"],
        ["bundle.json", (text) => text.replace(/"newAccount":false/, '"newAccount":true'), "OTHER_EVIDENCE"],
        ["bundle.json", (text) => text.replace(/"program":"[^"]*"/, '"program":"stakespace 0.0.1"'), "OTHER_EVIDENCE"],
        ["bundle.json", (text) => text.slice(1), "BUNDLE_UNREADABLE"],
        ["bundle.json", (text) => JSON.stringify(JSON.parse(text), null, 2), "BUNDLE_REFORMATTED"],
        ["bundle.json", (text) => `${text}\n`, "BUNDLE_REFORMATTED"],
        ["report.json", (text) => text.replace(evidence, `"evidence": "0x${"11".repeat(32)}"`), "OTHER_EVIDENCE"],
        ["report.json", (text) => text.replace(/"payoutFactor": "\d+"/, '"payoutFactor": "5"'), "COPY_CHANGED"],
        ["report.json", (text) => text.replace(/("pages": \[\s+"0x)../, "$1ff"), "COPY_CHANGED"],
        ["report.json", (text) => text.replace(/("signatures": \[\s+"0x)../, "$1ff"), "COPY_CHANGED"],
        ["report.json", (text) => text.replace(/("signatures": \[\s+)"0x[^"]*"/, '$1"0x12"'), "COPY_CHANGED"],
        ["report.json", () => "{}", "REPORT_UNREADABLE"],
        ["round/targets.csv", (text) => text.replace("S0001", "S000X"), "ROUND_FILES_CHANGED"],
      ];
      for (const [file, change, code] of changes) {
        const path = join(bundleFolder, file);
        const text = await readFile(path, "utf8");
        const changed = change(text);
        expect(changed, file).not.to.equal(text);
        await writeFile(path, changed);
        const error = await errorOf(verifyBundleFolder(bundleFolder, onChain));
        expect(error.code, `${file}: ${error.message}`).to.equal(code);
        expect(error.message).to.contain(bundleFolder).and.to.contain(file.split("/").pop());
        expect(error.hint).not.to.contain("can veto");
        await writeFile(path, text);
      }
      await verifyBundleFolder(bundleFolder, onChain);
      expect((await errorOf(verifyBundleFolder(inputsOf(bundleFolder)))).code).to.equal("BUNDLE_MISSING");
    });

    it("refuses a bundle of another program, of another deployment and of a round without a report", async () => {
      await stage.reach((await status()).reportFrom);
      const honest = await prepareReport(stage.source(), first);
      const folder = join(stage.folder, "unposted");
      await writeBundleFolder(folder, honest, []);
      expect((await errorOf(verifyBundleFolder(folder, onChain))).code).to.equal("NO_REPORT");
      const elsewhere = { ...stage.deployment, chainId: 1 };
      const other = await errorOf(verifyBundleFolder(folder, (bundle) => readChainReport(elsewhere, bundle)));
      expect(other.code).to.equal("OTHER_DEPLOYMENT");
      expect(other.message).to.contain("on chain 31337, this deployment's is");

      const bundle = { ...honest.bundle, program: "stakespace 0.0.1" };
      await writeBundleFolder(folder, { ...honest, ...makeReport(bundle, honest.records), bundle }, []);
      const old = await errorOf(verifyBundleFolder(folder));
      expect(old.code).to.equal("OTHER_PROGRAM");
      expect(old.hint).to.contain("Verify it from stakespace 0.0.1: check that version out");
      // The same number, but other sources.
      const here = await programIdentity();
      const near = { ...honest.bundle, program: here.replace(/\+.*/, "+00ff") };
      await writeBundleFolder(folder, { ...honest, ...makeReport(near, honest.records), bundle: near }, []);
      expect((await errorOf(verifyBundleFolder(folder))).hint).to.contain("Both call themselves stakespace ");
      // Another number, but the same sources.
      const same = { ...honest.bundle, program: here.replace(/ [^+]*/, " 9.9.9") };
      await writeBundleFolder(folder, { ...honest, ...makeReport(same, honest.records), bundle: same }, []);
      expect((await verifyBundleFolder(folder)).bundle.program).to.equal(same.program);
    });

    it("without a chain compares the folder with itself, and says that this decides little", async () => {
      const { bundleFolder } = await proposeRound(stage.source(), stage.job(first));
      await verifyBundleFolder(bundleFolder);
      const path = join(bundleFolder, "report.json");
      const text = await readFile(path, "utf8");
      await writeFile(path, text.replace(/"maxScore": \d+/, '"maxScore": 5'));
      const { code, hint } = await errorOf(verifyBundleFolder(bundleFolder));
      expect(code).to.equal("COPY_CHANGED");
      expect(hint).to.contain("Leave out --offline");
    });
  });
});
