import { z } from "zod";

import { governedCalls, readAccess, sendStep, type Sent } from "#chain";
import { openHistory } from "#history";
import { formatTime, messageOf, StakespaceError, toJson } from "#lib";
import { auditPending, bundlesOf, DEFAULT_ORACLE_CONFIG, type Finding, postFinding, type AuditVerdict } from "#oracle";
import { duration, folderPath, sendingOptions } from "../support/arguments.js";
import { command } from "../support/command.js";
import type { CommandContext } from "../support/context.js";
import { sentData } from "../support/show.js";
import { readSettings } from "./settings.js";

const schema = z.object({
  ...sendingOptions,
  bundles: z
    .string()
    .transform((list) => list.split(",").map((place) => place.trim()))
    .optional(),
  round: z.string().optional(),
  settings: z.string().optional(),
  history: folderPath.optional(),
  webhook: z.string().url("name the URL to post alerts to").optional(),
  veto: z.boolean(),
  every: duration.optional(),
});

/** What the command ends with, for programs that call it. */
const EXIT_CODES: Readonly<Record<AuditVerdict, number>> = { "nothing-pending": 0, right: 0, wrong: 2, undecided: 3 };

type Input = z.output<typeof schema>;
type Deployment = Awaited<ReturnType<CommandContext["load"]>>;

/** Recomputes the pending report while it can be vetoed, alerts, and with `--veto` vetoes what is wrong. */
export default command(schema, async (input, context) => {
  const deployment = await context.load();
  const config = input.settings === undefined ? undefined : await readSettings(input.settings);
  const history = await openHistory(deployment, { folder: input.history, talk: context.talk });
  const source = { deployment, history, config: config ?? DEFAULT_ORACLE_CONFIG };
  const options = { bundles: input.bundles ?? [bundlesOf(deployment)], config, folder: input.round };
  const look = async (told: string) => {
    const found = await auditPending(source, options);
    return { found, transactions: await actOn(found, input, context, deployment, told) };
  };
  if (input.every !== undefined) return watch(look, input.every, context);
  const { found, transactions } = await look("");
  return {
    data: { ...found, vetoed: transactions.length > 0, transactions: sentData(transactions) },
    show: () => process.stdout.write(`${inWords(found, transactions.length > 0)}\n`),
    exitCode: EXIT_CODES[found.verdict],
    next: found.verdict === "wrong" && transactions.length === 0 ? ["guardian veto"] : [],
  };
});

/** Looks again and again, whatever goes wrong meanwhile; a line of JSON for each finding that is new. */
async function watch(
  look: (told: string) => Promise<{ readonly found: Finding }>,
  pause: number,
  { talk }: CommandContext,
): Promise<never> {
  let told = "";
  for (;;) {
    try {
      const { found } = await look(told);
      if (keyOf(found) !== told) process.stdout.write(`${toJson(found, 0)}\n`);
      told = keyOf(found);
    } catch (error) {
      talk.say(`This look failed, the next one is in ${pause} s: ${messageOf(error)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, pause * 1000));
  }
}

/** What is told once. */
function keyOf({ verdict, digest, code }: Finding): string {
  return `${verdict} ${digest ?? ""} ${code ?? ""}`;
}

/** Alerts and vetoes, once for each finding. */
async function actOn(
  found: Finding,
  input: Input,
  context: CommandContext,
  deployment: Deployment,
  told: string,
): Promise<Sent[]> {
  if (found.verdict !== "wrong" && found.verdict !== "undecided") return [];
  if (told === keyOf(found)) return [];
  // First the veto: whoever is told can still be told a moment later.
  try {
    return found.verdict === "wrong" && input.veto ? [await veto(found, context, deployment)] : [];
  } finally {
    if (input.webhook !== undefined) await alert(input.webhook, found, context);
  }
}

async function veto(found: Finding, context: CommandContext, deployment: Deployment): Promise<Sent> {
  const signer = await context.signer();
  const call = governedCalls(deployment).veto(found.round, found.digest!);
  if ((await readAccess(deployment, signer.address, call)).kind !== "now") {
    throw new StakespaceError(
      `The report is wrong, and the account ${signer.address} is not the guardian, who may veto it.`,
      {
        code: "ROLE_MISSING",
        hint: `${found.reason ?? ""} Veto it from the guardian's account: --from.`,
      },
    );
  }
  await context.confirm([
    `Veto the report ${found.digest!} of round ${found.round}, for ever: ${found.reason ?? ""}`,
    `  without a veto it may be made final from ${formatTime(found.vetoUntil)} on`,
  ]);
  return sendStep(deployment, signer, call, "call", context.talk);
}

async function alert(url: string, found: Finding, context: CommandContext): Promise<void> {
  try {
    await postFinding(url, found);
  } catch (error) {
    if (!(error instanceof StakespaceError)) throw error;
    context.talk.say(error.message);
  }
}

function inWords(found: Finding, vetoed: boolean): string {
  const report = `The report ${found.digest ?? ""} of round ${found.round}`;
  switch (found.verdict) {
    case "nothing-pending":
      return `No report is pending for round ${found.round}: there is nothing to audit.`;
    case "right":
      return `${report} is what the chain and its bundle give. It may be made final from ${formatTime(found.vetoUntil)} on.`;
    case "wrong":
      return `${report} is WRONG: ${found.reason ?? ""}\n${vetoed ? "It is vetoed, for ever." : `It can be vetoed until ${formatTime(found.vetoUntil)}.`}`;
    case "undecided":
      return `${report} cannot be judged from here: ${found.reason ?? ""}\nSomebody has to look before ${formatTime(found.vetoUntil)}; this alone is no reason for a veto.`;
  }
}
