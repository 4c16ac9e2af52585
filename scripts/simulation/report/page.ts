import type { Answer, RuleRow, Target, SimulationVerdict } from "../verdict/types.js";
import { chart } from "./chart.js";
import { accountsFigure, costFigure, scoreFigure } from "./figures.js";
import { escaped, fixed, plain } from "./scale.js";
import { STYLE } from "./style.js";
import { htmlTable } from "./table.js";

/** The report: one page that needs nothing else, neither network nor script. */
export function reportPage(verdict: SimulationVerdict): string {
  const { models, rounds, runs } = verdict.scale.rules;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Which rule of stakes makes the best meta model?</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Which rule of stakes makes the best meta model?</h1>
<p class="lead">Every rule with the same ${models} models, the same accounts with the same tokens, and the same luck, for ${rounds} rounds;
${runs} worlds for each persistence of skill. Bars and brackets are two standard errors over worlds to each side.</p>
<section>
<h2>Quality and concentration</h2>
<div class="pairs">
<figure>${scoreFigure(verdict)}<figcaption>CORR of the meta model above that of linear stake, which has about 2.5 hundredths. Where nothing lasts, choosing can add little.</figcaption></figure>
<figure>${accountsFigure(verdict)}<figcaption>How many stakers decide half of the weight.</figcaption></figure>
<figure>${costFigure(verdict)}<figcaption>What limits cost: tokens that find no space stay their owners’, idle and free to leave.</figcaption></figure>
</div>
</section>
<section>
<h2>What the shipped rule was chosen by</h2>
${htmlTable(["target", "found", "needed", ""], Object.values(verdict.targets).map(targetCells))}
</section>
<section>
<h2>All rules</h2>
${Object.keys(verdict.rules["M7"]!)
  .map((dial) => rulesTable(verdict, dial))
  .join("\n")}
</section>
<section>
<h2>The claims, one by one</h2>
<div class="pairs">
${Object.entries(verdict.claims)
  .map(([id, answer]) => claimSection(id, answer))
  .join("\n")}
</div>
</section>
</main>
</body>
</html>
`;
}

function targetCells({ says, value, needed, holds }: Target): string[] {
  return [escaped(says), plain(value), plain(needed), mark(holds, "met", "missed")];
}

function rulesTable(verdict: SimulationVerdict, dial: string): string {
  const head = [
    "rule",
    "CORR × 100",
    "− linear",
    "− free choice",
    "Sharpe",
    "accounts to half",
    "owners to half",
    "space on noise",
    "limit and skill",
    "kept out",
    "owners’ rent",
    "stakers’ income",
  ];
  const rows = Object.entries(verdict.rules).map(([id, rows]) => ruleCells(id, verdict.titles[id]!, rows[dial]!));
  return `<details${dial === "0.5" ? " open" : ""}><summary>Persistence ${dial}</summary>${htmlTable(head, rows)}</details>`;
}

function ruleCells(id: string, title: string, row: RuleRow): string[] {
  const difference = (value: number, error: number): string => `${fixed(100 * value, 2)} (${fixed(100 * error, 2)})`;
  return [
    `<b>${escaped(id)}</b> ${escaped(title)}`,
    fixed(100 * row.score, 2),
    difference(row.minus_linear, row.minus_linear_se),
    difference(row.minus_free, row.minus_free_se),
    fixed(row.sharpe, 2),
    fixed(row.half_accounts, 1),
    fixed(row.half_owners, 1),
    fixed(row.noise_share, 3),
    fixed(row.limit_skill_corr, 2),
    fixed(row.displaced, 2),
    fixed(1_000 * row.owner_income, 2),
    fixed(1_000 * row.staker_income, 2),
  ];
}

function claimSection(id: string, answer: Answer): string {
  const { value, low, high, holds, claim, measures, holds_when: side, threshold, axes, asides } = answer;
  const series = Object.entries(answer.series)
    .filter(([name]) => asides[name] === undefined)
    .map(([name, points]) => ({ name, points }));
  const told = Object.entries(asides).map(
    ([name, what]) => `<li>${escaped(what)}: ${pointsOf(answer.series[name]!)}</li>`,
  );
  return `<article id="${escaped(id)}">
<h3>${escaped(claim)} ${mark(holds, "holds", wordOf(answer))}</h3>
<p><b>${plain(value)}</b> [${plain(low)}, ${plain(high)}]: ${escaped(measures)}. It holds where the whole interval is ${side} ${plain(threshold)}.</p>
${series.length === 0 ? "" : `<figure>${chart(series, { title: claim, x: axes.x, y: axes.y })}</figure>`}
${told.length === 0 ? "" : `<ul>${told.join("")}</ul>`}
</article>`;
}

/** The answer to a claim in a word: seeds that leave it open are no refutation. */
export function wordOf({ holds, low, high, threshold }: Answer): string {
  if (holds) return "holds";
  return low <= threshold && threshold <= high ? "undecided" : "does not hold";
}

/** The numbers of a series, each with its x where there are several. */
function pointsOf(points: Answer["series"][string]): string {
  const all = Object.entries(points);
  return all
    .map(
      ([x, { value, low, high }]) =>
        `${all.length === 1 ? "" : `${escaped(x)} `}${plain(value)} [${plain(low)}, ${plain(high)}]`,
    )
    .join(", ");
}

function mark(isGood: boolean, yes: string, no: string): string {
  return `<span class="${isGood ? "yes" : "no"}">${isGood ? yes : no}</span>`;
}
