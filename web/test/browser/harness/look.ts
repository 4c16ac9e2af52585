import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/** What is wrong with a page for people who do not see it, or work it by keys. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  )) as Violation[];
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary = "" }) =>
        `${id}: ${help}: ${target.join(" ")} ${failureSummary.replaceAll("\n", " ")}`,
    ),
  );
}

/** Everything that sticks out of the page to the side; what scrolls within itself does not. */
export async function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const out = [...document.querySelectorAll<HTMLElement>("body *")].filter((element) => {
      if (element.closest(".table-scroll, .hidden, .skip, svg, dialog:not([open])") !== null) return false;
      const { left, right, width: wide } = element.getBoundingClientRect();
      return wide > 0 && (right > width + 0.5 || left < -0.5);
    });
    const whole =
      document.documentElement.scrollWidth > width
        ? [`the page is ${document.documentElement.scrollWidth} wide of ${width}`]
        : [];
    return [
      ...whole,
      ...out
        .slice(0, 5)
        .map((element) => `${element.tagName}.${element.className} ${element.textContent?.slice(0, 40) ?? ""}`),
    ];
  });
}

/** Waits until nothing is being read any more. */
export async function quiet(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector(".reading, .chart-plot:empty") === null);
  await page.waitForLoadState("networkidle").catch(() => undefined);
  assert.equal(
    await page.locator(".notice.bad").count(),
    0,
    await page
      .locator(".notice.bad")
      .allInnerTexts()
      .then((texts) => texts.join()),
  );
}
