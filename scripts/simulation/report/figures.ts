import type { Estimate, RuleRow, SimulationVerdict } from "../verdict/types.js";
import { chart, type Series } from "./chart.js";

/** Rules that the first figures show; the table has them all. */
const SHOWN: Readonly<Record<string, string>> = {
  M0: "linear stake",
  M1: "hard cap",
  M2: "account limits",
  M4: "metric only",
  M5: "two factors",
  free: "free choice",
  "M7-first": "Stakespace, first rule",
  M7: "Stakespace",
};

/** Quality of the meta model against linear stake, by how long skill lasts: world by world, so that common luck is gone. */
export function scoreFigure(verdict: SimulationVerdict): string {
  return chart(
    seriesOf(verdict, ({ minus_linear: ahead, minus_linear_se: error }) => around(100 * ahead, 100 * error)),
    {
      title: "CORR of the meta model above that of linear stake, by persistence of skill",
      x: "persistence of skill, round to round",
      y: "CORR above linear stake, hundredths",
    },
  );
}

/** How many accounts decide half of the weight. */
export function accountsFigure(verdict: SimulationVerdict): string {
  return chart(
    seriesOf(verdict, ({ half_accounts: accounts }) => around(accounts, 0)),
    {
      title: "Accounts that decide half of the weight by persistence of skill",
      x: "persistence of skill, round to round",
      y: "accounts that decide half of the weight",
    },
  );
}

/** A figure as a file of its own: dark on white, whatever page it stands on. */
export function onWhite(figure: string): string {
  return `${figure.replace("<svg ", '<svg style="background:#fff;color:#111" ')}\n`;
}

function seriesOf(verdict: SimulationVerdict, of: (row: RuleRow) => Estimate): Series[] {
  return Object.entries(SHOWN).map(([id, name]) => ({
    name,
    points: Object.fromEntries(Object.entries(verdict.rules[id]!).map(([dial, row]) => [dial, of(row)])),
  }));
}

function around(value: number, error: number): Estimate {
  return { value, low: value - 2 * error, high: value + 2 * error };
}
