import assert from "node:assert/strict";

import type { FiledRound } from "../../test/helpers/filedRound.ts";
import { everything } from "./everything.ts";
import type { Index } from "./harness.ts";

type Row = Readonly<Record<string, unknown>>;

/** Compares what the index says of closed rounds with what the history store filed of them. Gives how many values were compared. */
export async function assertFiled(index: Index, filed: readonly FiledRound[]): Promise<number> {
  const rows = (await everything(index)) as Record<string, Row[]>;
  let compared = 0;
  const same = (ours: unknown, theirs: unknown, what: string): void => {
    assert.deepEqual(ours, theirs, what);
    compared++;
  };
  const names = new Map(rows["models"]!.map(({ id, name }) => [id, name]));
  for (const { round, outcome, opensAt, locksAt, parametersId, digests, models } of filed) {
    const found = rows["rounds"]!.find(({ id }) => id === round)!;
    same(String(found["outcome"]).toLowerCase(), outcome, `round ${round}, outcome`);
    same([found["opensAt"], found["locksAt"]], [opensAt, locksAt].map(String), `round ${round}, times`);
    same(found["parametersId"], parametersId, `round ${round}, parameters`);
    const of = (table: string, at = round): Row[] => rows[table]!.filter((row) => row["round"] === at);
    same(new Set(of("reports").map(({ digest }) => digest)), new Set(digests), `round ${round}, reports`);
    same(of("settlements").length, models.filter(({ settled }) => settled).length, `round ${round}, models with stake`);
    same(of("sheets").length, models.filter(({ record }) => record).length, `round ${round}, lines of the sheet`);
    for (const { model, name, settled, record } of models) {
      const what = `round ${round}, model ${model}`;
      const row = (table: string, at = round): Row => {
        const line = of(table, at).find(({ modelId }) => modelId === model);
        assert.ok(line, `${what}: no row in ${table}`);
        return line;
      };
      same(names.get(model), name, `${what}, name`);
      if (record !== undefined) {
        const { score, growth, weight, baseShare } = row("sheets");
        same({ score, growth, weight, baseShare }, record, `${what}, line of the sheet`);
      }
      if (settled !== undefined) {
        const { filled, rate, result, rent } = row("settlements");
        const { base, earned } = row("limits", round + 1);
        same({ filled, rate, result, rent, base, earned }, settled, `${what}, settlement`);
      }
    }
  }
  return compared;
}
