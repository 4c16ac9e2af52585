import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { expect } from "chai";
import { getAddress } from "ethers";

import { hashRoundFiles } from "../../scripts/dataset/index.js";
import type { Bundle, BundleModel } from "../../scripts/oracle/bundle.js";
import { writeBundleFolder } from "../../scripts/oracle/bundleFolder.js";
import {
  auditPending,
  type AuditOptions,
  DEFAULT_ORACLE_CONFIG,
  finishRound,
  postFinding,
  prepareReport,
  type PreparedReport,
  proposeRound,
  readChainReport,
  verifyBundleFolder,
  verifyInputs,
} from "../../scripts/oracle/index.js";
import { makeReport } from "../../scripts/oracle/report.js";
import { scoreSheet } from "../../scripts/oracle/sheet.js";
import { signReport } from "../../scripts/oracle/sign.js";
import { submitReport } from "../../scripts/oracle/submit.js";
import { loadRoundFolder } from "../../scripts/dataset/index.js";
import type { ScoreRecord } from "../../scripts/twin/index.js";
import { errorOf } from "./codeOf.js";
import { identify, keepStage, MODELS, setStage, type Stage } from "./stage.js";

/** A double with its last bit turned over. */
function turned(value: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  bits.setBigUint64(0, bits.getBigUint64(0) ^ 1n);
  return bits.getFloat64(0);
}

/** One bit of each field of a model in a bundle turned over. */
const FIELDS: readonly [string, (model: BundleModel) => Partial<BundleModel>][] = [
  ["stake", ({ stake }) => ({ stake: String(BigInt(stake) ^ 1n) })],
  ["stake, a high bit", ({ stake }) => ({ stake: String(BigInt(stake) ^ (1n << 60n)) })],
  ["weight", ({ weight }) => ({ weight: weight ^ 1 })],
  [
    "account",
    ({ account }) => ({ account: getAddress(`0x${(BigInt(account!) ^ 1n).toString(16).padStart(40, "0")}`) }),
  ],
  ["newAccount", ({ newAccount }) => ({ newAccount: !newAccount })],
  ["record.rounds", ({ record }) => ({ record: { ...record, rounds: turned(record.rounds) } })],
  ["record.excess", ({ record }) => ({ record: { ...record, excess: turned(record.excess) } })],
  ["record.squares", ({ record }) => ({ record: { ...record, squares: turned(record.squares) } })],
  ["record.contribution", ({ record }) => ({ record: { ...record, contribution: turned(record.contribution) } })],
  ["baseShare", ({ baseShare }) => ({ baseShare: turned(baseShare!) })],
];

