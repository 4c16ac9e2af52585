/**
 * How fast the page is, on a chain that is played for it: `npm run perf`. Prints a line for each promise with what was measured, and
 * fails where one is not kept. Says how busy the machine was: frames are drawn by the same processors that everything else uses.
 */
import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { gzipSync } from "node:zlib";

import type { Page } from "playwright-core";
import { type Address, encodeFunctionData } from "viem";

import { stakeSpaceAbi, testTokenAbi } from "stakespace/abi";

import { modelsOf } from "../test/browser/harness/chainFigures.ts";
import { World } from "../test/browser/harness/world.ts";
import { bigMarket } from "./big.ts";

const MODELS = 5_000;
const TOKEN = 10n ** 18n;

const world = new World();
let broken = 0;
const report = (what: string, value: number, limit: number, unit: string, least = false): void => {
  const kept = least ? value >= limit : value <= limit;
  if (!kept) broken++;
  process.stdout.write(
    `${kept ? "kept  " : "BROKEN"} ${what}: ${value.toFixed(1)} ${unit} (${least ? "at least" : "at most"} ${limit})\n`,
  );
};

/** Scripts of the first screen, gzipped, in kB. */
async function firstLoad(): Promise<void> {
  const page = await world.page(world.running.account);
  const bodies: Promise<Buffer>[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith(".js")) bodies.push(response.body());
  });
  await world.open(page, "");
  await page.getByRole("row").nth(3).waitFor();
  const scripts = await Promise.all(bodies);
  const size = scripts.reduce((sum, body) => sum + gzipSync(body).length, 0);
  report(`script of the first load, ${scripts.length} files, gzip`, size / 1_000, 200, "kB");
  await page.context().close();
}

/** From nothing until the list is there and answers a key, with the processor slowed four times; the best of three. */
async function interactive(): Promise<void> {
  let best = Infinity;
  for (let i = 0; i < 3; i++) {
    const page = await world.page(world.running.account);
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await page.goto(`${world.running.page}/#/`, { waitUntil: "commit" });
    const seconds = await page.evaluate(async () => {
      const until = async (is: () => boolean): Promise<void> => {
        while (!is()) await new Promise((resolve) => requestAnimationFrame(resolve));
      };
      await until(() => document.querySelectorAll('[role="row"]').length > 3);
      const search = document.querySelector<HTMLInputElement>('input[type="search"]')!;
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!.call(search, "no such model");
      search.dispatchEvent(new Event("input", { bubbles: true }));
      await until(() => document.querySelector(".empty") !== null);
      return performance.now() / 1_000;
    });
    best = Math.min(best, seconds);
    await page.context().close();
  }
  report("interactive, processor slowed four times, best of 3", best, 2, "s");
}

/** Frames a second while 5,000 models are scrolled from top to bottom. */
async function scrolling(): Promise<void> {
  const page = await world.page(world.running.account);
  const body = JSON.stringify(bigMarket(MODELS));
  await page.route(`${world.running.index}/market`, (route) =>
    route.fulfill({ body, contentType: "application/json", headers: { "access-control-allow-origin": "*" } }),
  );
  await world.open(page, "");
  await page.getByText(`${MODELS.toLocaleString("en")} models`).waitFor();
  const { frames, seconds, longest, holes } = await page.evaluate(async () => {
    const height = document.documentElement.scrollHeight - innerHeight;
    const began = performance.now();
    let [drawn, last, gap, missing] = [0, began, 0, 0];
    const length = 4_000;
    await new Promise<void>((resolve) => {
      const step = (now: number): void => {
        drawn++;
        gap = Math.max(gap, now - last);
        last = now;
        if (document.elementFromPoint(400, innerHeight / 2)?.closest(".model-row") == null) missing++;
        if (now - began >= length) resolve();
        else {
          // As fast as a quick finger: some forty rows a frame would be a jump.
          scrollTo(0, Math.min(height, 400 + (now - began) * 6));
          requestAnimationFrame(step);
        }
      };
      requestAnimationFrame(step);
    });
    return { frames: drawn, seconds: (performance.now() - began) / 1_000, longest: gap, holes: missing };
  });
  report(
    `frames while ${MODELS.toLocaleString("en")} models scroll (longest gap ${longest.toFixed(0)} ms, ${holes} frames without rows in the middle)`,
    frames / seconds,
    50,
    "a second",
    true,
  );
  await page.context().close();
}

/** A book with stake at every rate, and what it takes to draw it anew when the bid on it changes. */
async function fullBook(): Promise<void> {
  const { players, addresses } = world.running;
  const [rival, token, space] = [players[5], addresses["token"], addresses["space"]] as Address[];
  await world.send(
    rival!,
    token!,
    encodeFunctionData({ abi: testTokenAbi, functionName: "mint", args: [rival!, 1_000n * TOKEN] }),
  );
  await world.send(
    rival!,
    token!,
    encodeFunctionData({ abi: testTokenAbi, functionName: "approve", args: [space!, 1_000n * TOKEN] }),
  );
  // The one with the most space shows the most of its book.
  const models = await modelsOf(world.client, addresses);
  const model = models.toSorted((a, b) => Number(b.quote.limit - a.quote.limit))[0]!.modelId;
  const bids = Array.from({ length: 128 }, (_, tick) =>
    encodeFunctionData({ abi: stakeSpaceAbi, functionName: "bid", args: [model, tick, 2n * TOKEN, rival!] }),
  );
  for (let first = 0; first < bids.length; first += 32) {
    await world.send(
      rival!,
      space!,
      encodeFunctionData({ abi: stakeSpaceAbi, functionName: "multicall", args: [bids.slice(first, first + 32)] }),
    );
  }
  const page = await world.page(world.running.account);
  await world.open(page, `bid/${model}`);
  await page.getByLabel("Amount", { exact: true }).fill("50");
  await page.waitForFunction(() => document.querySelectorAll(".book-blocks > g").length === 128);
  const times = await redraws(page);
  report(`a book of 128 rates redraws, middle of ${times.length}`, times[times.length >> 1]!, 16, "ms");
  report("a book of 128 rates redraws, 95th of 100", times[Math.floor(times.length * 0.95)]!, 16, "ms");
  await page.context().close();
}

/** Milliseconds of each: the new bid cleared, the page changed, its layout computed. Sorted. */
async function redraws(page: Page): Promise<number[]> {
  const times = await page.evaluate(async () => {
    const slider = document.querySelector<HTMLInputElement>('input[type="range"]')!;
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!;
    const all: number[] = [];
    for (let i = 0; i < 120; i++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const began = performance.now();
      set.call(slider, String((i * 37) % 128));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await Promise.resolve();
      document.querySelector(".book svg")!.getBoundingClientRect();
      all.push(performance.now() - began);
    }
    return all.slice(20);
  });
  return times.toSorted((a, b) => a - b);
}

try {
  await world.start();
  process.stdout.write(
    `load of the machine before: ${loadavg()[0]!.toFixed(1)}; chromium ${versionOf("@sparticuz/chromium")}\n`,
  );
  for (const measure of [firstLoad, interactive, scrolling, fullBook]) await measure();
} finally {
  await world.stop();
}
process.exitCode = broken === 0 ? 0 : 1;

function versionOf(name: string): string {
  return (
    JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), "utf8")) as {
      version: string;
    }
  ).version;
}
