import { readRound } from "#dataset";
import { boundedTarget, matrixOf, metaModel, numeraiCorr } from "#scoring";
import { WAD } from "#twin";
import { modelWeights } from "#weighting";
import type { LockedModel } from "./lockedBooks.js";
import { halfHeldBy, type OwnedModel, type RoundLine } from "./roundLine.js";

/**
 * What a round would have been if every token in the books had counted the same, filled or idle: linear stake on the same
 * stakes, the same predictions and the same target. How people would have staked without limits it cannot know.
 *
 * @param folder The round folder.
 * @param models All models in order of their ids.
 * @param locked Their books, in the same order.
 */
export async function linearStake(
  folder: string,
  models: readonly OwnedModel[],
  locked: readonly Pick<LockedModel, "stake">[],
): Promise<Pick<RoundLine, "linearCorr" | "linearHalfHeldBy">> {
  const round = await readRound(
    folder,
    models.map(({ name }) => name),
  );
  const stakes = new Map(models.map(({ name }, index) => [name, Number(locked[index]!.stake) / Number(WAD)]));
  const weights = modelWeights(
    "linear",
    round.models.map((model) => ({ model, account: model, stake: stakes.get(model)! })),
  );
  const meta = matrixOf([metaModel(round.predictions, weights)]);
  return {
    linearCorr: numeraiCorr(meta, boundedTarget(round.target))[0]!,
    linearHalfHeldBy: halfHeldBy(models, new Map(round.models.map((model, place) => [model, weights[place]!]))),
  };
}
