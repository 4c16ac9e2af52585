import { expect } from "chai";

import type { ScoreRecord } from "../../../scripts/twin/scoreSheet.js";
import {
  at,
  booked,
  deploy,
  ethers,
  expire,
  loadFixture,
  newName,
  opened,
  scheduleOf,
  setModelCount,
  type Signer,
  tokens,
  type World,
} from "../../helpers/contracts.js";
import {
  ABSENT,
  addPages,
  closeRound,
  EVIDENCE,
  GAIN,
  LOSS,
  prepare,
  propose,
  reachReporting,
  type Report,
  REPORT_TYPES,
  reportOf,
  ROOT,
  sealRound,
  signReport,
} from "../../helpers/contractsReports.js";

/** {@link booked} in the report window. */
async function reporting(): Promise<World> {
  const world = await booked();
  await reachReporting(world);
  return world;
}

/** {@link reporting} with one more model, which nobody staked on. */
async function reportingTwo(): Promise<World> {
  const world = await booked();
  await world.registry.connect(world.owner).register(newName(), "", ethers.MaxUint256);
  await reachReporting(world);
  return world;
}

/** Proposes round 1's report over one model, signed by these. */
async function proposeSignedBy(world: World, signers: readonly Signer[]) {
  const { report, pages } = await prepare(world, [GAIN]);
  const signatures = await signReport(world, report, signers);
  return { proposal: world.oracle.propose(report, [...pages], signatures), report, signatures };
}

/** Proposes a report over other pages than its own. */
async function proposeWithPages(
  world: World,
  records: readonly ScoreRecord[],
  pages: readonly string[],
  overrides: Partial<Report> = {},
) {
  const { report, signatures } = await prepare(world, records, overrides);
  return { proposal: world.oracle.propose(report, [...pages], [...signatures]), report };
}

