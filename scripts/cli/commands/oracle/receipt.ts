import { z } from "zod";

import { readRoundView } from "#chain";
import { openHistory } from "#history";
import { formatTime, StakespaceError } from "#lib";
import { DEFAULT_ORACLE_CONFIG, isSealed, submissionsOf } from "#oracle";
import { folderPath, readingOptions } from "../support/arguments.js";
import { command } from "../support/command.js";
import { roundFolder } from "./roundFolder.js";

const MODEL_EXPECTED = 'name the model, e.g. "--model my-model"';

const schema = z.object({
  ...readingOptions,
  round: roundFolder,
  history: folderPath.optional(),
  model: z.string({ required_error: MODEL_EXPECTED }).min(1, MODEL_EXPECTED),
});

/** Proves to a participant that what stands in a round folder is what the open round is sealed with. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const { contracts } = deployment;
  const view = await readRoundView(deployment);
  const model = Number(await contracts.registry.modelIdOf(input.model));
  const history = await openHistory(deployment, { folder: input.history, talk: context.talk });
  const source = { deployment, history, config: DEFAULT_ORACLE_CONFIG };
  const { tree, refused } = await submissionsOf(source, input.round);
  const found = model === 0 ? undefined : tree.proofOf(model);
  if (found === undefined) {
    throw new StakespaceError(`${input.round} holds no submission of "${input.model}".`, {
      code: "NO_SUBMISSION",
      hint: "A column of predictions is named as the registered model.",
    });
  }
  const root = await contracts.oracle.sealOf(view.round);
  if (!isSealed(root, [model, found.submission], found.proof)) {
    throw new StakespaceError(
      `Round ${view.round} is sealed with ${root}, and this submission of "${input.model}" is not in it.`,
      {
        code: "NOT_IN_THE_SEAL",
        hint: `Until ${formatTime(view.locksAt)} the reporters can seal again; show them your submission.`,
      },
    );
  }
  const reason = refused.find((each) => each.model === model)?.reason;
  return {
    data: { round: view.round, model, name: input.model, root, ...found, refused: reason ?? null },
    show: () => {
      process.stdout.write(
        `The submission of "${input.model}" (model ${model}) is in the seal of round ${view.round}: hash ${found.submission}, root ${root}, proof of ${found.proof.length} steps; --json prints it.\n`,
      );
      if (reason !== undefined) process.stdout.write(`It counts as none: ${reason}.\n`);
    },
  };
});
