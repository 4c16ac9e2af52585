import { z } from "zod";

import { type Deployment, type ModelView, readModelIds, readModelNames, readModelView, readModelViews } from "#chain";
import { formatNumber, StakespaceError } from "#lib";
import type { Desk } from "../sending/desk.js";
import type { Plan } from "../sending/plan.js";
import { sendingCommand } from "../sending/sendingCommand.js";
import { modelRef, planningOptions } from "./support/arguments.js";
import { modelMeant, modelText } from "./support/modelMeant.js";
import { exact, sentData, short } from "./support/show.js";

const schema = z.object({ ...planningOptions, model: modelRef.optional() });

/** Models whose rent one transaction collects: each may have to be settled first, over up to 16 rounds. */
const MODELS_PER_TRANSACTION = 8;

/** Collects what filled stake has paid the owner of a model, or of all models that the sender has. */
export default sendingCommand("collect-rent", schema, async (input, desk) =>
  input.model === undefined ? planAll(desk) : planOne(desk, await modelMeant(desk.deployment, input.model)),
);

async function planOne({ deployment, connection, signer }: Desk, id: number): Promise<Plan> {
  const [model, [name]] = await Promise.all([readModelView(deployment, id), readModelNames(deployment, [id])]);
  const step = { what: "Collect rent", to: deployment.addresses.space, data: collectionOf(deployment, id) };
  // Somebody else's model is said to be that before it is said to have no rent.
  await connection.ethers.provider.call({ to: step.to, data: step.data, from: signer.address });
  if (model.rent === 0n) throw noRent(`Model ${id} has no rent to collect.`);
  const known = { model: id, name, assets: model.rent, owner: signer.address };
  return {
    lines: [`Collect ${exact(deployment, model.rent)} of rent of ${modelText(id, name!)}, to ${signer.address}.`],
    steps: [step],
    data: known,
    outcome: (sent) => ({ data: { ...known, transactions: sentData(sent) }, next: [`status --model ${id}`] }),
  };
}

async function planAll({ deployment, signer }: Desk): Promise<Plan> {
  const owner = signer.address;
  const owned = (await readModelViews(deployment, await readModelIds(deployment))).filter((m) => m.owner === owner);
  const models = owned.filter(({ rent }) => rent > 0n);
  if (models.length === 0) {
    throw noRent(
      owned.length === 0
        ? `The account ${owner} owns no model.`
        : `None of the models that ${owner} owns has rent to collect.`,
    );
  }
  const names = await readModelNames(
    deployment,
    models.map(({ model }) => model),
  );
  const assets = models.reduce((sum, { rent }) => sum + rent, 0n);
  const known = {
    owner,
    assets,
    models: models.map(({ model, rent }, place) => ({ model, name: names[place], rent })),
  };
  return {
    lines: [
      `Collect ${exact(deployment, assets)} of rent of ${formatNumber(models.length, "model")}, to ${owner}:`,
      ...models.map(({ model, rent }, place) => `  ${modelText(model, names[place]!)}: ${short(deployment, rent)}`),
    ],
    steps: stepsOf(deployment, models),
    data: known,
    outcome: (sent) => ({ data: { ...known, transactions: sentData(sent) }, next: [`status --holder ${owner}`] }),
  };
}

function stepsOf(deployment: Deployment, models: readonly ModelView[]): Plan["steps"] {
  const { addresses, contracts } = deployment;
  return Array.from({ length: Math.ceil(models.length / MODELS_PER_TRANSACTION) }, (_, part) => {
    const some = models.slice(part * MODELS_PER_TRANSACTION, (part + 1) * MODELS_PER_TRANSACTION);
    const calls = some.map(({ model }) => collectionOf(deployment, model));
    const data = contracts.space.interface.encodeFunctionData("multicall", [calls]);
    return { what: `Collect rent of ${formatNumber(some.length, "model")}`, to: addresses.space, data };
  });
}

function collectionOf({ contracts }: Deployment, id: number): string {
  return contracts.space.interface.encodeFunctionData("collectRent", [id]);
}

function noRent(message: string): StakespaceError {
  return new StakespaceError(message, {
    code: "NO_RENT",
    hint: "Rent is paid by filled stake when a round closes with a report, if the price was above 0.",
  });
}
