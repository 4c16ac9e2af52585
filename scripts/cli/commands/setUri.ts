import { z } from "zod";

import { readModelNames, readModelUri, readModelView } from "#chain";
import { printable } from "#lib";
import { sendingCommand } from "../sending/sendingCommand.js";
import { modelRef, planningOptions } from "./support/arguments.js";
import { modelMeant, modelText } from "./support/modelMeant.js";
import { sentData } from "./support/show.js";

const URI_EXPECTED = 'say where the model describes itself, e.g. "--uri https://example.com/my-model"';

const schema = z.object({
  ...planningOptions,
  model: modelRef,
  uri: z.string({ required_error: URI_EXPECTED }).trim(),
});

/** Sets where a model describes itself; an empty text takes it away. */
export default sendingCommand("set-uri", schema, async (input, { deployment }) => {
  const id = await modelMeant(deployment, input.model);
  // Whether there is the model is known before anything else is asked of it.
  await readModelView(deployment, id);
  const [[name], before] = await Promise.all([readModelNames(deployment, [id]), readModelUri(deployment, id)]);
  const data = deployment.contracts.registry.interface.encodeFunctionData("setModelURI", [id, input.uri]);
  const known = { model: id, name, uri: input.uri };
  const text = (uri: string | undefined): string => (uri === undefined || uri === "" ? "nowhere" : printable(uri));
  return {
    lines: [`${modelText(id, name!)} describes itself at ${text(input.uri)}; until now ${text(before)}.`],
    steps: [{ what: "Set URI", to: deployment.addresses.registry, data }],
    data: known,
    outcome: (sent) => ({ data: { ...known, transactions: sentData(sent) }, next: [`model ${name!}`] }),
  };
});
