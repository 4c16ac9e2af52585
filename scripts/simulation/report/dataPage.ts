import { formatNumber } from "#lib";

import type { DataVerdict } from "../data/verdict.js";
import { chart } from "./chart.js";
import { escaped, fixed } from "./scale.js";
import { STYLE } from "./style.js";
import { htmlTable } from "./table.js";

/** The report of `--data`: one page that needs nothing else. */
export function dataPage(verdict: DataVerdict): string {
  const { rounds, models, accounts, lag, rules, left_out: leftOut } = verdict;
  const points = Object.fromEntries(
    Object.entries(rules).map(([id, { minus_linear: value, minus_linear_se: error }]) => [
      id,
      { value, low: value - 2 * error, high: value + 2 * error },
    ]),
  );
  const head = ["rule", "score", "− stakes as they were", "t", "accounts to half", "kept out", "rounds"];
  const rows = Object.entries(rules).map(([id, row]) => [
    `<b>${escaped(id)}</b> ${escaped(row.title)}`,
    fixed(row.score, 5),
    `${fixed(row.minus_linear, 5)} (${fixed(row.minus_linear_se, 5)})`,
    fixed(row.t, 1),
    fixed(row.half_accounts, 1),
    fixed(row.displaced, 2),
    String(row.rounds),
  ]);
  const reasons = Object.entries(leftOut).map(([id, why]) => `<li><b>${escaped(id)}</b>: ${escaped(why)}</li>`);
  const title = "What each rule would have done to this tournament";
  const x = "rule";
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main>
<h1>${title}</h1>
<p class="lead">${rounds} rounds, ${models} models, ${accounts} accounts. Weights of a round are made of what was known ${formatNumber(lag, "round")} before it;
the score is the mean of the models' own scores by those weights. Brackets are standard errors over blocks of ${formatNumber(lag, "round")}, bars two of them to each side.</p>
<figure>${chart([{ name: "score, less that of the stakes as they were", points }], { title, x, y: "score above actual stakes" })}</figure>
${htmlTable(head, rows)}
<h2>Left out</h2><ul>${reasons.join("")}</ul>
</main></body>
</html>
`;
}
