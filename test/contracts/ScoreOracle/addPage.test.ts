import { expect } from "chai";

import { encodeRecords } from "../../../scripts/twin/scoreSheet.js";
import { deployed, ethers, loadFixture } from "../../helpers/contracts.js";
import { GAIN, LOSS } from "../../helpers/contractsReports.js";

const RECORDS = encodeRecords([GAIN, LOSS]);
const CODE = ethers.concat(["0x00", RECORDS]);

describe("ScoreOracle.addPage", () => {
  describe("when the page is empty", () => {
    it("it should revert with InvalidPageLength", async () => {
      const { oracle } = await loadFixture(deployed);
      await expect(oracle.addPage("0x")).to.be.revertedWithCustomError(oracle, "InvalidPageLength").withArgs(0);
    });
  });

  describe("when the page ends inside a record", () => {
    it("it should revert with InvalidPageLength", async () => {
      const { oracle } = await loadFixture(deployed);
      await expect(oracle.addPage(RECORDS.slice(0, 15)))
        .to.be.revertedWithCustomError(oracle, "InvalidPageLength")
        .withArgs(15);
    });
  });

  describe("when the page has more than 3,000 records", () => {
    it("it should revert with InvalidPageLength", async () => {
      const { oracle } = await loadFixture(deployed);
      await expect(oracle.addPage(new Uint8Array(24_008)))
        .to.be.revertedWithCustomError(oracle, "InvalidPageLength")
        .withArgs(24_008);
    });
  });

  describe("when the page has 3,000 records", () => {
    it("it should store them within the gas of a transaction", async () => {
      const { oracle } = await loadFixture(deployed);
      const page = new Uint8Array(24_000).fill(255);
      await oracle.addPage(page);
      expect(await ethers.provider.getCode(await oracle.pageAddress(page))).to.equal(ethers.concat(["0x00", page]));
    });
  });

  describe("when the page is new", () => {
    it("it should store it behind a STOP byte at the address its content has, whoever calls", async () => {
      const { oracle, stranger } = await loadFixture(deployed);
      const page = await oracle.pageAddress(RECORDS);
      expect(await oracle.isPage(page)).to.equal(false);
      expect(await oracle.connect(stranger).addPage.staticCall(RECORDS)).to.equal(page);
      await oracle.connect(stranger).addPage(RECORDS);
      expect(await ethers.provider.getCode(page)).to.equal(CODE);
      expect(await oracle.isPage(page)).to.equal(true);
    });

    it("it should emit PageAdded", async () => {
      const { oracle } = await loadFixture(deployed);
      const page = await oracle.pageAddress(RECORDS);
      await expect(oracle.addPage(RECORDS)).to.emit(oracle, "PageAdded").withArgs(page, ethers.keccak256(CODE), 2);
    });
  });

  describe("given the page is there", () => {
    it("it should return its address and store nothing", async () => {
      const { oracle } = await loadFixture(deployed);
      await oracle.addPage(RECORDS);
      expect(await oracle.addPage.staticCall(RECORDS)).to.equal(await oracle.pageAddress(RECORDS));
      await expect(oracle.addPage(RECORDS)).not.to.emit(oracle, "PageAdded");
    });
  });
});
