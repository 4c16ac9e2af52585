import { type Deployment, readPositions, type ModelView, type PositionView } from "#chain";
import { ALL_SHARES } from "#twin";
import { StakespaceError, formatExactAmount } from "#lib";
import { positiveAmount, tickText } from "./arguments.js";
import { bookOf, sharesWorth } from "./preview.js";

/** A part of a position. */
export interface Part {
  readonly tick: number;
  readonly shares: bigint;
  /** What to ask the contract for: the shares, or all there are by then, where the whole position is meant. */
  readonly asked: bigint;
  /** Token wei the shares are worth now, rounded down. */
  readonly assets: bigint;
}

/**
 * The part of an account's stake on a model that `--amount` and a tick name.
 *
 * @param tick May be left out when there is a single position.
 * @param amount Tokens, or `all`. Shares are taken up, so that at least the amount moves.
 * @param option What the command calls the tick, for the hint.
 * @throws {StakespaceError} `NO_POSITION`, `WHICH_POSITION` or `POSITION_TOO_SMALL`.
 */
export async function partOf(
  deployment: Deployment,
  model: ModelView,
  holder: string,
  tick: number | undefined,
  amount: string,
  option = "--tick",
): Promise<Part> {
  const position = pick(model, holder, await readPositions(deployment, holder, [model.model]), tick, option);
  if (amount === "all") {
    return { tick: position.tick, shares: position.shares, asked: ALL_SHARES, assets: position.assets };
  }
  const { symbol, decimals } = deployment.token;
  const wanted = positiveAmount(amount, decimals);
  if (wanted > position.assets) {
    const text = (assets: bigint): string => `${formatExactAmount(assets, decimals)} ${symbol}`;
    throw new StakespaceError(
      `The position on model ${model.model} at ${tickText(position.tick)} is worth ${text(position.assets)}, less than ${text(wanted)}.`,
      { code: "POSITION_TOO_SMALL", hint: "Name a smaller amount, or leave --amount out for all of it." },
    );
  }
  const shares = sharesWorth(bookOf(model).get(position.tick)!, wanted, position.shares);
  return { tick: position.tick, shares, asked: shares, assets: wanted };
}

function pick(
  model: ModelView,
  holder: string,
  positions: readonly PositionView[],
  tick: number | undefined,
  option: string,
): PositionView {
  const found = tick === undefined ? positions : positions.filter((position) => position.tick === tick);
  const [only, ...others] = found;
  if (only === undefined) {
    const where = tick === undefined ? "" : ` at ${tickText(tick)}`;
    throw new StakespaceError(`The account ${holder} has no stake on model ${model.model}${where}.`, {
      code: "NO_POSITION",
      facts: { holder },
    });
  }
  if (others.length > 0) {
    throw new StakespaceError(
      `The account ${holder} has stake on model ${model.model} at ticks ${found.map((p) => p.tick).join(", ")}.`,
      { code: "WHICH_POSITION", hint: `Name the one you mean by its tick, e.g. "${option} ${only.tick}".` },
    );
  }
  return only;
}
