import { z } from "zod";

import { type Sent, type Deployment, readModelView } from "#chain";
import { sendingCommand } from "../sending/sendingCommand.js";
import { planningOptions } from "./support/arguments.js";
import { withApproval } from "./support/approval.js";
import { exact, sentData, showModels } from "./support/show.js";

const NAME_EXPECTED = 'name the model with 1 to 31 characters of a-z, 0-9, _ and -, e.g. "--name my-model"';

const schema = z.object({
  ...planningOptions,
  name: z.string({ required_error: NAME_EXPECTED }).regex(/^[a-z0-9_-]{1,31}$/, NAME_EXPECTED),
  uri: z.string().trim().default(""),
});

/** Registers a model for the sender. */
export default sendingCommand("register", schema, async ({ name, uri }, desk) => {
  const { deployment, signer } = desk;
  const { registry, space } = deployment.contracts;
  const { fee } = await space.registrationTerms();
  const data = registry.interface.encodeFunctionData("register", [name, uri, fee]);
  const register = { what: "Register", to: deployment.addresses.registry, data };
  // Whether the name is free is known before anybody pays for an approval.
  const steps = await withApproval(desk, deployment.addresses.registry, fee, register);
  return {
    lines: [
      `Register a model for ${signer.address}; the fee of ${exact(deployment, fee)} goes to the sink.`,
      `  name in round folders: ${name}, for ever; the fee can only be lower by then, or nothing is registered`,
      ...(steps.length > 1 ? ["  in two transactions: an approval of exactly the fee, then the registration"] : []),
    ],
    pays: fee,
    steps,
    data: { name, uri, owner: signer.address, fee },
    outcome: async (sent) => {
      const id = registeredId(deployment, sent.at(-1)!);
      const model = await readModelView(deployment, id);
      return {
        data: { model: id, name, owner: model.owner, limit: model.limit, fee, transactions: sentData(sent) },
        show: () => showModels(deployment, [{ ...model, name }]),
        next: [`set-reserve --model ${id} --rate 0.1%`, `bid --model ${id} --rate 0.5% --amount 100`],
      };
    },
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
