import { z } from "zod";

import { preparePayment } from "../../chain/allowance.js";
import { send, type Sent } from "../../chain/send.js";
import type { Stakespace } from "../../chain/stakespace.js";
import { readModel } from "../../chain/views.js";
import { action } from "../support/action.js";
import { sendingOptions } from "../support/arguments.js";
import { preflight } from "../support/preflight.js";
import { exact, sentData, showModels } from "../support/show.js";

const schema = z.object({ ...sendingOptions, uri: z.string() });

/** Registers a model for the sender. */
export default action(schema, async (input, context) => {
  const stakespace = await context.load();
  const signer = await context.signer();
  const { registry } = stakespace.as(signer);
  const { fee } = await stakespace.contracts.space.registrationTerms();

  await preflight(stakespace, () => registry.register.staticCall(input.uri), [
    "ERC20InsufficientAllowance",
    "ERC20InsufficientBalance",
  ]);
  const payment = await preparePayment(stakespace, signer, stakespace.addresses.registry, fee);
  await context.confirm([
    `Register a model for ${signer.address}; the fee of ${exact(stakespace, fee)} goes to the sink.`,
    ...(payment.needsApproval ? ["  in two transactions: an approval of exactly the fee, then the registration"] : []),
  ]);

  const approvals = await payment.approve();
  const sent = await send(stakespace, "Register", () => registry.register(input.uri));
  const id = registeredId(stakespace, sent);
  const model = await readModel(stakespace, id);
  return {
    data: {
      model: id,
      owner: model.owner,
      limit: model.limit,
      fee,
      transactions: sentData([...approvals, sent]),
    },
    show: () => showModels(stakespace, [model]),
    next: [
      `npx hardhat set-reserve --model ${id} --rate 0.1%`,
      `npx hardhat bid --model ${id} --rate 0.5% --amount 100`,
    ],
  };
});

/** The id in the event of a registration. */
function registeredId({ addresses, contracts }: Stakespace, { receipt }: Sent): number {
  const log = receipt.logs
    .filter((entry) => entry.address === addresses.registry)
    .map((entry) => contracts.registry.interface.parseLog(entry))
    .find((entry) => entry?.name === "ModelRegistered");
  return Number(log!.args[0]);
}
