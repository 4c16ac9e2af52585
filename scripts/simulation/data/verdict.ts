import { OWN_STAKE_SPECS } from "../rules/index.js";
import { meanOf, standardError } from "../statistics.js";
import { ownStakeReplayer, replay, type Replayed, type Replayer } from "./replay.js";
import { spaceReplayer } from "./spaceReplayer.js";
import { tournamentOf } from "./tournament.js";
import type { DataRow } from "./types.js";

/** What a rule would have done to a recorded tournament. */
export interface DataRuleRow {
  readonly title: string;
  /** Mean over rounds of the weighted score. */
  readonly score: number;
  readonly score_se: number;
  /** Less that of the stakes as they were, with its standard error over blocks of `lag` rounds, and t. */
  readonly minus_linear: number;
  readonly minus_linear_se: number;
  readonly t: number;
  readonly half_accounts: number;
  readonly displaced: number;
  readonly rounds: number;
}

/** `verdict.json` of `--data`. */
export interface DataVerdict {
  readonly format: 1;
  readonly rounds: number;
  readonly models: number;
  readonly accounts: number;
  readonly lag: number;
  readonly rules: Readonly<Record<string, DataRuleRow>>;
  /** Rules that cannot be tried on stakes and scores alone, and why. */
  readonly left_out: Readonly<Record<string, string>>;
}

const LEFT_OUT = {
  M6: "weights are those of linear stake: only payouts differ",
  M10: "weights are those of linear stake as the gains and burns left them",
  M11: "needs every owner's confidence, which no tournament records",
  M12: "is a strategy of stakers, not a rule",
};

/**
 * Plays every rule that stakes and scores suffice for.
 *
 * @example
 * import { dataVerdict } from "#simulation";
 *
 * const row = { round: 1, account: "a", stake: 100, tc: undefined };
 * const rows = [
 *   { ...row, model: "good", score: 0.03 },
 *   { ...row, model: "bad", score: -0.01 },
 * ];
 * dataVerdict(rows, 1).rules["M0"]!.score; // => 0.01
 */
export function dataVerdict(rows: readonly DataRow[], lag: number): DataVerdict {
  const tournament = tournamentOf(rows);
  const play = (replayer: Replayer): Replayed => replay(tournament, replayer, lag);
  const linear = play(ownStakeReplayer(OWN_STAKE_SPECS["M0"]!.rule));
  const rules: Record<string, DataRuleRow> = {};
  for (const [id, { title, rule }] of Object.entries(OWN_STAKE_SPECS)) {
    if (id in LEFT_OUT) continue;
    rules[id] = rowOf(title, play(ownStakeReplayer(rule)), linear, lag);
  }
  rules["M7"] = rowOf("Stakespace: stake that has space", play(spaceReplayer(tournament, "stake")), linear, lag);
  rules["M7-space"] = rowOf("Stakespace: the space itself", play(spaceReplayer(tournament, "space")), linear, lag);
  return {
    format: 1,
    rounds: tournament.rounds.length,
    models: tournament.models.length,
    accounts: tournament.accounts.length,
    lag,
    rules,
    left_out: LEFT_OUT,
  };
}

function rowOf(title: string, found: Replayed, linear: Replayed, lag: number): DataRuleRow {
  const scores = found.scores.filter((score) => score !== undefined);
  const differences = found.scores.flatMap((score, index) => {
    const other = linear.scores[index];
    return score === undefined || other === undefined ? [] : [score - other];
  });
  const blocks = blocksOf(differences, lag);
  const error = standardError(blocks);
  return {
    title,
    score: meanOf(scores),
    score_se: standardError(blocksOf(scores, lag)),
    minus_linear: meanOf(differences),
    minus_linear_se: error,
    t: error > 0 ? meanOf(blocks) / error : 0,
    half_accounts: found.half_accounts,
    displaced: found.displaced,
    rounds: scores.length,
  };
}

/** Means of so many rounds at a time: rounds that overlap are not independent, blocks nearly are. */
function blocksOf(values: readonly number[], length: number): number[] {
  const blocks: number[] = [];
  for (let from = 0; from + length <= values.length; from += length)
    blocks.push(meanOf(values.slice(from, from + length)));
  return blocks;
}
