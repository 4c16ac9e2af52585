import type { Estimate, RuleRow, SimulationVerdict } from "../verdict/types.js";
import { chart, type Series } from "./chart.js";

/** Rules that the first figures show; the table has them all. */
const SHOWN: Readonly<Record<string, string>> = {
  M7: "Stakespace",
  M0: "linear stake",
  M1: "hard cap",
  M2: "account limits",
  M4: "metric only",
  M5: "two factors",
  free: "free choice",
  "M7-first": "Stakespace, first rule",
};

/** Those of them that keep stake out, and the control. */
const LIMITING = ["M7", "M1", "M2", "free", "M7-first"];

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

/** What limits cost: how much of all stake finds no space. */
export function costFigure(verdict: SimulationVerdict): string {
  return chart(
    seriesOf(verdict, ({ displaced }) => around(100 * displaced, 0)).filter((_, index) =>
      LIMITING.includes(Object.keys(SHOWN)[index]!),
    ),
    {
      title: "Tokens that find no space by persistence of skill",
      x: "persistence of skill, round to round",
      y: "tokens that find no space, per cent",
    },
  );
}

/** A figure as a file of its own: dark on white, whatever page it stands on. */
export function onWhite(figure: string): string {
  return `${figure.replace("<svg ", '<svg style="background:#fff;color:#111" ')}\n`;
}

function seriesOf(verdict: SimulationVerdict, of: (row: RuleRow) => Estimate): Series[] {
  return Object.entries(SHOWN).map(([id, name], place) => ({
    name,
    place,
    isMain: id === "M7",
    points: Object.fromEntries(Object.entries(verdict.rules[id]!).map(([dial, row]) => [dial, of(row)])),
  }));
}

function around(value: number, error: number): Estimate {
  return { value, low: value - 2 * error, high: value + 2 * error };
}
