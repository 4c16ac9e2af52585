import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import type { Page } from "playwright-core";
import type { Address } from "viem";

import { stakeSpaceAbi, stakeSpaceLensAbi } from "stakespace/abi";

import { modelsOf, percent, twoDigits } from "./harness/chainFigures.ts";
import { overflowing, quiet, violations } from "./harness/look.ts";
import { World } from "./harness/world.ts";

/** The pictures of the documentation are made anew where somebody wants them. */
const PICTURES =
  process.env["PICTURES"] === undefined ? undefined : join(import.meta.dirname, "..", "..", "..", "docs", "pictures");
const WIDTHS = [360, 1_280, 2_560] as const;

const SCREENS = [
  { name: "market", at: "" },
  { name: "model", at: "model/8" },
  { name: "bid", at: "bid/8", amount: "50" },
  { name: "stake", at: "stake" },
  { name: "owner", at: "owner" },
  { name: "rounds", at: "rounds" },
  { name: "round", at: "rounds/4" },
  { name: "rules", at: "rules" },
] as const;

describe("every screen", { timeout: 600_000 }, () => {
  const world = new World();
  let me: Address;
  before(async () => {
    await world.start();
    me = world.running.players[2] as Address;
    if (PICTURES !== undefined) mkdirSync(PICTURES, { recursive: true });
  });
  after(() => world.stop());

  const opened = async (page: Page, { at, ...rest }: (typeof SCREENS)[number]): Promise<void> => {
    await world.open(page, at);
    await quiet(page);
    if ("amount" in rest) await page.getByLabel("Amount", { exact: true }).fill(rest.amount);
    await page.waitForTimeout(250);
  };

  for (const width of WIDTHS) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`fits into ${width} pixels and has nothing that axe finds, ${colorScheme}`, async () => {
        const page = await world.page(me, { viewport: { width, height: width === 360 ? 740 : 860 }, colorScheme });
        await world.open(page, "");
        await world.connect(page);
        const wrong: string[] = [];
        for (const screen of SCREENS) {
          await opened(page, screen);
          for (const what of await overflowing(page)) wrong.push(`${screen.name}: sticks out: ${what}`);
          for (const what of await violations(page)) wrong.push(`${screen.name}: ${what}`);
          if (PICTURES !== undefined && (width === 1_280 || (width === 360 && colorScheme === "dark"))) {
            if (width === 1_280 && colorScheme === "dark") continue;
            await page.screenshot({ path: join(PICTURES, `${screen.name}${width === 360 ? "-phone" : ""}.png`) });
          }
        }
        await page.context().close();
        assert.deepEqual(wrong, []);
      });
    }
  }

  it("works by keys alone: skip, go, choose, and back", async () => {
    const page = await world.page(me);
    await world.open(page, "");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Skip to the content");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "content");
    await page.getByRole("link", { name: "Rules" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Rules" }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), "content");
    await page.getByRole("button", { name: "Connect a wallet" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Connect a wallet");
    await page.context().close();
  });

  it("agrees with the chain to the last digit it shows: market, book and positions", async () => {
    const page = await world.page(me);
    await world.open(page, "");
    await world.connect(page);
    await quiet(page);
    const { client, running } = world;
    const models = await modelsOf(client, running.addresses);
    let compared = 0;
    const same = (shown: string, chain: string, what: string): void => {
      assert.equal(shown, chain, what);
      compared++;
    };
    // Every row, found by its name: only those in sight are drawn.
    for (const { name, quote } of models) {
      await page.getByRole("searchbox").fill(name);
      const row = page.getByRole("row", { name: new RegExp(name) }).first();
      same(await row.locator(".limit .figure").innerText(), twoDigits(quote.limit), `${name}, limit`);
      same(await row.locator(".filled .figure").innerText(), twoDigits(quote.filled), `${name}, filled`);
      same(await row.locator(".rate .figure").innerText(), percent(quote.rate), `${name}, price`);
    }
    const deepest = models.toSorted((a, b) => b.pools.length - a.pools.length)[0]!;
    await world.open(page, `model/${deepest.modelId}`);
    await quiet(page);
    for (const { tick, assets, filled } of deepest.pools) {
      const cells = page.locator(`tr[data-tick="${tick}"] td`);
      same(await cells.nth(0).innerText(), twoDigits(assets), `tick ${tick}, stake`);
      same(await cells.nth(1).innerText(), twoDigits(filled), `tick ${tick}, filled`);
    }
    await world.open(page, "stake");
    await quiet(page);
    const ids = models.map(({ modelId }) => modelId);
    const { lens, space } = running.addresses as Record<string, Address>;
    const positions = await client.readContract({
      address: lens!,
      abi: stakeSpaceLensAbi,
      functionName: "positions",
      args: [space!, me, ids],
    });
    assert.ok(positions.length > 0);
    for (const { modelId, tick, assets, filled } of positions) {
      const row = page.locator(`tr[data-model="${modelId}"][data-tick="${tick}"]`);
      same(
        await row.locator("td[data-name=Worth]").innerText(),
        twoDigits(assets),
        `model ${modelId} at ${tick}, worth`,
      );
      same(
        await row.locator("td[data-name=Filled]").innerText(),
        twoDigits(filled),
        `model ${modelId} at ${tick}, filled`,
      );
    }
    await world.open(page, "rounds");
    const { treasury } = await client.readContract({ address: space!, abi: stakeSpaceAbi, functionName: "accounts" });
    const shown = page.locator(".stat", { hasText: "Free treasury" }).locator(".figure");
    await shown.waitFor();
    same((await shown.innerText()).replace(" STAKE", ""), twoDigits(treasury), "treasury");
    assert.ok(compared > 80, `${compared} values`);
    await page.context().close();
  });

  it("goes on from the chain when the index is down, says so, and shows the same", async () => {
    const page = await world.page(me);
    await world.open(page, "");
    await quiet(page);
    await page.getByRole("row").nth(5).waitFor();
    const texts = async (): Promise<string[]> => page.getByRole("row").allInnerTexts();
    const before = await texts();
    await page.route(`${world.running.index}/**`, (route) => route.abort());
    world.complaints.length = 0;
    await page.reload();
    await page.getByText("The index does not answer").waitFor();
    await page.getByRole("row").nth(5).waitFor();
    assert.deepEqual(await texts(), before);
    for (const at of ["model/8", "rounds/4", `stake/${me}`]) {
      await world.open(page, at);
      await quiet(page);
    }
    await page.getByRole("row").nth(2).waitFor();
    await page.context().close();
  });

  it("says that the index is of another chain, and does not believe it", async () => {
    const page = await world.page(me);
    await page.route(`${world.running.index}/status`, (route) =>
      route.fulfill({
        json: { other: { id: 1, block: { number: 9, timestamp: 9 } } },
        headers: { "access-control-allow-origin": "*" },
      }),
    );
    await page.route(`${world.running.index}/market`, (route) =>
      route.fulfill({ json: { lies: true }, headers: { "access-control-allow-origin": "*" } }),
    );
    await world.open(page, "");
    await page.getByText("The index is about chain 1").waitFor();
    await page.getByRole("row").nth(5).waitFor();
    await page.context().close();
  });

  it("says that the node is down, and still shows the market from the index", async () => {
    const page = await world.page(me);
    await page.route(`${world.running.rpc}/**`, (route) => route.abort());
    await world.open(page, "");
    await page.getByText("The node does not answer").waitFor();
    await page.getByRole("row").nth(5).waitFor();
    await page.context().close();
  });

  it("offers to switch a wallet that is on another network", async () => {
    const page = await world.page(me);
    await page.addInitScript(() => void (window.wishes.chainId = "0x1"));
    await world.open(page, "");
    await world.connect(page);
    await page.getByText("Your wallet is on chain 1").waitFor();
    await world.open(page, "bid/8");
    await page.getByLabel("Amount", { exact: true }).fill("5");
    assert.ok(await page.getByRole("button", { name: /^Bid 5/ }).isDisabled());
    await page.getByRole("button", { name: "Switch to Local chain" }).click();
    await page.getByText("Your wallet is on chain 1").waitFor({ state: "hidden" });
    await page.context().close();
  });

  it("says in words where nothing is, and where there is nothing to find", async () => {
    const page = await world.page(me);
    for (const [at, words] of [
      ["model/999", "There is no model 999."],
      ["nowhere", "There is nothing at this address."],
      ["stake", "Connect a wallet to see your stake"],
      ["owner", "Connect a wallet to see the models it owns"],
      [`stake/0x${"00".repeat(19)}01`, "No stake yet."],
    ] as const) {
      await page.goto(`${world.running.page}/#/${at}`);
      await page.getByText(words).first().waitFor();
    }
    await world.open(page, "");
    await page.getByRole("searchbox").fill("no such model");
    await page.getByText("No model is like this.").waitFor();
    await page.context().close();
  });

  it("runs no script but its own files, and asks no server but its node and its index", async () => {
    const page = await world.page(me);
    const asked = new Set<string>();
    page.on("request", (request) => asked.add(new URL(request.url()).origin));
    for (const { at } of SCREENS) await world.open(page, at);
    const { page: site, rpc, index } = world.running;
    assert.deepEqual([...asked].toSorted(), [site, rpc, index].map((url) => new URL(url).origin).toSorted());
    const ran = await page.evaluate(async () => {
      const script = document.createElement("script");
      script.textContent = "window.inlineRan = true";
      document.head.append(script);
      const fetched = await fetch("https://example.org/").then(
        () => true,
        () => false,
      );
      return {
        inline: (window as unknown as { inlineRan?: boolean }).inlineRan === true,
        fetched,
        inPage: document.querySelectorAll("script:not([src])").length,
      };
    });
    assert.deepEqual(ran, { inline: false, fetched: false, inPage: 1 });
    await page.context().close();
  });
});
