import { ZeroAddress } from "ethers";
import { z } from "zod";

import { readModelNames, readModelView, signerFor } from "#chain";
import { StakespaceError } from "#lib";
import { sendingCommand } from "../sending/sendingCommand.js";
import { account, modelRef, planningOptions } from "./support/arguments.js";
import { modelMeant, modelText } from "./support/modelMeant.js";
import { exact, sentData } from "./support/show.js";

const schema = z.object({ ...planningOptions, model: modelRef, to: account });

/** Gives a model to somebody else. */
export default sendingCommand("transfer", schema, async (input, { deployment, connection, signer, run }) => {
  const id = await modelMeant(deployment, input.model);
  const [{ rent }, [name]] = await Promise.all([readModelView(deployment, id), readModelNames(deployment, [id])]);
  const to = input.to.startsWith("0x") ? input.to : (await signerFor(connection, input.to)).address;
  if (to === ZeroAddress || to === signer.address) {
    throw new StakespaceError(
      to === ZeroAddress ? "Nobody has the zero address." : "The model would go to its sender.",
      {
        code: "BAD_ARGUMENT",
        hint: "Name with --to the account that is to own it.",
      },
    );
  }
  const { interface: abi } = deployment.contracts.registry;
  const data = abi.encodeFunctionData("safeTransferFrom(address,address,uint256)", [signer.address, to, id]);
  const known = { model: id, name, from: signer.address, to, rent };
  return {
    lines: [
      `Give ${modelText(id, name!)} from ${signer.address} to ${to}; only the new owner can give it back.`,
      "  its reserve is then set, and its rent collected, by the new owner; it counts for nobody's record until the new owner accepts it",
    ],
    warnings:
      rent === 0n
        ? []
        : [`${exact(deployment, rent)} of rent go with it. To keep them, first: ${run(`collect-rent ${name!}`)}`],
    steps: [{ what: "Transfer", to: deployment.addresses.registry, data }],
    data: known,
    outcome: (sent) => ({ data: { ...known, transactions: sentData(sent) }, next: [`accept ${name!} --from ${to}`] }),
  };
});
