import { z } from "zod";

import { readModelNames, readModelView } from "#chain";
import { sendingCommand } from "../sending/sendingCommand.js";
import { modelRef, planningOptions } from "./support/arguments.js";
import { modelMeant, modelText } from "./support/modelMeant.js";
import { sentData } from "./support/show.js";

const schema = z.object({ ...planningOptions, model: modelRef });

/** Takes a model that was transferred to the sender onto the sender's record. */
export default sendingCommand("accept", schema, async (input, { deployment, signer }) => {
  const id = await modelMeant(deployment, input.model);
  const [{ model }, [name]] = await Promise.all([readModelView(deployment, id), readModelNames(deployment, [id])]);
  const data = deployment.contracts.registry.interface.encodeFunctionData("accept", [model]);
  const known = { model, name, account: signer.address };
  return {
    lines: [
      `Count ${modelText(model, name!)} for ${signer.address} from the opening of the next round on; its record begins anew.`,
    ],
    steps: [{ what: "Accept", to: deployment.addresses.registry, data }],
    data: known,
    outcome: (sent) => ({ data: { ...known, transactions: sentData(sent) }, next: [`status --model ${model}`] }),
  };
});
