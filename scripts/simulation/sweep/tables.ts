import { fixed } from "../report/scale.js";
import type { SweepRow, SweepVerdict } from "./types.js";
import { QUESTIONS } from "./variants.js";

/** What columns a question's table has: the persistence, the title, the cell. */
interface Column {
  readonly dial: number;
  readonly title: string;
  readonly cell: (row: SweepRow) => string;
}

const minusFree = ({ minus_free: ahead, minus_free_se: error }: SweepRow): string =>
  `${fixed(100 * ahead, 2)} (${fixed(ahead / error, 1)})`;
const times = (name: "accounts_ratio" | "owners_ratio" | "noise_ratio") => (row: SweepRow) => fixed(row[name], 2);

const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  rule: [
    { dial: 0.3, title: "− free choice (t), .3", cell: minusFree },
    { dial: 0.3, title: "accounts, .3", cell: times("accounts_ratio") },
    { dial: 0.3, title: "owners, .3", cell: times("owners_ratio") },
    { dial: 0.3, title: "limit and skill, .3", cell: ({ limit_skill_corr: value }) => fixed(value, 2) },
    { dial: 0.3, title: "noise, .3", cell: times("noise_ratio") },
    { dial: 0.9, title: "− free choice (t), .9", cell: minusFree },
    { dial: 0.9, title: "owners, .9", cell: times("owners_ratio") },
  ],
  bids: [
    { dial: 0.5, title: "accounts", cell: times("accounts_ratio") },
    { dial: 0.5, title: "owners", cell: times("owners_ratio") },
    { dial: 0.5, title: "− free choice (t)", cell: minusFree },
    { dial: 0.5, title: "CORR × 100", cell: ({ score }) => fixed(100 * score, 2) },
    { dial: 0.5, title: "placed", cell: ({ placed }) => fixed(placed, 2) },
  ],
  owners: [
    { dial: 0.9, title: "owners", cell: times("owners_ratio") },
    { dial: 0.9, title: "accounts", cell: times("accounts_ratio") },
    { dial: 0.9, title: "− free choice (t)", cell: minusFree },
    { dial: 0.9, title: "limit and skill", cell: ({ limit_skill_corr: value }) => fixed(value, 2) },
    { dial: 0.9, title: "placed", cell: ({ placed }) => fixed(placed, 2) },
  ],
  metric: [
    { dial: 0.5, title: "CORR × 100", cell: ({ score }) => fixed(100 * score, 2) },
    {
      dial: 0.5,
      title: "− linear",
      cell: ({ minus_linear: ahead, minus_linear_se: error }) => `${fixed(100 * ahead, 2)} (${fixed(100 * error, 2)})`,
    },
    {
      dial: 0.5,
      title: "− free choice",
      cell: ({ minus_free: ahead, minus_free_se: error }) => `${fixed(100 * ahead, 2)} (${fixed(100 * error, 2)})`,
    },
    { dial: 0.5, title: "limit and skill", cell: ({ limit_skill_corr: value }) => fixed(value, 2) },
    { dial: 0.5, title: "space on noise", cell: ({ noise_share: share }) => fixed(share, 2) },
    { dial: 0.5, title: "placed", cell: ({ placed }) => fixed(placed, 2) },
  ],
};

/** The tables of a sweep as Markdown, one a question: those of docs/simulation.md. */
export function sweepTables({ variants, copies }: SweepVerdict): string {
  const tables = QUESTIONS.map(({ id, title, variants: tried }) => {
    const columns = COLUMNS[id]!;
    const rows = tried.map(({ id: variant, says }) => [
      says,
      ...columns.map(({ dial, cell }) => cell(variants[variant]![String(dial)]!)),
    ]);
    return table(title, ["tried", ...columns.map((column) => column.title)], rows);
  });
  const kinds = ["exact", "noisy", "shuffled", "mirrored"];
  const rows = Object.entries({ fourth: "1 − c⁴", squared: "(1 − c⁴)², as shipped" }).map(([id, says]) => [
    says,
    ...kinds.map((kind) => fixed(copies[id]![kind]!, 2)),
  ]);
  return [...tables, table("Copies", ["uniqueness", ...kinds], rows)].join("\n");
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [`## ${title}`, "", line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n");
}
