import { expect } from "chai";

import { encodeRecords } from "../../../scripts/twin/scoreSheet.js";
import { booked, deployed, ethers, loadFixture, opened } from "../../helpers/contracts.js";
import {
  domainOf,
  EVIDENCE,
  GAIN,
  propose,
  REPORT_TYPES,
  reportOf,
  RESUME_TYPES,
  ROOT,
  SEAL_TYPES,
  sealRound,
} from "../../helpers/contractsReports.js";

describe("ScoreOracle views", () => {
  describe("stakeSpace", () => {
    it("it should name the stake space", async () => {
      const { oracle, space } = await loadFixture(deployed);
      expect(await oracle.stakeSpace()).to.equal(await space.getAddress());
    });
  });

  describe("reporters", () => {
    it("it should name them in their order", async () => {
      const { oracle, reporters } = await loadFixture(deployed);
      expect(await oracle.reporters()).to.deep.equal(reporters.map(({ address }) => address));
    });
  });

  describe("quorum", () => {
    it("it should be how many of them must sign", async () => {
      expect(await (await loadFixture(deployed)).oracle.quorum()).to.equal(2);
    });
  });

  describe("digestOf", () => {
    it("it should be the EIP-712 digest of the report", async () => {
      const world = await loadFixture(opened);
      const report = await reportOf(world, [GAIN]);
      expect(await world.oracle.digestOf(report)).to.equal(
        ethers.TypedDataEncoder.hash(await domainOf(world), REPORT_TYPES, report),
      );
    });
  });

  describe("resumeDigestOf", () => {
    it("it should be the EIP-712 digest of the resumption of the round", async () => {
      const world = await loadFixture(opened);
      expect(await world.oracle.resumeDigestOf(7)).to.equal(
        ethers.TypedDataEncoder.hash(await domainOf(world), RESUME_TYPES, { round: 7 }),
      );
    });
  });

  describe("queuedReporters", () => {
    it("it should be nobody while nobody waits", async () => {
      const { oracle } = await loadFixture(deployed);
      expect(await oracle.queuedReporters()).to.deep.equal([[], 0n, 0n]);
    });
  });

  describe("sealOf", () => {
    it("it should be zero for a round that was not sealed", async () => {
      const world = await loadFixture(opened);
      expect(await world.oracle.sealOf(1)).to.equal(ethers.ZeroHash);
      await sealRound(world);
      expect([await world.oracle.sealOf(1), await world.oracle.sealOf(2)]).to.deep.equal([ROOT, ethers.ZeroHash]);
    });
  });

  describe("nextSealSequence", () => {
    it("it should count the seals of the open round from 1", async () => {
      const world = await loadFixture(opened);
      expect(await world.oracle.nextSealSequence()).to.equal(1);
      await sealRound(world);
      expect(await world.oracle.nextSealSequence()).to.equal(2);
    });
  });

  describe("sealDigestOf", () => {
    it("it should be the EIP-712 digest of the seal", async () => {
      const world = await loadFixture(opened);
      const seal = { round: 7n, root: ROOT, sequence: 3n };
      expect(await world.oracle.sealDigestOf(7, ROOT, 3)).to.equal(
        ethers.TypedDataEncoder.hash(await domainOf(world), SEAL_TYPES, seal),
      );
    });
  });

  describe("eip712Domain", () => {
    it("it should name Stakespace, version 1, the chain and the oracle", async () => {
      const world = await loadFixture(deployed);
      const { name, version, chainId, verifyingContract } = await world.oracle.eip712Domain();
      expect({ name, version, chainId, verifyingContract }).to.deep.equal(await domainOf(world));
    });
  });

  describe("isVetoed", () => {
    it("it should be true from the veto on", async () => {
      const world = await loadFixture(booked);
      const { report } = await propose(world, [GAIN]);
      const digest = await world.oracle.digestOf(report);
      expect(await world.oracle.isVetoed(digest)).to.equal(false);
      await world.oracle.connect(world.guardian).veto(1, await world.oracle.proposedDigest(1));
      expect(await world.oracle.isVetoed(digest)).to.equal(true);
    });
  });

  describe("proposedDigest", () => {
    it("it should be zero without a proposal", async () => {
      expect(await (await loadFixture(deployed)).oracle.proposedDigest(1)).to.equal(ethers.ZeroHash);
    });

    it("it should be the last proposal's, vetoed or not", async () => {
      const world = await loadFixture(booked);
      const { report } = await propose(world, [GAIN]);
      await world.oracle.connect(world.guardian).veto(1, await world.oracle.proposedDigest(1));
      expect(await world.oracle.proposedDigest(1)).to.equal(await world.oracle.digestOf(report));
      const second = await propose(world, [GAIN], { evidence: ethers.ZeroHash });
      expect(second.report.evidence).not.to.equal(EVIDENCE);
      expect(await world.oracle.proposedDigest(1)).to.equal(await world.oracle.digestOf(second.report));
    });
  });

  describe("pageAddress", () => {
    it("it should be where a page with these records is stored", async () => {
      const { oracle } = await loadFixture(deployed);
      const records = encodeRecords([GAIN]);
      const address = await oracle.pageAddress(records);
      expect(await ethers.provider.getCode(address)).to.equal("0x");
      await oracle.addPage(records);
      expect(await ethers.provider.getCode(address)).to.equal(ethers.concat(["0x00", records]));
    });
  });

  describe("isPage", () => {
    it("it should be true of stored pages only", async () => {
      const { oracle, token } = await loadFixture(deployed);
      const records = encodeRecords([GAIN]);
      const address = await oracle.pageAddress(records);
      expect([await oracle.isPage(address), await oracle.isPage(token)]).to.deep.equal([false, false]);
      await oracle.addPage(records);
      expect(await oracle.isPage(address)).to.equal(true);
    });
  });

  describe("authority", () => {
    it("it should name the access manager", async () => {
      const { oracle, manager } = await loadFixture(deployed);
      expect(await oracle.authority()).to.equal(await manager.getAddress());
    });
  });

  describe("isConsumingScheduledOp", () => {
    it("it should be zero outside a scheduled call", async () => {
      expect(await (await loadFixture(deployed)).oracle.isConsumingScheduledOp()).to.equal("0x00000000");
    });
  });
});
