import { z } from "zod";

import { preparePayment, send, type Sent, type Deployment, readModelView } from "#chain";
import { StakespaceError } from "#lib";
import { modelName, registeredNames } from "#oracle";
import { command } from "./support/command.js";
import { sendingOptions } from "./support/arguments.js";
import { preflight } from "./support/preflight.js";
import { exact, sentData, showModels } from "./support/show.js";

const URI_EXPECTED = 'name where the model describes itself, e.g. "--uri https://example.com/my-model"';

const schema = z.object({
  ...sendingOptions,
  uri: z.string({ required_error: URI_EXPECTED }).trim().min(1, URI_EXPECTED),
});

/** Registers a model for the sender. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const signer = await context.signer();
  const { registry } = deployment.as(signer);
  const { fee } = await deployment.contracts.space.registrationTerms();
  const name = await freeName(deployment, input.uri);

  await preflight(
    () => registry.register.staticCall(input.uri),
    ["ERC20InsufficientAllowance", "ERC20InsufficientBalance"],
  );
  const payment = await preparePayment(deployment, signer, deployment.addresses.registry, fee);
  await context.confirm([
    `Register a model for ${signer.address}; the fee of ${exact(deployment, fee)} goes to the sink.`,
    `  name in round folders: ${name}; it stays when the URI changes`,
    ...(payment.needsApproval ? ["  in two transactions: an approval of exactly the fee, then the registration"] : []),
  ]);

  const approvals = await payment.approve(context.talk);
  const sent = await send("Register", () => registry.register(input.uri), context.talk);
  const id = registeredId(deployment, sent);
  const model = await readModelView(deployment, id);
  return {
    data: {
      model: id,
      name,
      owner: model.owner,
      limit: model.limit,
      fee,
      transactions: sentData([...approvals, sent]),
    },
    show: () => showModels(deployment, [model]),
    next: [`set-reserve --model ${id} --rate 0.1%`, `bid --model ${id} --rate 0.5% --amount 100`],
  };
});

/**
 * The name under which the model will hand in predictions.
 *
 * @throws {StakespaceError} `NO_MODEL_NAME` for a URI that names nothing, `MODEL_NAME_TAKEN` for a name that a senior model
 * has: neither model could ever be scored.
 */
async function freeName(deployment: Deployment, uri: string): Promise<string> {
  const name = modelName(uri);
  if (name === "") {
    throw new StakespaceError(`--uri "${uri}": it ends without a name, so the model could hand in no predictions.`, {
      code: "NO_MODEL_NAME",
      hint: 'Its last part is the model\'s name in round folders, e.g. "--uri https://example.com/my-model".',
    });
  }
  const taken = (await registeredNames(deployment)).indexOf(name);
  if (taken < 0) return name;
  throw new StakespaceError(`--uri "${uri}": model ${taken + 1} has the name "${name}" in round folders already.`, {
    code: "MODEL_NAME_TAKEN",
    hint: "A name belongs to whoever registered it first; name a URI that ends in another one.",
  });
}

/** The id in the event of a registration. */
function registeredId({ addresses, contracts }: Deployment, { receipt }: Sent): number {
  const log = receipt.logs
    .filter((entry) => entry.address === addresses.registry)
    .map((entry) => contracts.registry.interface.parseLog(entry))
    .find((entry) => entry?.name === "ModelRegistered");
  return Number(log!.args[0]);
}