describe("the audit of a report that is pending", () => {
  let stage: Stage;
  let second: string;
  let honest: PreparedReport;

  before(async () => {
    stage = await setStage();
    const first = await stage.writeRound("round-01");
    second = await stage.writeRound("round-02");
    // A round before, so that there are records to lie about.
    await stage.seal(first);
    await proposeRound(stage.source(), stage.job(first));
    await finishRound(stage.deployment, stage.job(first));
    await stage.seal(second);
    await stage.reach((await stage.deployment.contracts.space.roundStatus()).reportFrom);
    honest = await prepareReport(stage.source(), second);
  });
  keepStage(() => stage);

  /** What a quorum that lies signs, proposes, and hands out a bundle for. */
  async function propose(forged: PreparedReport, report = forged.report): Promise<string> {
    const signatures = await Promise.all(
      stage.reporters.slice(0, 2).map((reporter) => signReport(reporter, forged.bundle, report)),
    );
    await submitReport(stage.deployment, stage.operator, { report, pages: forged.pages }, signatures);
    const folder = join(stage.bundles, "round-0002");
    await rm(folder, { recursive: true, force: true });
    await writeBundleFolder(folder, { ...forged, report }, signatures);
    return folder;
  }

  /** Everything that comes out of a bundle, honestly. */
  async function fromBundle(bundle: Bundle, folder = second): Promise<PreparedReport> {
    const { data } = await loadRoundFolder(folder, MODELS);
    const scored = await scoreSheet(bundle, data);
    return { ...honest, ...scored, ...makeReport(bundle, scored.records), folder };
  }

  const audit = (change: Partial<AuditOptions> = {}) =>
    auditPending(stage.source(), { bundles: [stage.bundles], ...change });

  /** What `oracle verify` says: bundle and report first, then the inputs. */
  async function verify(folder: string): Promise<string | undefined> {
    try {
      const { bundle } = await verifyBundleFolder(folder, (found) => readChainReport(stage.deployment, found));
      await verifyInputs(stage.source(), bundle);
      return undefined;
    } catch (error) {
      return (error as { code?: string }).code;
    }
  }

  it("finds an honest report right, with the auditor's own folder and configuration, too", async () => {
    expect(await audit()).to.include({ verdict: "nothing-pending", round: 2, digest: null });
    const folder = await propose(honest);
    expect(await audit()).to.include({
      verdict: "right",
      bundle: folder,
      code: null,
      evidence: honest.report.evidence,
    });
    expect(await audit({ folder: second, config: DEFAULT_ORACLE_CONFIG })).to.include({ verdict: "right" });
    expect(await verify(folder)).to.equal(undefined);
  });

  for (const [index, name] of MODELS.entries()) {
    it(`finds one bit changed in any field of ${name}: in the bundle, with the sheet that comes of it`, async () => {
      for (const [field, change] of FIELDS) {
        await stage.undone(async () => {
          const model = honest.bundle.models[index]!;
          const models = honest.bundle.models.with(index, { ...model, ...change(model) });
          const folder = await propose(await fromBundle({ ...honest.bundle, models }));
          const found = await audit();
          expect(found.verdict, field).to.equal("wrong");
          expect(found.reason, field).to.contain(`models.${index}.`);
          expect(await verify(folder), field).to.equal("NOT_REPRODUCED");
        });
      }
    });

    it(`finds one bit changed in any field of ${name}: on the sheet, under the evidence of an honest bundle`, async () => {
      for (const field of ["score", "growth", "weight", "baseShare"] as const) {
        for (const bit of [1, 1 << 9]) {
          await stage.undone(async () => {
            const record: ScoreRecord = honest.records[index]!;
            const records = honest.records.with(index, { ...record, [field]: record[field] ^ bit });
            const sheet = makeReport(honest.bundle, records);
            const folder = await propose({ ...honest, ...sheet, records });
            expect((await audit()).verdict, `${field} ${bit}`).to.equal("wrong");
            expect(await verify(folder), `${field} ${bit}`).to.equal("NOT_REPRODUCED");
          });
        }
      }
    });
  }

  it("finds a name that is another, and models that are left out", async () => {
    const models = honest.bundle.models;
    for (const forged of [models.with(1, { ...models[1]!, name: "betb" }), models.slice(0, 3)]) {
      await stage.undone(async () => {
        const bundle = { ...honest.bundle, models: forged };
        await propose({
          ...honest,
          bundle,
          report: { ...honest.report, evidence: makeReport(bundle, honest.records).report.evidence },
        });
        expect((await audit()).verdict).to.equal("wrong");
      });
    }
  });

  it("finds a root that was not sealed, whether the bundle names it or only scores it", async () => {
    const bundle = { ...honest.bundle, predictionsRoot: `0x${"12".repeat(32)}` };
    const made = makeReport(bundle, honest.records);
    const refused = await errorOf(propose({ ...honest, bundle, ...made }));
    expect(refused.code).to.equal("PredictionsRootMismatch");
    const report = { ...made.report, predictionsRoot: honest.report.predictionsRoot };
    const folder = await propose({ ...honest, bundle, ...made }, report);
    expect(await audit()).to.include({ verdict: "wrong" });
    expect(await verify(folder)).to.equal("NOT_REPRODUCED");
  });

  it("finds a prediction that was changed after the seal, by the last digit", async () => {
    const late = join(stage.folder, "late");
    await cp(second, late, { recursive: true });
    const file = join(late, "predictions.csv");
    const text = await readFile(file, "utf8");
    const changed = text.replace(
      /^(S0007,-?\d+\.\d*)(\d),/m,
      (_, head: string, last: string) => `${head}${Number(last) ^ 1},`,
    );
    expect(changed).not.to.equal(text);
    await writeFile(file, changed);
    await identify(late, 2);
    const bundle = { ...honest.bundle, files: await hashRoundFiles(late) };
    const folder = await propose(await fromBundle(bundle, late));
    const found = await audit();
    expect(found.verdict).to.equal("wrong");
    expect(found.reason).to.contain("are not those that were sealed");
    expect(await verify(folder)).to.equal("NOT_REPRODUCED");
  });

  it("finds a report that its bundle gives no sheet for, another configuration, and other targets than one's own", async () => {
    await stage.undone(async () => {
      const empty = join(stage.folder, "constant");
      await cp(second, empty, { recursive: true });
      await writeFile(
        join(empty, "targets.csv"),
        (await readFile(join(empty, "targets.csv"), "utf8")).replace(/,.*\d$/gm, ",1"),
      );
      await identify(empty, 2);
      const flat = { ...honest.bundle, files: await hashRoundFiles(empty) };
      await propose({ ...honest, bundle: flat, ...makeReport(flat, honest.records), folder: empty });
      expect((await audit()).reason).to.contain("the bundle gives no sheet");
    });

    await stage.undone(async () => {
      const config = { ...DEFAULT_ORACLE_CONFIG, tcScale: 0.25 };
      await propose(await fromBundle({ ...honest.bundle, config }));
      expect(await audit()).to.include({ verdict: "right" });
      const other = await audit({ config: DEFAULT_ORACLE_CONFIG });
      expect(other).to.include({ verdict: "wrong" });
      expect(other.reason).to.contain('they differ in "config.tcScale"');
    });

    const own = join(stage.folder, "own");
    await cp(second, own, { recursive: true });
    const targets = join(own, "targets.csv");
    await writeFile(targets, (await readFile(targets, "utf8")).replace(/^S0001,.*$/m, "S0001,9"));
    await identify(own, 2);
    await propose(honest);
    const mine = await audit({ folder: own });
    expect(mine.verdict).to.equal("wrong");
    expect(mine.reason).to.contain('and first in "files.targets.csv"');
  });

  it("calls nothing wrong that it cannot judge: a bundle withheld, a copy damaged, old state gone", async () => {
    const folder = await propose(honest);
    expect(await audit({ bundles: [join(stage.folder, "nowhere")] })).to.include({
      verdict: "undecided",
      code: "BUNDLE_MISSING",
      bundle: null,
    });
    const targets = join(folder, "round", "targets.csv");
    const text = await readFile(targets, "utf8");
    await writeFile(targets, text.replace("S0001", "S000X"));
    expect(await audit()).to.include({ verdict: "undecided", code: "ROUND_FILES_CHANGED" });
    await writeFile(targets, text);
    const pruned = { ...stage.source(), deployment: prunedDeployment() };
    expect(await auditPending(pruned, { bundles: [folder] })).to.include({
      verdict: "undecided",
      code: "STATE_PRUNED",
    });
    await rm(folder, { recursive: true });
    expect(await audit()).to.include({ verdict: "undecided", code: "BUNDLE_MISSING" });
  });

  it("leaves another program's bundle to that program, and says which it is", async () => {
    await propose(await fromBundle({ ...honest.bundle, program: "stakespace 0.0.1+00ff" }));
    const found = await audit();
    expect(found).to.include({ verdict: "undecided", code: "OTHER_PROGRAM" });
    expect(found.reason).to.contain("The bundle was made by stakespace 0.0.1+00ff, this is stakespace ");
  });

  /** A deployment whose node keeps no old state. */
  function prunedDeployment(): Stage["deployment"] {
    const { contracts } = stage.deployment;
    const refuse = () => Promise.reject(new Error("missing trie node 12ab (path )"));
    const registry = new Proxy(contracts.registry, {
      get: (target, key, self) => (key === "modelCountAtLock" ? refuse : (Reflect.get(target, key, self) as unknown)),
    });
    return { ...stage.deployment, contracts: { ...spread(contracts), registry } };
  }

  it("posts what it finds, tries again, and says when nobody takes it, without the address's secrets", async () => {
    const found = await audit();
    const bodies: string[] = [];
    const statuses = [500, 200];
    const server = createServer((request, response) => {
      request.on("data", (part: Buffer) => bodies.push(part.toString()));
      request.on("end", () => response.writeHead(statuses.shift() ?? 503).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=secret`;
    try {
      await postFinding(url, found, [0, 0]);
      expect(bodies).to.have.length(2);
      expect(JSON.parse(bodies[1]!)).to.deep.equal(found);
      const { code, message } = await errorOf(postFinding(url, found, [0, 0]));
      expect(code).to.equal("WEBHOOK_FAILED");
      expect(message).to.contain("it answers with 503").and.not.to.contain("secret");
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

/** The contracts with their getters read, so that one can be put in the place of another. */
function spread(contracts: Stage["deployment"]["contracts"]): Stage["deployment"]["contracts"] {
  const { token, manager, registry, oracle, space, lens } = contracts;
  return { token, manager, registry, oracle, space, lens };
}
