import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import type { Page } from "playwright-core";
import { type Address, encodeFunctionData } from "viem";

import { modelRegistryAbi, stakeSpaceAbi, testTokenAbi } from "stakespace/abi";
import { rate } from "stakespace/twin";

import { World } from "./harness/world.ts";

const TOKEN = 10n ** 18n;
const [LOW, RIVAL, HIGH] = [40, 60, 70];

/** A whole round, from the page alone: what others do comes from their own wallets, and the oracle does its work. */
describe("a staker and owner in a browser", { timeout: 600_000 }, () => {
  const world = new World();
  let page: Page;
  let me: Address;
  let model: number;

  before(async () => {
    await world.start();
    // An account that has no part in the tournament, and has allowed nothing.
    me = (await world.bystander()) as Address;
    page = await world.page(me);
  });
  after(() => world.stop());

  const space = () => ({ address: world.running.addresses["space"] as Address, abi: stakeSpaceAbi }) as const;
  const balance = () =>
    world.client.readContract({
      address: world.running.addresses["token"] as Address,
      abi: testTokenAbi,
      functionName: "balanceOf",
      args: [me],
    });
  const assetsAt = (tick: number) =>
    world.client.readContract({ ...space(), functionName: "positionAssets", args: [me, BigInt(model), tick] });
  const good = (text: string | RegExp) => page.locator(".notice.good", { hasText: text }).first().waitFor();
  const slide = (tick: number) =>
    page
      .getByRole("slider")
      .first()
      .evaluate((input: HTMLInputElement, value) => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!.call(input, String(value));
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }, tick);
  const row = (tick: number) => page.locator(`tr[data-model="${model}"][data-tick="${tick}"]`);

  it("connects, and mints test tokens", async () => {
    await world.open(page, "");
    await world.connect(page);
    const had = await balance();
    await page.getByRole("banner").getByRole("button").click();
    await page.getByRole("button", { name: /^Mint/ }).click();
    await good("in your wallet");
    assert.equal(await balance(), had + 1_000n * TOKEN);
    await page.getByRole("button", { name: "Close" }).click();
  });

  it("registers a model, with an approval of exactly the fee", async () => {
    await world.open(page, "owner");
    await page.getByLabel("Name", { exact: true }).fill("Not A Name");
    await page.getByText("Only 1 to 31 characters").waitFor();
    await page.getByLabel("Name", { exact: true }).fill("page-test");
    await page.getByLabel(/About it/).fill(`<img src=x onerror="window.hacked=1">`);
    await page.getByRole("button", { name: "Register page-test" }).click();
    await good("page-test is registered");
    const registry = { address: world.running.addresses["registry"] as Address, abi: modelRegistryAbi } as const;
    model = Number(await world.client.readContract({ ...registry, functionName: "modelIdOf", args: ["page-test"] }));
    assert.ok(model > 0);
    const token = { address: world.running.addresses["token"] as Address, abi: testTokenAbi } as const;
    assert.equal(
      await world.client.readContract({ ...token, functionName: "allowance", args: [me, registry.address] }),
      0n,
    );
    await page.locator(`section[data-model="${model}"]`).waitFor();
  });

  it("shows what others wrote as text, and runs none of it", async () => {
    await world.open(page, `model/${model}`);
    await page.locator(".others-text").waitFor();
    assert.match(await page.locator(".others-text").innerText(), /<img src=x onerror="window\.hacked=1">/);
    assert.equal(await page.locator(".others-text img").count(), 0);
    assert.equal(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked), undefined);
  });

  it("says that it was refused in the wallet, and sends nothing", async () => {
    await world.open(page, `bid/${model}?tick=${LOW}`);
    await page.getByLabel("Amount", { exact: true }).fill("60");
    await page.evaluate(() => void (window.wishes.refuse = true));
    await page.getByRole("button", { name: /^Bid 60/ }).click();
    await page.getByText("You said no in the wallet").waitFor();
    await page.evaluate(() => void (window.wishes.refuse = false));
    assert.equal(await assetsAt(LOW), 0n);
  });

  it("previews a bid, and places it by a signature that allows exactly its amount", async () => {
    await page.getByLabel("Amount", { exact: true }).fill("0.5");
    await page.getByText("A position is worth at least 1.00").waitFor();
    await page.getByLabel("Amount", { exact: true }).fill("60");
    const filled = page.locator(".effects .stat", { hasText: "Filled" }).first();
    assert.match(await filled.innerText(), /60\.00/);
    await page.evaluate(() => void (window.asked = []));
    await page.getByRole("button", { name: /^Bid 60/ }).click();
    await good("The bid stands");
    assert.equal(await assetsAt(LOW), 60n * TOKEN);
    const asked: string[] = await page.evaluate(() => window.asked);
    assert.equal(asked.filter((method) => method === "eth_signTypedData_v4").length, 1);
    assert.equal(asked.filter((method) => method === "eth_sendTransaction").length, 1, asked.join());
    const token = { address: world.running.addresses["token"] as Address, abi: testTokenAbi } as const;
    assert.equal(
      await world.client.readContract({ ...token, functionName: "allowance", args: [me, space().address] }),
      0n,
    );
  });

  it("is outbid, and told so", async () => {
    const rival = world.running.players[5] as Address;
    const { token, space: to } = world.running.addresses as Record<string, Address>;
    await world.send(
      rival,
      token!,
      encodeFunctionData({ abi: testTokenAbi, functionName: "mint", args: [rival, 100n * TOKEN] }),
    );
    await world.send(
      rival,
      token!,
      encodeFunctionData({ abi: testTokenAbi, functionName: "approve", args: [to!, 100n * TOKEN] }),
    );
    await world.send(
      rival,
      to!,
      encodeFunctionData({
        abi: stakeSpaceAbi,
        functionName: "bid",
        args: [BigInt(model), RIVAL, 100n * TOKEN, rival],
      }),
    );
    await world.open(page, "stake");
    await row(LOW).getByText("outbid").waitFor();
    assert.equal(await row(LOW).locator("td[data-name=Filled]").innerText(), "0.00");
  });

  it("warns of a bid that fills nothing", async () => {
    await world.open(page, `bid/${model}?tick=${LOW}`);
    await page.getByLabel("Amount", { exact: true }).fill("10");
    await page.getByText("This bid fills nothing: others bid more").waitFor();
  });

  it("raises, and is filled again", async () => {
    await world.open(page, "stake");
    await row(LOW).getByRole("button", { name: "Move" }).click();
    await slide(HIGH);
    await page.getByRole("dialog").getByText("60.00").first().waitFor();
    await page.getByRole("button", { name: /^Move to/ }).click();
    await good("at its new rate");
    await page.getByRole("button", { name: "Close" }).last().click();
    await row(HIGH).getByText("filled", { exact: true }).waitFor();
    assert.equal(await row(HIGH).locator("td[data-name=Filled]").innerText(), "60.00");
  });

  it("sees the books lock, and is told why nothing can leave", async () => {
    await world.stack.direct("lock");
    await page.locator(".strip .phase", { hasText: "Live" }).waitFor();
    await row(HIGH).getByText("when the next round opens").waitFor();
    await row(HIGH).getByRole("button", { name: "Withdraw" }).click();
    await page.getByRole("button", { name: /^Withdraw 60/ }).click();
    await page.locator(".notice.bad").getByText("at risk this round").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await world.open(page, `bid/${model}`);
    await page.getByText("The books are locked").waitFor();
    assert.ok(await page.getByRole("button", { name: "Bid", exact: true }).isDisabled());
  });

  it("sees the report, with its evidence and its veto window", async () => {
    await world.stack.direct("report");
    await world.open(page, "rounds");
    await page.getByText("The guardian can veto it until").waitFor();
    await page.getByText("pending, can be vetoed").waitFor();
    await world.stack.direct("unvetoed");
    await page.getByRole("button", { name: "Make the report final" }).click();
    await good("The report is final");
    await page.locator(".strip .phase", { hasText: "Bidding" }).waitFor();
  });

  it("settles the model", async () => {
    await world.open(page, `model/${model}`);
    await page.getByRole("button", { name: "Settle it now" }).click();
    await good("It is settled");
    const { settledThrough } = await world.client.readContract({
      ...space(),
      functionName: "modelStatus",
      args: [BigInt(model)],
    });
    assert.equal(
      settledThrough,
      (await world.client.readContract({ ...space(), functionName: "roundStatus" })).round - 1n,
    );
  });

  it("has paid rent at one price for all, never more than was bid, to the last digit", async () => {
    const rent = (60n * TOKEN * rate(RIVAL)) / 100_000n;
    assert.equal(await assetsAt(HIGH), 60n * TOKEN - rent);
    await world.open(page, "stake");
    const paid = row(HIGH).locator("td[data-name='Rent paid'] .figure");
    await row(HIGH).locator("td[data-name='Rent paid']", { hasNotText: "0.00" }).waitFor();
    const shown = BigInt((await paid.getAttribute("data-wei"))!);
    // Shares round down, never more than a few wei.
    assert.ok(shown <= rent && rent - shown < 10n, `${shown} of ${rent}`);
  });

  it("withdraws everything", async () => {
    const [had, worth] = [await balance(), await assetsAt(HIGH)];
    await row(HIGH).getByRole("button", { name: "Withdraw" }).click();
    await page.getByRole("button", { name: /^Withdraw 59/ }).click();
    await good("back in your wallet");
    assert.equal(await assetsAt(HIGH), 0n);
    assert.equal(await balance(), had + worth);
  });

  it("collects the rent of its model", async () => {
    const { rent } = await world.client.readContract({
      ...space(),
      functionName: "modelStatus",
      args: [BigInt(model)],
    });
    assert.ok(rent > 0n);
    const had = await balance();
    await world.open(page, "owner");
    await page
      .locator(`section[data-model="${model}"]`)
      .getByRole("button", { name: /^Collect/ })
      .click();
    await good("The rent is in your wallet");
    assert.equal(await balance(), had + rent);
  });

  it("complained of nothing but what it was refused", () => {
    assert.deepEqual(world.complaints, []);
  });
});
