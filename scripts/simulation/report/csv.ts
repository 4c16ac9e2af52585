import type { SimulationVerdict } from "../verdict/types.js";

/** The rules of a verdict as a table: a line for each rule, persistence and measure. */
export function rulesCsv(verdict: SimulationVerdict): string {
  const lines = ["rule,title,persistence,measure,value"];
  for (const [id, rows] of Object.entries(verdict.rules)) {
    for (const [persistence, row] of Object.entries(rows)) {
      for (const [measure, value] of Object.entries(row)) {
        if (typeof value !== "number") continue;
        lines.push([id, quoted(verdict.titles[id]!), persistence, measure, String(value)].join(","));
      }
    }
  }
  return `${lines.join("\n")}\n`;
}

/** The claims of a verdict as a table: the answer first, then the points of its plot. */
export function claimsCsv(verdict: SimulationVerdict): string {
  const lines = ["claim,series,x,value,low,high,holds"];
  for (const [id, answer] of Object.entries(verdict.claims)) {
    lines.push([id, "", "", answer.value, answer.low, answer.high, answer.holds].join(","));
    for (const [series, points] of Object.entries(answer.series)) {
      for (const [x, { value, low, high }] of Object.entries(points)) {
        lines.push([id, quoted(series), quoted(x), value, low, high, ""].join(","));
      }
    }
  }
  return `${lines.join("\n")}\n`;
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
