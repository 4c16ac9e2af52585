import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  amountText,
  exactAmount,
  fractionText,
  parseAmount,
  partText,
  rateText,
  scoreText,
  shareText,
  signed,
} from "../../src/units/amounts.ts";
import { durationText, fromNow, utcTime } from "../../src/units/times.ts";
import { hrefOf, parseRoute, type Route } from "../../src/router.ts";

const TOKEN = 10n ** 18n;

describe("amounts as text", () => {
  it("cuts and never rounds up, groups thousands, and keeps the sign", () => {
    assert.equal(amountText(1_234_567n * TOKEN + 999_999_999_999_999_999n, 18), "1,234,567.99");
    assert.equal(amountText(-TOKEN / 2n, 18), "−0.50");
    assert.equal(amountText(0n, 18), "0.00");
    assert.equal(amountText(1_500_000n, 6), "1.50");
    assert.equal(amountText(5n, 0), "5");
  });

  it("says the last digit where it is asked for", () => {
    assert.equal(exactAmount(TOKEN + 1n, 18), "1.000000000000000001");
    assert.equal(exactAmount(1_000n * TOKEN, 18), "1,000");
    assert.equal(exactAmount(0n, 18), "0");
    assert.equal(exactAmount(10n, 0), "10");
  });

  it("reads what people type, and nothing that is no amount", () => {
    assert.equal(parseAmount("1,000.5", 18), 1_000n * TOKEN + TOKEN / 2n);
    assert.equal(parseAmount(" .5 ", 18), TOKEN / 2n);
    assert.equal(parseAmount("5.", 18), 5n * TOKEN);
    for (const text of ["", ".", "-1", "1e5", "0x10", "1.2.3", "0.0000000000000000001", "∞"]) {
      assert.equal(parseAmount(text, 18), undefined, text);
    }
  });

  it("reads back every amount that it writes exactly", () => {
    for (let i = 0n; i < 200n; i++) {
      const wei = (i ** 7n * 7_919n + i) % 10n ** 27n;
      assert.equal(parseAmount(exactAmount(wei, 18), 18), wei);
    }
  });

  it("writes rates, fractions, scores and parts", () => {
    assert.equal(rateText(496n), "0.496 %");
    assert.equal(rateText(-3_968), "−3.968 %");
    assert.equal(fractionText(TOKEN / 20n, 0), "5 %");
    assert.equal(scoreText(-1_234), "−0.01234");
    assert.equal(scoreText(5), "+0.00005");
    assert.equal(scoreText(0), "0.00000");
    assert.equal(shareText(7_041), "0.7041");
    assert.equal(partText(1n, 3n), "33.3 %");
    assert.equal(partText(1n, 0n), "–");
    assert.equal(signed("0.00"), "0.00");
    assert.equal(signed("0.10"), "+0.10");
    assert.equal(signed("−0.10"), "−0.10");
  });
});

describe("times as text", () => {
  it("says how long in two units", () => {
    assert.equal(durationText(59), "59 s");
    assert.equal(durationText(3_599), "59 min");
    assert.equal(durationText(3_600), "1 h");
    assert.equal(durationText(2 * 86_400 + 4 * 3_600 + 59), "2 d 4 h");
    assert.equal(durationText(-5), "0 s");
  });

  it("says when, before and after", () => {
    assert.equal(fromNow(100, 100), "now");
    assert.equal(fromNow(160, 100), "in 1 min");
    assert.equal(fromNow(40, 100), "1 min ago");
    assert.equal(utcTime(1_795_694_355), "2026-11-26 11:59 UTC");
  });
});

describe("addresses behind the #", () => {
  const holder = `0x${"ab".repeat(20)}` as const;
  const routes: readonly Route[] = [
    { screen: "market" },
    { screen: "owner" },
    { screen: "rules" },
    { screen: "model", model: 12 },
    { screen: "bid", model: 3, tick: undefined },
    { screen: "bid", model: 3, tick: 127 },
    { screen: "stake", holder: undefined },
    { screen: "stake", holder },
    { screen: "rounds", round: undefined },
    { screen: "rounds", round: 7 },
  ];

  it("come back as they were written", () => {
    for (const route of routes) assert.deepEqual(parseRoute(hrefOf(route)), route);
  });

  it("lead nowhere where they make no sense, and never further than their screen", () => {
    for (const hash of [
      "#/model/",
      "#/model/0",
      "#/model/1e3",
      "#/model/-1",
      "#/bid/x",
      "#/else",
      "#/model/<script>",
    ]) {
      assert.deepEqual(parseRoute(hash), { screen: "nowhere" }, hash);
    }
    assert.deepEqual(parseRoute("#/bid/3?tick=128"), { screen: "bid", model: 3, tick: undefined });
    assert.deepEqual(parseRoute("#/stake/0x12"), { screen: "stake", holder: undefined });
  });
});