describe("ScoreOracle.propose", () => {
  describe("given the report was vetoed", () => {
    it("it should revert with ReportWasVetoed for ever", async () => {
      const world = await loadFixture(reporting);
      const { oracle, guardian } = world;
      const { report, pages, signatures } = await propose(world, [GAIN]);
      await oracle.connect(guardian).veto(1, await oracle.proposedDigest(1));
      const digest = await oracle.digestOf(report);
      await expect(oracle.propose(report, [...pages], [...signatures]))
        .to.be.revertedWithCustomError(oracle, "ReportWasVetoed")
        .withArgs(digest);
    });
  });

  describe("when there are fewer signatures than the quorum", () => {
    it("it should revert with QuorumNotReached", async () => {
      const world = await loadFixture(reporting);
      const { proposal } = await proposeSignedBy(world, [world.reporters[0]]);
      await expect(proposal).to.be.revertedWithCustomError(world.oracle, "QuorumNotReached").withArgs(1, 2);
    });
  });

  describe("given there are no reporters", () => {
    it("it should revert with QuorumNotReached", async () => {
      const { manager } = await loadFixture(opened);
      const oracle = await deploy("ScoreOracle", [manager]);
      const report = {
        round: 1,
        sheetHash: EVIDENCE,
        modelCount: 0,
        payoutFactor: 0,
        maxScore: 0,
        predictionsRoot: ROOT,
        evidence: EVIDENCE,
      };
      await expect(oracle.propose(report, [], []))
        .to.be.revertedWithCustomError(oracle, "QuorumNotReached")
        .withArgs(0, 0);
    });
  });

  describe("when a signature is not a reporter's", () => {
    it("it should revert with NotReporter, though the others are enough", async () => {
      const world = await loadFixture(reporting);
      const { reporters, alice } = world;
      const { proposal } = await proposeSignedBy(world, [reporters[0], reporters[1], alice]);
      await expect(proposal).to.be.revertedWithCustomError(world.oracle, "NotReporter").withArgs(alice.address);
    });
  });

  describe("when a signature is a former reporter's", () => {
    it("it should revert with NotReporter", async () => {
      const world = await loadFixture(reporting);
      const { oracle, governor, reporters, alice } = world;
      const { report, pages, signatures } = await prepare(world, [GAIN]);
      await oracle.connect(governor).setReporters([alice, reporters[1], reporters[2]], 2);
      await expire(world);
      await expect(oracle.propose(report, [...pages], [...signatures]))
        .to.be.revertedWithCustomError(oracle, "NotReporter")
        .withArgs(reporters[0].address);
    });
  });

  describe("when a reporter's signature appears twice", () => {
    it("it should revert with DuplicateSignature", async () => {
      const world = await loadFixture(reporting);
      const { reporters } = world;
      const { proposal } = await proposeSignedBy(world, [reporters[2], reporters[2]]);
      await expect(proposal)
        .to.be.revertedWithCustomError(world.oracle, "DuplicateSignature")
        .withArgs(reporters[2].address);
    });
  });

  describe("when the signatures are for another chain or another contract", () => {
    it("it should revert with NotReporter", async () => {
      const world = await loadFixture(reporting);
      const { oracle, registry, reporters } = world;
      const { report, pages } = await prepare(world, [GAIN]);
      const own = { name: "Stakespace", version: "1", chainId: 31_337n, verifyingContract: await oracle.getAddress() };
      const foreign = [
        { ...own, chainId: 1n },
        { ...own, verifyingContract: await registry.getAddress() },
        { ...own, version: "2" },
        { ...own, name: "Stakespaces" },
      ];
      for (const domain of foreign) {
        const signatures = await Promise.all(
          reporters.map((reporter) => reporter.signTypedData(domain, REPORT_TYPES, report)),
        );
        await expect(oracle.propose(report, [...pages], signatures)).to.be.revertedWithCustomError(
          oracle,
          "NotReporter",
        );
      }
    });
  });

  describe("when any field of the report is not what was signed", () => {
    it("it should revert with NotReporter", async () => {
      const world = await loadFixture(reporting);
      const { oracle } = world;
      const { report, pages, signatures } = await prepare(world, [GAIN]);
      const forged: Report[] = [
        { ...report, round: 2n },
        { ...report, sheetHash: EVIDENCE },
        { ...report, modelCount: 0 },
        { ...report, payoutFactor: report.payoutFactor - 1n },
        { ...report, maxScore: report.maxScore + 1 },
        { ...report, evidence: ethers.ZeroHash },
      ];
      for (const other of forged) {
        await expect(oracle.propose(other, [...pages], [...signatures])).to.be.revertedWithCustomError(
          oracle,
          "NotReporter",
        );
      }
    });
  });

  describe("when a signature is malformed", () => {
    it("it should revert with ECDSAInvalidSignatureLength", async () => {
      const world = await loadFixture(reporting);
      const { oracle } = world;
      const { report, pages, signatures } = await prepare(world, [GAIN]);
      const short = ethers.dataSlice(signatures[1]!, 0, 64);
      await expect(oracle.propose(report, [...pages], [signatures[0]!, short]))
        .to.be.revertedWithCustomError(oracle, "ECDSAInvalidSignatureLength")
        .withArgs(64);
    });
  });

  describe("when the sheet covers more models than were registered before the lock", () => {
    it("it should revert with ModelCountTooHigh", async () => {
      const world = await loadFixture(reporting);
      const { oracle } = world;
      const { report, pages, signatures } = await prepare(world, [GAIN, GAIN]);
      await expect(oracle.propose(report, [...pages], [...signatures]))
        .to.be.revertedWithCustomError(oracle, "ModelCountTooHigh")
        .withArgs(2, 1);
    });

    it("it should not count those that were registered after the lock", async () => {
      const world = await loadFixture(reporting);
      const { oracle, registry, owner } = world;
      await registry.connect(owner).register(newName(), "", ethers.MaxUint256);
      const { report, pages, signatures } = await prepare(world, [GAIN, GAIN]);
      await expect(oracle.propose(report, [...pages], [...signatures]))
        .to.be.revertedWithCustomError(oracle, "ModelCountTooHigh")
        .withArgs(2, 1);
    });
  });

  describe("given the round was not sealed before its lock", () => {
    it("it should revert with RoundNotSealed, and the round expires", async () => {
      const world = await loadFixture(booked);
      const { oracle } = world;
      const { report, pages, signatures } = await prepare(world, [GAIN]);
      await at((await scheduleOf(world)).reportFrom);
      await expect(oracle.propose(report, [...pages], [...signatures]))
        .to.be.revertedWithCustomError(oracle, "RoundNotSealed")
        .withArgs(1);
      await expire(world);
    });
  });

  describe("when the submissions are not those the round was sealed with", () => {
    it("it should revert with PredictionsRootMismatch, though a quorum signed it", async () => {
      const world = await loadFixture(reporting);
      const { oracle } = world;
      const { report, pages, signatures } = await prepare(world, [GAIN], { predictionsRoot: EVIDENCE });
      await expect(oracle.propose(report, [...pages], [...signatures]))
        .to.be.revertedWithCustomError(oracle, "PredictionsRootMismatch")
        .withArgs(EVIDENCE, ROOT);
    });

    it("it should revert with PredictionsRootMismatch for a root of a seal that was replaced", async () => {
      const world = await loadFixture(booked);
      const { oracle } = world;
      await sealRound(world);
      await sealRound(world, EVIDENCE);
      await reachReporting(world);
      const { report, pages, signatures } = await prepare(world, [GAIN]);
      await expect(oracle.propose(report, [...pages], [...signatures]))
        .to.be.revertedWithCustomError(oracle, "PredictionsRootMismatch")
        .withArgs(ROOT, EVIDENCE);
    });
  });

  describe("when a page was not stored by the oracle", () => {
    it("it should revert with UnknownPage", async () => {
      const world = await loadFixture(reporting);
      const { oracle, token } = world;
      const page = await token.getAddress();
      const { proposal } = await proposeWithPages(world, [GAIN], [page]);
      await expect(proposal).to.be.revertedWithCustomError(oracle, "UnknownPage").withArgs(page);
    });
  });

  describe("when the pages are not those the report names", () => {
    it("it should revert with SheetHashMismatch", async () => {
      const world = await loadFixture(reporting);
      const { oracle } = world;
      const others = await addPages(world, [LOSS]);
      const expected = (await reportOf(world, [GAIN])).sheetHash;
      const found = (await reportOf(world, [LOSS])).sheetHash;
      const { proposal } = await proposeWithPages(world, [GAIN], others);
      await expect(proposal).to.be.revertedWithCustomError(oracle, "SheetHashMismatch").withArgs(found, expected);
    });
  });

  describe("when there are more or fewer pages than the models need", () => {
    it("it should revert with PageCountMismatch", async () => {
      const world = await loadFixture(reporting);
      const { oracle } = world;
      const [page] = await addPages(world, [GAIN]);
      const codeHash = ethers.keccak256(await ethers.provider.getCode(page!));
      const tooMany = await proposeWithPages(world, [GAIN], [page!, page!], {
        sheetHash: ethers.keccak256(ethers.concat([codeHash, codeHash])),
      });
      await expect(tooMany.proposal).to.be.revertedWithCustomError(oracle, "PageCountMismatch").withArgs(2, 1);
      const none = await proposeWithPages(world, [GAIN], [], { sheetHash: ethers.keccak256("0x") });
      await expect(none.proposal).to.be.revertedWithCustomError(oracle, "PageCountMismatch").withArgs(0, 1);
    });
  });

  describe("when a page has more or fewer records than models are left", () => {
    it("it should revert with SheetLengthMismatch", async () => {
      const world = await loadFixture(reportingTwo);
      const { oracle } = world;
      const short = await prepare(world, [GAIN], { modelCount: 2 });
      await expect(oracle.propose(short.report, [...short.pages], [...short.signatures]))
        .to.be.revertedWithCustomError(oracle, "SheetLengthMismatch")
        .withArgs(0, 8, 16);
      const long = await prepare(world, [GAIN, GAIN], { modelCount: 1 });
      await expect(oracle.propose(long.report, [...long.pages], [...long.signatures]))
        .to.be.revertedWithCustomError(oracle, "SheetLengthMismatch")
        .withArgs(0, 16, 8);
    });
  });

  describe("when the stake space refuses the report", () => {
    it("it should revert with its error", async () => {
      const world = await loadFixture(booked);
      const { oracle, space } = world;
      await sealRound(world);
      const { report, pages, signatures } = await prepare(world, [GAIN]);
      await at((await scheduleOf(world)).reportFrom - 1);
      await expect(oracle.propose(report, [...pages], [...signatures])).to.be.revertedWithCustomError(
        space,
        "ReportWindowClosed",
      );
    });
  });

  describe("when the report is of an earlier round", () => {
    it("it should revert with WrongRound", async () => {
      const world = await loadFixture(reporting);
      const { oracle, space } = world;
      const { report, pages, signatures } = await prepare(world, [LOSS]);
      await closeRound(world, [GAIN]);
      await reachReporting(world);
      await expect(oracle.propose(report, [...pages], [...signatures]))
        .to.be.revertedWithCustomError(space, "WrongRound")
        .withArgs(1, 2);
    });
  });

  describe("when a quorum signed it", () => {
    it("it should have the stake space hold it, whoever proposes", async () => {
      const world = await loadFixture(reporting);
      const { oracle, space, stranger } = world;
      const { report, pages, signatures } = await prepare(world, [GAIN]);
      await expect(oracle.connect(stranger).propose(report, [...pages], [...signatures]))
        .to.emit(space, "ReportHeld")
        .withArgs(1, tokens(1), 2_000, tokens("2.4"));
      expect((await space.roundRecord(1)).pages).to.deep.equal(pages);
    });

    it("it should keep its digest and emit ReportProposed", async () => {
      const world = await loadFixture(reporting);
      const { oracle, stranger } = world;
      const { report, pages, signatures } = await prepare(world, [GAIN]);
      const digest = await oracle.digestOf(report);
      await expect(oracle.connect(stranger).propose(report, [...pages], [...signatures]))
        .to.emit(oracle, "ReportProposed")
        .withArgs(1, digest, Object.values(report), stranger.address);
      expect(await oracle.proposedDigest(1)).to.equal(digest);
    });
  });

  describe("when more than a quorum signed it", () => {
    it("it should accept it, in any order of signatures", async () => {
      const world = await loadFixture(reporting);
      const { proposal } = await proposeSignedBy(world, [...world.reporters].reverse());
      await expect(proposal).to.emit(world.space, "ReportHeld");
    });
  });

  describe("when the sheet has several pages", () => {
    it("it should accept them, in their order only, and each model its own record", async () => {
      const world = await loadFixture(opened);
      const { space, registry, oracle, owner, alice, carol } = world;
      await setModelCount(registry, 2_999n);
      await registry.connect(owner).register(newName(), "", ethers.MaxUint256);
      await registry.connect(owner).register(newName(), "", ethers.MaxUint256);
      await space.connect(alice).bid(3_000, 0, tokens(10), alice);
      await space.connect(carol).bid(3_001, 0, tokens(10), carol);
      const records = [...Array<ScoreRecord>(2_999).fill(ABSENT), GAIN, LOSS];
      const { report, pages, signatures } = await prepare(world, records);
      expect(pages.length).to.equal(2);
      await reachReporting(world);
      await expect(oracle.propose(report, [...pages].reverse(), [...signatures])).to.be.revertedWithCustomError(
        oracle,
        "SheetHashMismatch",
      );
      await oracle.propose(report, [...pages], [...signatures]);
      await at((await scheduleOf(world)).finalFrom);
      await oracle.finalize(1);
      expect((await space.pool(3_000, 0)).assets).to.equal(tokens("10.2"));
      expect((await space.pool(3_001, 0)).assets).to.equal(tokens("9.7"));
    });
  });
});
