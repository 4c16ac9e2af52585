import { formatTime } from "../../../scripts/lib/index.js";
import { expect } from "chai";

import { rate } from "../../../scripts/twin/rateGrid.js";
import { json, run, succeed } from "./runner.js";
import { setTable, type Table } from "./tournament.js";

const TOKEN = 10n ** 18n;

describe("staking commands", () => {
  let table: Table;

  before(async () => {
    table = await setTable();
  });
  beforeEach(() => table.reset());

  describe("bid", () => {
    it("stakes at the highest tick that pays no more than the rate named", async () => {
      const bid = await json(table.hre, "bid", { model: "1", rate: "0.5%", amount: "200" });
      expect(bid).to.include({ model: 1, tick: 79, assets: `${200n * TOKEN}`, filled: `${100n * TOKEN}` });
      expect(bid["holder"]).to.equal(table.accounts[0]);
      expect(bid["price"]).to.deep.equal({ before: "0", after: "496" });
      expect(bid["transactions"]).to.have.length(2);
      expect(rate(79)).to.equal(496n);
      expect(rate(80)).to.be.greaterThan(500n);

      const status = await json(table.hre, "status", { holder: "0" });
      expect(status["positions"]).to.deep.equal([
        {
          model: 1,
          tick: 79,
          shares: (status["positions"] as { shares: string }[])[0]!.shares,
          assets: `${200n * TOKEN}`,
          filled: `${100n * TOKEN}`,
        },
      ]);
    });

    it("shows the price before and after, and prints hash, block and gas", async () => {
      const { stderr, stdout } = await succeed(table.hre, "bid", { model: "1", tick: "79", amount: "150" });
      expect(stderr).to.match(/price now {4}0 % per round, 0\.0000 of 100\.0000 STAKE taken/);
      expect(stderr).to.match(/price after {2}0\.496 % per round, 100\.0000 of 100\.0000 STAKE taken/);
      expect(stderr).to.match(/100\.0000 filled, 50\.0000 idle; rent about 0\.4960 STAKE a round/);
      expect(stderr).to.match(/Bid: 0x[0-9a-f]{64} in block \d+, gas [\d,]+\n/);
      expect(stderr).to.contain("Next: npx hardhat status --holder");
      expect(stdout).to.equal("");
    });

    it("needs one transaction after an approval", async () => {
      await succeed(table.hre, "approve", { amount: "100" });
      const bid = await json(table.hre, "bid", { model: "1", tick: "10", amount: "100" });
      expect(bid["transactions"]).to.have.length(1);
    });

    it("names the models there are when the model is unknown", async () => {
      const { error, stdout, stderr } = await run(table.hre, "bid", { model: "7", rate: "0.5%", amount: "100" });
      expect(error?.code).to.equal("UnknownModel");
      expect(stderr).to.contain("Error: There is no model 7; ids go from 1 to 1.\n");
      expect(stderr).to.contain("npx hardhat register");
      expect(stdout).to.equal("");
    });

    it("says when bidding closed, and what the chain's time is", async () => {
      const { round } = (await json(table.hre, "skip-time", { until: "lock" })) as { round: { locksAt: number } };
      const { error } = await run(table.hre, "bid", { model: "1", rate: "0.5%", amount: "100" });
      expect(error?.code).to.equal("BiddingClosed");
      const [, closed, now] = /^Bidding closed at (.*); the chain's time is (.*)\.$/.exec(error!.message)!;
      expect(closed).to.equal(formatTime(round.locksAt));
      // The chain's clock goes on while the command runs.
      const seconds = Date.parse(now!.replace(" UTC", "Z").replace(" ", "T")) / 1000;
      expect(formatTime(seconds)).to.equal(now);
      expect(seconds).to.be.within(round.locksAt, round.locksAt + 60);
      expect(error?.hint).to.contain("next round");
    });

    it("says what the minimum is", async () => {
      const { error } = await run(table.hre, "bid", { model: "1", rate: "0.5%", amount: "0.999" });
      expect(error?.code).to.equal("PositionBelowMinBid");
      expect(error?.message).to.contain("worth 0.999 STAKE, less than the minimum of 1.00 STAKE");
    });

    it("says what the account has when that is not enough, before sending anything", async () => {
      const { error, stderr } = await run(table.hre, "bid", { model: "1", rate: "0.5%", amount: "10000" });
      expect(error?.code).to.equal("ERC20InsufficientBalance");
      expect(error?.message).to.contain("has 9999 STAKE, the action needs 10000 STAKE");
      expect(error?.hint).to.equal(`Make some: npx hardhat mint --amount 1 --to ${table.accounts[0]!}`);
      expect(stderr).not.to.contain("in block");
    });

    it("sends nothing when there is nobody to ask", async () => {
      const { error } = await run(table.hre, "bid", { model: "1", tick: "1", amount: "100", yes: false });
      expect(error?.code).to.equal("NOT_CONFIRMED");
      expect((await json(table.hre, "status", { holder: "0" }))["positions"]).to.deep.equal([]);
    });

    const bad: [string, Record<string, string>, RegExp][] = [
      ["no model", { rate: "0.5%", amount: "1" }, /^--model is missing: name a model by its id/],
      ["a name that no model has", { model: "x", rate: "0.5%", amount: "1" }, /^There is no model "x"\.$/],
      ["an id that none can have", { model: "0", rate: "0.5%", amount: "1" }, /^--model "0": ids of models are whole/],
      [
        "an amount with a comma",
        { model: "1", rate: "0.5%", amount: "1,000" },
        /^--amount "1,000": write it without commas/,
      ],
      [
        "a rate above the grid",
        { model: "1", rate: "50%", amount: "1" },
        /^The highest rate there is is 3\.968 %, not 50%/,
      ],
      ["no amount", { model: "1", rate: "0.5%" }, /^--amount is missing/],
      ["an amount that is no number", { model: "1", rate: "0.5%", amount: "ten" }, /"ten" is not a token amount/],
      ["an amount of zero", { model: "1", rate: "0.5%", amount: "0" }, /^The amount is zero/],
      ["a tick off the grid", { model: "1", tick: "128", amount: "1" }, /^--tick "128": name a tick from 0 to 127/],
      ["a rate without its sign", { model: "1", rate: "0.5", amount: "1" }, /^--rate "0.5": this is not a percentage/],
      ["both a rate and a tick", { model: "1", rate: "0.5%", tick: "3", amount: "1" }, /^Both --rate and --tick/],
      ["neither a rate nor a tick", { model: "1", amount: "1" }, /^Neither --rate nor --tick/],
      [
        "an account the node does not have",
        { model: "1", tick: "3", amount: "1", from: "99" },
        /^"99" is not one of the 20/,
      ],
    ];
    for (const [what, given, expected] of bad) {
      it(`refuses ${what}`, async () => {
        const { error } = await run(table.hre, "bid", given);
        expect(error?.message).to.match(expected);
        expect(error?.hint).to.be.a("string");
      });
    }
  });

  describe("withdraw", () => {
    beforeEach(() => succeed(table.hre, "bid", { model: "1", tick: "40", amount: "150" }));

    it("takes a part back to the wei", async () => {
      const taken = await json(table.hre, "withdraw", { model: "1", amount: "30.5" });
      expect(taken).to.include({ model: 1, tick: 40, assets: `${(305n * TOKEN) / 10n}` });
      const [position] = (await json(table.hre, "status", { holder: "0" }))["positions"] as { assets: string }[];
      expect(position?.assets).to.equal(`${(1195n * TOKEN) / 10n}`);
    });

    it("takes everything back by default", async () => {
      const taken = await json(table.hre, "withdraw", { model: "1" });
      expect(taken["assets"]).to.equal(`${150n * TOKEN}`);
      expect((await json(table.hre, "status", { holder: "0" }))["positions"]).to.deep.equal([]);
    });

    it("says when the quiet period began", async () => {
      await succeed(table.hre, "skip-time", { until: "quiet" });
      const { error } = await run(table.hre, "withdraw", { model: "1" });
      expect(error?.code).to.equal("QuietPeriod");
      const { round } = (await json(table.hre, "status")) as { round: { quietFrom: number } };
      const [, began, now] = /^The quiet period began at (.*) \(the chain's time is (.*)\):/.exec(error!.message)!;
      expect(began).to.equal(formatTime(round.quietFrom));
      expect(now! >= began!, `${now} is not before ${began}`).to.equal(true);
    });

    it("keeps the whole of a tick that is filled in part while the book is frozen, and lets lower rates leave", async () => {
      await succeed(table.hre, "bid", { model: "1", tick: "9", amount: "20" });
      await succeed(table.hre, "skip-time", { until: "lock" });
      const locked = await run(table.hre, "withdraw", { model: "1", tick: "40" });
      expect(locked.error?.code).to.equal("StakeLocked");
      expect(locked.error?.message).to.contain(
        "stake at tick 40 (0.096 %) is not below the price, tick 40 (0.096 %): none of it may leave, filled or not.",
      );
      // 100 of the 150 at tick 40 are filled: not even a wei of the other 50 may leave.
      expect((await run(table.hre, "withdraw", { model: "1", tick: "40", amount: "1" })).error?.code).to.equal(
        "StakeLocked",
      );
      expect((await succeed(table.hre, "status")).stdout).to.contain("only stake at a rate below the price may leave");
      await succeed(table.hre, "withdraw", { model: "1", tick: "9" });
    });

    it("says what the position is worth when more is asked for", async () => {
      const { error } = await run(table.hre, "withdraw", { model: "1", amount: "150.1" });
      expect(error?.code).to.equal("POSITION_TOO_SMALL");
      expect(error?.message).to.contain("worth 150 STAKE, less than 150.1 STAKE");
    });

    it("asks which position is meant, and says when there is none", async () => {
      await succeed(table.hre, "bid", { model: "1", tick: "9", amount: "20" });
      const two = await run(table.hre, "withdraw", { model: "1" });
      expect(two.error?.code).to.equal("WHICH_POSITION");
      expect(two.error?.message).to.contain("at ticks 40, 9");
      expect(two.error?.hint).to.contain('"--tick 40"');
      const move = await run(table.hre, "move", { model: "1", rate: "1%" });
      expect(move.error?.code).to.equal("WHICH_POSITION");
      expect(move.error?.hint).to.contain('"--from-tick 40"');
      const none = await run(table.hre, "withdraw", { model: "1", from: "5" });
      expect(none.error?.code).to.equal("NO_POSITION");
    });
  });

  describe("move", () => {
    it("moves stake to another rate and shows the price after it", async () => {
      await succeed(table.hre, "bid", { model: "1", tick: "40", amount: "150" });
      const moved = await json(table.hre, "move", { model: "1", rate: "0.5%" });
      expect(moved).to.include({ model: 1, fromTick: 40, toTick: 79, assets: `${150n * TOKEN}` });
      expect(moved["price"]).to.deep.equal({ before: "96", after: "496" });
      const [position] = (await json(table.hre, "status", { holder: "0" }))["positions"] as { tick: number }[];
      expect(position?.tick).to.equal(79);
    });

    it("refuses a move to the same tick, and down in the quiet period", async () => {
      await succeed(table.hre, "bid", { model: "1", tick: "40", amount: "150" });
      expect((await run(table.hre, "move", { model: "1", tick: "40" })).error?.code).to.equal("SameTick");
      await succeed(table.hre, "skip-time", { until: "quiet" });
      expect((await run(table.hre, "move", { model: "1", tick: "39" })).error?.code).to.equal("QuietPeriod");
      await succeed(table.hre, "move", { model: "1", tick: "41" });
    });
  });

  describe("quote", () => {
    it("shows the price now", async () => {
      const quote = await json(table.hre, "quote", { model: "1" });
      expect(quote).to.deep.equal({
        model: 1,
        name: "model",
        limit: `${100n * TOKEN}`,
        demand: "0",
        filled: "0",
        priceTick: 0,
        rate: "0",
        reserveTick: 0,
      });
    });

    it("foretells exactly what a bid then does", async () => {
      await succeed(table.hre, "bid", { model: "1", tick: "40", amount: "70" });
      const { bid } = (await json(table.hre, "quote", { model: "1", tick: "40", amount: "80" })) as {
        bid: { filled: string; after: { rate: string; filled: string } };
      };
      await succeed(table.hre, "bid", { model: "1", tick: "40", amount: "80", from: "0" });
      const after = await json(table.hre, "quote", { model: "1" });
      expect(bid.after.rate).to.equal(after["rate"]);
      expect(bid.after.filled).to.equal(after["filled"]);
      expect(BigInt(bid.filled)).to.equal((80n * TOKEN * 100n) / 150n);
    });

    it("prints a table for people and names the bid to send", async () => {
      const { stdout, stderr } = await succeed(table.hre, "quote", { model: "1", rate: "1%", amount: "5" });
      expect(stdout).to.contain("with the bid");
      expect(stderr).to.contain("Next: npx hardhat bid --model 1 --tick 95 --amount 5");
    });

    it("refuses a rate without an amount and an unknown model", async () => {
      expect((await run(table.hre, "quote", { model: "1", rate: "1%" })).error?.code).to.equal("BAD_ARGUMENT");
      expect((await run(table.hre, "quote", { model: "2" })).error?.code).to.equal("UnknownModel");
    });
  });
});
