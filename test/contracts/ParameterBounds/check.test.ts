import { expect } from "chai";

import { DEFAULT_PARAMETERS, type Parameters } from "../../../scripts/twin/parameters.js";
import { DAY, deploy, ethers, loadFixture, tokens } from "../../helpers/contracts.js";

const ONE = tokens(1);
const HOUR = 3_600;
/** The largest limit: rent of it fits in 112 bits for as many rounds as there can be. */
const MAX_LIMIT = 2n ** 100n - 1n;
/** 1 - rate(127), less a wei. */
const MAX_RETURN_CLIP = tokens("0.96032") - 1n;

async function bounds() {
  return deploy("ParameterBounds");
}

/** What is expected to be named, found, and the least and most allowed. */
type Bound = readonly [name: string, value: bigint | number, minimum: bigint | number, maximum: bigint | number];

async function refuses(overrides: Partial<Parameters>, [name, ...numbers]: Bound): Promise<void> {
  const contract = await loadFixture(bounds);
  await expect(contract.check({ ...DEFAULT_PARAMETERS, ...overrides }))
    .to.be.revertedWithCustomError(contract, "ParameterOutOfBounds")
    .withArgs(ethers.encodeBytes32String(name), ...numbers);
}

async function accepts(overrides: Partial<Parameters>): Promise<void> {
  const contract = await loadFixture(bounds);
  await contract.check({ ...DEFAULT_PARAMETERS, ...overrides });
}

