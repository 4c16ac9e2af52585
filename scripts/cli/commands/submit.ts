import { readFile } from "node:fs/promises";

import { z } from "zod";

import { gatherVouchers, postSubmission, readRoundView, receiptSignerOf, signSubmission } from "#chain";
import { formatTime, messageOf, StakespaceError } from "#lib";
import { sendingOptions } from "./support/arguments.js";
import { command } from "./support/command.js";

const MODEL = 'name the model, e.g. "--model my-model"';
const FILE = 'name the file with the predictions, e.g. "--file predictions.csv"';
const TO = 'name the reporters\' endpoints, with commas between them, e.g. "--to https://reporter.example.com"';

const schema = z.object({
  ...sendingOptions,
  model: z.string({ required_error: MODEL }).min(1, MODEL),
  file: z.string({ required_error: FILE }).min(1, FILE),
  to: z
    .string({ required_error: TO })
    .transform((list) => list.split(",").map((url) => url.trim()))
    .pipe(z.array(z.string().url(TO)).min(1, TO)),
  signature: z
    .string()
    .regex(/^0x(?:[0-9a-f]{2})*$/i, "name it as hexadecimal digits, e.g. 0x12ab")
    .optional(),
  time: z
    .string()
    .regex(/^\d{1,10}$/, "name unix seconds")
    .transform(Number)
    .optional(),
});

/** Hands in a model's predictions for the open round, signed with its owner's key, or as the contract that owns it takes it. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const signer = input.signature === undefined ? await context.signer() : undefined;
  const { registry, oracle } = deployment.contracts;
  const view = await readRoundView(deployment);
  const modelId = Number(await registry.modelIdOf(input.model));
  const owner = await registry.ownerOrZero(modelId);
  const isSigners = owner === signer?.address;
  const ofContract = !isSigners && (await deployment.connection.ethers.provider.getCode(owner)) !== "0x";
  if (!isSigners && !ofContract) {
    throw new StakespaceError(
      modelId === 0
        ? `There is no model named "${input.model}".`
        : `Model "${input.model}" belongs to ${owner}, not to ${signer?.address ?? "a contract that has a signature"}.`,
      { code: modelId === 0 ? "UnknownModel" : "NOT_THE_OWNER", hint: "Sign with the owner's key: --from." },
    );
  }
  const csv = await textOf(input.file);
  await context.confirm([
    `Hand in ${input.file} for model "${input.model}" in round ${view.round}, signed ${ofContract ? `for the contract ${owner}` : `by ${owner}`}; no transaction, no gas.`,
    `  the last one before ${formatTime(view.locksAt)} counts; the reporters see it at once, the bundle shows it to everybody after the round`,
  ]);
  const time = input.time ?? Math.floor(Date.now() / 1000);
  const unsigned = { round: view.round, modelId, time, csv };
  const own =
    signer === undefined
      ? { ...unsigned, signature: input.signature! }
      : await signSubmission(signer, deployment, unsigned);
  const signed = ofContract ? await gatherVouchers(deployment, input.to, own) : own;
  const { url, reporter, signature, ...receipt } = await postSubmission(input.to, signed);
  const by = signature === null ? undefined : receiptSignerOf(deployment, receipt, signature);
  const vouched = by !== undefined && (await oracle.reporters()).includes(by);
  return {
    data: { model: input.model, ...receipt, url, reporter, signature, vouched },
    show: () => {
      const who = vouched ? `signed by the reporter ${by}` : "NOT signed by a reporter of this deployment";
      process.stdout.write(
        `Handed in at ${url} at ${formatTime(time)}: submission ${receipt.submission}, ${who}; --json prints the receipt, keep it.\n`,
      );
    },
  };
});

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new StakespaceError(`${file}: ${messageOf(cause)}`, {
      code: "BAD_ARGUMENT",
      hint: "Name a CSV file with the columns id and one of predictions.",
      cause,
    });
  }
}
