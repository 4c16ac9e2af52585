import { stakeLimit, WAD } from "stakespace/twin";
import type { ModelView } from "stakespace/viem";

import { useMoment } from "../../data/head.tsx";
import { useModelRounds } from "../../data/reads.tsx";
import { Amount, useAmountWords } from "../../parts/figures.tsx";
import { fractionText, scoreText, shareText } from "../../units/amounts.ts";
import { words } from "../../words/index.ts";

const w = words.model;

/** How the limit of the open round follows from the last score, step by step, by the contract's own formula. */
export function HowLimit({ model }: { readonly model: ModelView }) {
  const { moment } = useMoment();
  const { data: rounds } = useModelRounds(model.model);
  const say = useAmountWords();
  if (moment === undefined) return null;
  const p = moment.parameters;
  const last = rounds?.find(({ round }) => round === moment.view.lastReported);
  const sheet = last?.sheet;
  const before = rounds?.find(({ round }) => round === moment.view.lastReported)?.limit;
  const filled = last?.settled?.filled ?? 0n;
  const base = sheet === undefined ? undefined : stakeLimit.baseOf(p, sheet);
  // What it had earned before is what its limit then was over its base then; only the sum is kept.
  const earnedBefore = earnedBeforeOf(rounds, moment.view.lastReported, p, before);
  const change =
    sheet === undefined
      ? 0n
      : model.earned - (earnedBefore === undefined ? 0n : (earnedBefore * (WAD - p.limitDecay)) / WAD);
  return (
    <section aria-labelledby="how">
      <h2 id="how">{w.how}</h2>
      <table className="sum">
        <tbody>
          <tr>
            <td>
              {sheet === undefined || base !== model.base
                ? w.howNewcomer(fractionText(p.newcomerShare, 0), say(p.baseLimit))
                : w.howBase(shareText(sheet.baseShare), say(p.baseLimit))}
            </td>
            <td className="number">
              <Amount wei={model.base} />
            </td>
          </tr>
          {sheet !== undefined && earnedBefore !== undefined && (
            <>
              <tr>
                <td>{w.howKept(fractionText(WAD - p.limitDecay, 0), say(earnedBefore))}</td>
                <td className="number">
                  <Amount wei={(earnedBefore * (WAD - p.limitDecay)) / WAD} />
                </td>
              </tr>
              <tr>
                <td>
                  {w.howGrown(String(p.limitGain / WAD), scoreText(sheet.growth), say(filled))}
                  {model.earned === 0n && <span className="note"> {w.howBounded}</span>}
                </td>
                <td className="number">
                  <Amount wei={change} sign />
                </td>
              </tr>
            </>
          )}
          <tr>
            <td>{w.howEarned}</td>
            <td className="number">
              <Amount wei={model.earned} />
            </td>
          </tr>
          <tr className="total">
            <th scope="row">{w.howLimit}</th>
            <td className="number">
              <Amount wei={model.limit} />
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}

/** What the model had earned when the last reported round began: its limit then, less the base that the sheet before gave it. */
function earnedBeforeOf(
  rounds: ReturnType<typeof useModelRounds>["data"],
  lastReported: number,
  p: Parameters<typeof stakeLimit.baseOf>[0],
  limit: bigint | undefined,
): bigint | undefined {
  if (limit === undefined || rounds === undefined) return undefined;
  const sheet = rounds
    .filter(({ round }) => round < lastReported)
    .findLast((round) => round.sheet !== undefined)?.sheet;
  const base = sheet === undefined ? stakeLimit.newcomerBase(p) : stakeLimit.baseOf(p, sheet);
  return limit < base ? undefined : limit - base;
}
