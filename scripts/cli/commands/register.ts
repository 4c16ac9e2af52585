import { z } from "zod";

import { preparePayment, send, type Sent, type Deployment, readModelView } from "#chain";
import { command } from "./support/command.js";
import { sendingOptions } from "./support/arguments.js";
import { preflight } from "./support/preflight.js";
import { exact, sentData, showModels } from "./support/show.js";

const NAME_EXPECTED = 'name the model with 1 to 31 characters of a-z, 0-9, _ and -, e.g. "--name my-model"';

const schema = z.object({
  ...sendingOptions,
  name: z.string({ required_error: NAME_EXPECTED }).regex(/^[a-z0-9_-]{1,31}$/, NAME_EXPECTED),
  uri: z.string().trim().default(""),
});

/** Registers a model for the sender. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const signer = await context.signer();
  const { registry } = deployment.as(signer);
  const { fee } = await deployment.contracts.space.registrationTerms();
  const { name, uri } = input;

  await preflight(
    () => registry.register.staticCall(name, uri, fee),
    ["ERC20InsufficientAllowance", "ERC20InsufficientBalance"],
  );
  const payment = await preparePayment(deployment, signer, deployment.addresses.registry, fee);
  await context.confirm([
    `Register a model for ${signer.address}; the fee of ${exact(deployment, fee)} goes to the sink.`,
    `  name in round folders: ${name}, for ever; the fee can only be lower by then, or nothing is registered`,
    ...(payment.needsApproval ? ["  in two transactions: an approval of exactly the fee, then the registration"] : []),
  ]);

  const approvals = await payment.approve(context.talk);
  const sent = await send("Register", () => registry.register(name, uri, fee), context.talk);
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

/** The id in the event of a registration. */
function registeredId({ addresses, contracts }: Deployment, { receipt }: Sent): number {
  const log = receipt.logs
    .filter((entry) => entry.address === addresses.registry)
    .map((entry) => contracts.registry.interface.parseLog(entry))
    .find((entry) => entry?.name === "ModelRegistered");
  return Number(log!.args[0]);
}
