import { PassThrough } from "node:stream";

import { expect } from "chai";

import { MAX_TICK, rate } from "../../../scripts/twin/rateGrid.js";
import { StakespaceError } from "../../../scripts/lib/errors.js";
import { duration, tickFrom } from "../../../scripts/cli/commands/support/arguments.js";
import { confirm } from "../../../scripts/cli/terminal/confirm.js";
import { sharesWorth } from "../../../scripts/cli/commands/support/preview.js";

describe("what the commands are made of", () => {
  it("takes a bid's rate down to the grid and a reserve's up, and a rate on the grid as it is", () => {
    for (let tick = 0; tick <= MAX_TICK; ++tick) {
      const exact = `${Number(rate(tick)) / 1_000}%`;
      expect(tickFrom({ rate: exact }, "down"), exact).to.equal(tick);
      expect(tickFrom({ rate: exact }, "up"), exact).to.equal(tick);
    }
    expect(tickFrom({ rate: "0.5%" }, "down")).to.equal(79);
    expect(tickFrom({ rate: "0.5 %" }, "up")).to.equal(80);
    expect(tickFrom({ rate: "0.000001%" }, "down")).to.equal(0);
    expect(tickFrom({ rate: "0.000001%" }, "up")).to.equal(1);
    for (const rounding of ["down", "up"] as const) {
      expect(tickFrom({ rate: "3.968%" }, rounding)).to.equal(MAX_TICK);
      expect(() => tickFrom({ rate: "50%" }, rounding)).to.throw(StakespaceError, "is 3.968 %, not 50%");
    }
    expect(() => tickFrom({ rate: "-1%" }, "down")).to.throw(StakespaceError, "not a percentage");
  });

  it("reads spans of time", () => {
    expect(["45s", "90m", "12h", "3d", "1.5d"].map((text) => duration.parse(text))).to.deep.equal([
      45, 5_400, 43_200, 259_200, 129_600,
    ]);
  });

  it("sells as many shares as an amount needs and no more than there are", () => {
    const pool = { assets: 300n, shares: 200_000_000n };
    const shares = sharesWorth(pool, 100n, 150_000_000n);
    const worth = (count: bigint): bigint => (count * 301n) / 201_000_000n;
    expect(worth(shares)).to.equal(100n);
    expect(worth(shares - 1n)).to.equal(99n);
    expect(sharesWorth(pool, 10_000n, 150_000_000n)).to.equal(150_000_000n);
  });

  describe("confirm", () => {
    function terminal(answer: string): { input: PassThrough & { isTTY: boolean }; output: PassThrough } {
      const input = Object.assign(new PassThrough(), { isTTY: true });
      input.end(`${answer}\n`);
      return { input, output: new PassThrough() };
    }
    const refusal = async (answer: string): Promise<unknown> =>
      confirm(terminal(answer)).then(
        () => undefined,
        (error: unknown) => error,
      );

    it("takes y and yes for yes", async () => {
      for (const answer of ["y", "Y", "yes"]) expect(await refusal(answer)).to.equal(undefined);
    });

    it("takes Ctrl+C and Ctrl+D for no", async () => {
      for (const key of ["\u0003", "\u0004"]) {
        const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
        const output = Object.assign(new PassThrough(), { isTTY: true });
        const asked = confirm({ input, output }).then(
          () => undefined,
          (error: unknown) => error,
        );
        input.write(key);
        expect(await asked)
          .to.be.instanceOf(StakespaceError)
          .with.property("message", "Nothing was sent.");
      }
      // A pipe that ends without a line is no answer either.
      const input = Object.assign(new PassThrough(), { isTTY: true });
      const asked = confirm({ input, output: new PassThrough() }).catch((error: unknown) => error);
      input.end();
      expect(await asked)
        .to.be.instanceOf(StakespaceError)
        .with.property("code", "NOT_CONFIRMED");
    });

    it("takes everything else for no", async () => {
      for (const answer of ["", "n", "yeah", "no"]) {
        expect(await refusal(answer))
          .to.be.instanceOf(StakespaceError)
          .and.include({ message: "Nothing was sent.", code: "DECLINED" });
      }
    });
  });
});
