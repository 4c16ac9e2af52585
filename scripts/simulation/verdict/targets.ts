import type { Scale } from "../runs/types.js";
import type { Answer, RuleRow, Target } from "./types.js";

type Rows = Readonly<Record<string, Readonly<Record<string, RuleRow>>>>;

/** The targets the shipped rule was chosen by, judged by a verdict's own numbers. */
export function targetsOf(rules: Rows, claims: Readonly<Record<string, Answer>>, scale: Scale): Record<string, Target> {
  const targets: Record<string, Target> = {};
  const add = (id: string, says: string, value: number, needed: number, atMost = false): void => {
    targets[id] = { says, value, needed, holds: atMost ? value <= needed : value >= needed };
  };
  const at = (id: string, dial: number): RuleRow => rules[id]![String(dial)]!;
  for (const dial of scale.persistences) {
    const row = at("M7", dial);
    const ahead = (difference: number, error: number): number => difference / Math.max(error, 1e-12);
    const needed = dial >= 0.3 ? 2 : -1;
    if (dial === 0 || dial >= 0.3) {
      add(
        `linear_${dial}`,
        `Stakespace less linear stake at persistence ${dial}, in standard errors`,
        ahead(row.minus_linear, row.minus_linear_se),
        needed,
      );
      add(
        `free_${dial}`,
        `Stakespace less free choice at persistence ${dial}, in standard errors`,
        ahead(row.minus_free, row.minus_free_se),
        needed,
      );
    }
    const accounts = row.half_accounts / at("M0", dial).half_accounts;
    add(
      `accounts_${dial}`,
      `accounts that decide half, over those under linear stake, at persistence ${dial}`,
      accounts,
      2,
    );
  }
  for (const [dial, needed] of [
    [0.9, 0.5],
    [0.5, 0.3],
  ] as const) {
    if (!scale.persistences.includes(dial)) continue;
    add(
      `skill_${dial}`,
      `rank correlation of limits with true skill at persistence ${dial}`,
      at("M7", dial).limit_skill_corr,
      needed,
    );
  }
  if (scale.persistences.includes(0.5)) {
    const noise = at("M7", 0.5).noise_share / at("M7-first", 0.5).noise_share;
    add(
      "noise_0.5",
      "share of space on models without skill, over that under the first rule, at persistence .5",
      noise,
      0.5,
      true,
    );
  }
  for (const kind of ["exact", "noisy", "shuffled"]) {
    const space = claims["tc_copies"]?.series["with uniqueness"]?.[kind];
    if (space !== undefined)
      add(`copies_${kind}`, `space of twenty ${kind} copies over that of one model`, space.value, 2, true);
  }
  return targets;
}