describe("ParameterBounds.check", () => {
  describe("when all are the defaults", () => {
    it("it should accept them", async () => {
      await accepts({});
    });
  });

  describe("when minBid is outside 1 to 2^72 - 1", () => {
    it("it should revert with ParameterOutOfBounds", async () => {
      await refuses({ minBid: 0n }, ["minBid", 0, 1, 2n ** 72n - 1n]);
      await refuses({ minBid: 2n ** 72n, baseLimit: 2n ** 73n, maxLimit: 2n ** 74n }, [
        "minBid",
        2n ** 72n,
        1,
        2n ** 72n - 1n,
      ]);
      await accepts({ minBid: 1n });
      await accepts({ minBid: 2n ** 72n - 1n, baseLimit: 2n ** 73n, maxLimit: 2n ** 74n });
    });
  });

  describe("when baseLimit is outside minBid to maxLimit", () => {
    it("it should revert with ParameterOutOfBounds", async () => {
      const maxLimit = DEFAULT_PARAMETERS.maxLimit;
      await refuses({ baseLimit: ONE - 1n }, ["baseLimit", ONE - 1n, ONE, maxLimit]);
      await refuses({ baseLimit: maxLimit + 1n }, ["baseLimit", maxLimit + 1n, ONE, maxLimit]);
      await accepts({ baseLimit: ONE });
      await accepts({ baseLimit: maxLimit });
    });
  });

  describe("when maxLimit is 2^100 or more", () => {
    it("it should revert with ParameterOutOfBounds", async () => {
      await refuses({ maxLimit: MAX_LIMIT + 1n }, ["maxLimit", MAX_LIMIT + 1n, tokens(1_000), MAX_LIMIT]);
      await accepts({ maxLimit: MAX_LIMIT });
    });
  });

  describe("when registrationFee is 2^120 or more", () => {
    it("it should revert with ParameterOutOfBounds", async () => {
      await refuses({ registrationFee: 2n ** 120n }, ["registrationFee", 2n ** 120n, 0, 2n ** 120n - 1n]);
      await accepts({ registrationFee: 2n ** 120n - 1n });
      await accepts({ registrationFee: 0n });
    });
  });

  describe("when newcomerShare is above 1", () => {
    it("it should revert with ParameterOutOfBounds", async () => {
      await refuses({ newcomerShare: ONE + 1n }, ["newcomerShare", ONE + 1n, 0, ONE]);
      await accepts({ newcomerShare: ONE });
    });
  });

  describe("when limitGain times tcClip is above a quarter", () => {
    it("it should revert with ParameterOutOfBounds", async () => {
      const limit = tokens("0.25");
      await refuses({ limitGain: 5n * ONE, tcClip: tokens("0.05") + 1n }, ["limitGain * tcClip", limit + 5n, 0, limit]);
      await accepts({ limitGain: 5n * ONE, tcClip: tokens("0.05") });
    });
  });

  describe("when limitDecay is above a half", () => {
    it("it should revert with ParameterOutOfBounds", async () => {
      await refuses({ limitDecay: ONE / 2n + 1n }, ["limitDecay", ONE / 2n + 1n, 0, ONE / 2n]);
      await accepts({ limitDecay: ONE / 2n });
    });
  });

  describe("when returnClip and the highest rent take the whole stake", () => {
    it("it should revert with ParameterOutOfBounds", async () => {
      await refuses({ returnClip: MAX_RETURN_CLIP + 1n }, ["returnClip", MAX_RETURN_CLIP + 1n, 0, MAX_RETURN_CLIP]);
      await accepts({ returnClip: MAX_RETURN_CLIP });
    });
  });

  describe("when ppfFloor is above 1", () => {
    it("it should revert with ParameterOutOfBounds", async () => {
      await refuses({ ppfFloor: ONE + 1n }, ["ppfFloor", ONE + 1n, 0, ONE]);
      await accepts({ ppfFloor: ONE });
    });
  });

  describe("when rentFee is above a half", () => {
    it("it should revert with ParameterOutOfBounds", async () => {
      await refuses({ rentFee: ONE / 2n + 1n }, ["rentFee", ONE / 2n + 1n, 0, ONE / 2n]);
      await accepts({ rentFee: ONE / 2n });
    });
  });

  describe("when biddingPeriod is less than a day above quietPeriod, or more than 30 days", () => {
    it("it should revert with ParameterOutOfBounds", async () => {
      const least = 36 * HOUR;
      await refuses({ biddingPeriod: least - 1 }, ["biddingPeriod", least - 1, least, 30 * DAY]);
      await refuses({ biddingPeriod: 30 * DAY + 1 }, ["biddingPeriod", 30 * DAY + 1, least, 30 * DAY]);
      await refuses({ quietPeriod: 2 ** 32 - 1 }, ["biddingPeriod", 3 * DAY, 2 ** 32 - 1 + DAY, 30 * DAY]);
      await accepts({ biddingPeriod: least });
      await accepts({ biddingPeriod: 30 * DAY });
    });
  });

  describe("when challengePeriod is less than 6 hours, or not less than reportPeriod", () => {
    it("it should revert with ParameterOutOfBounds", async () => {
      const most = 7 * DAY - 1;
      await refuses({ challengePeriod: 6 * HOUR - 1 }, ["challengePeriod", 6 * HOUR - 1, 6 * HOUR, most]);
      await refuses({ challengePeriod: 7 * DAY }, ["challengePeriod", 7 * DAY, 6 * HOUR, most]);
      await refuses({ reportPeriod: 0 }, ["challengePeriod", DAY, 6 * HOUR, 0]);
      await accepts({ challengePeriod: 6 * HOUR });
      await accepts({ challengePeriod: most });
    });
  });

  describe("when livePeriod and reportPeriod are more than 120 days", () => {
    it("it should revert with ParameterOutOfBounds", async () => {
      await refuses({ livePeriod: 113 * DAY + 1 }, ["livePeriod + reportPeriod", 120 * DAY + 1, 0, 120 * DAY]);
      await accepts({ livePeriod: 113 * DAY });
    });
  });

  describe("when maxMissedRounds is outside 1 to 12", () => {
    it("it should revert with ParameterOutOfBounds", async () => {
      await refuses({ maxMissedRounds: 0 }, ["maxMissedRounds", 0, 1, 12]);
      await refuses({ maxMissedRounds: 13 }, ["maxMissedRounds", 13, 1, 12]);
      await accepts({ maxMissedRounds: 1 });
      await accepts({ maxMissedRounds: 12 });
    });
  });
});
