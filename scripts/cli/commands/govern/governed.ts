import { isAddress } from "ethers";
import { z } from "zod";

import {
  type Access,
  type Deployment,
  type GovernedCall,
  type GovernedStep,
  type RawCall,
  rawStep,
  readAccess,
  stepName,
} from "#chain";
import { formatDuration, formatTime, StakespaceError } from "#lib";
import { sendingCommand, type PlanningOptions } from "../../sending/sendingCommand.js";
import { planningOptions } from "../support/arguments.js";
import { type Command, command, type CommandResult } from "../support/command.js";
import { sentData } from "../support/show.js";

/** What every command of governor and guardian is given. */
export const governedOptions = { ...planningOptions, calldata: z.boolean(), cancel: z.boolean() };

interface GovernedOptions extends PlanningOptions {
  readonly calldata: boolean;
  readonly cancel: boolean;
}

/** What is to be done, once it is known what it changes. */
export interface Governance {
  readonly call: GovernedCall;
  /** What it changes, a line each. */
  readonly changes: readonly string[];
  /** What it changes, for programs. */
  readonly data: object;
  readonly next?: readonly string[];
}

/**
 * Makes a command that does the next step of a call that a role makes: at once where the role may, else it is scheduled, and the
 * same command executes it when its delay is over. With `--calldata` nothing is sent: the step is printed for a multi-signature
 * wallet. Before that it throws `ROLE_MISSING`, `SCHEDULED` for a call whose delay is not over, with the moment from which it may be
 * executed, or `NOT_SCHEDULED` where there is nothing to cancel.
 *
 * @param name The command's, by which its own transactions are known again.
 * @param prepare Finds out what is to be done; sends nothing.
 */
export function governingCommand<S extends z.ZodType<GovernedOptions, z.ZodTypeDef, unknown>>(
  name: string,
  schema: S,
  prepare: (input: z.output<S>, deployment: Deployment) => Promise<Governance>,
): Command {
  const print = command(schema, async (input, context) => {
    const deployment = await context.load();
    // It need not be an account of anybody here.
    const caller = isAddress(input.from) ? input.from : (await context.signer()).address;
    const governance = await prepare(input, deployment);
    const next = await nextStep(deployment, caller, governance, input.cancel);
    for (const line of next.lines) context.talk.say(line);
    return printed(deployment, governance.call, caller, next);
  });
  const send = sendingCommand(name, schema, async (input, { deployment, signer }) => {
    const governance = await prepare(input, deployment);
    const { call, data, next = [] } = governance;
    const { step, lines, raw } = await nextStep(deployment, signer.address, governance, input.cancel);
    return {
      lines,
      steps: [{ what: stepName(call, step), ...raw }],
      data: { step, ...data },
      outcome: async (sent) => {
        const after = step === "schedule" ? await readAccess(deployment, signer.address, call) : undefined;
        const from = after?.kind === "waiting" || after?.kind === "ready" ? after.from : undefined;
        const executable = from === undefined ? {} : { executableFrom: from };
        return {
          data: { step, ...data, ...executable, transactions: sentData(sent) },
          show: () => {
            if (from !== undefined) {
              process.stdout.write(
                `${call.what}: scheduled. Run the same command again from ${formatTime(from)} on.\n`,
              );
            } else process.stdout.write(`${call.what}: ${step === "cancel" ? "no longer scheduled" : "done"}.\n`);
          },
          next: step === "schedule" ? [] : next,
        };
      },
    };
  });
  return (given, host) => (given["calldata"] === true ? print : send)(given, host);
}

/** A step that can be taken now. */
interface NextStep {
  readonly step: GovernedStep;
  /** What it does, for whoever has to agree. */
  readonly lines: readonly string[];
  readonly raw: RawCall;
}

async function nextStep(
  deployment: Deployment,
  caller: string,
  { call, changes }: Governance,
  cancel: boolean,
): Promise<NextStep> {
  const access = await readAccess(deployment, caller, call);
  const step = stepFor(access, call, caller, cancel);
  return { step, lines: [...changes, ...stepLines(access, step, call)], raw: rawStep(deployment, call, step, caller) };
}

/** Which step comes next, or why none does. */
function stepFor(access: Access, call: GovernedCall, caller: string, cancel: boolean): GovernedStep {
  if (access.kind === "refused") {
    throw new StakespaceError(`The account ${caller} is not the ${call.role}, who alone may do this.`, {
      code: "ROLE_MISSING",
      hint: `Send from the ${call.role}'s account with --from; for a multi-signature wallet: --calldata --from ITS_ADDRESS.`,
    });
  }
  if (cancel) {
    if (access.kind === "waiting" || access.kind === "ready") return "cancel";
    throw new StakespaceError("Nothing like this is scheduled, so there is nothing to cancel.", {
      code: "NOT_SCHEDULED",
      hint: "Name the same values as when it was scheduled.",
    });
  }
  switch (access.kind) {
    case "now":
      return "call";
    case "schedule":
      return "schedule";
    case "ready":
      return "execute";
    case "waiting":
      throw new StakespaceError(
        `It is scheduled, and its delay is not over: it may be executed from ${formatTime(access.from)} until ${formatTime(access.until)}.`,
        { code: "SCHEDULED", hint: "Run the same command again then, or take it back with --cancel." },
      );
  }
}

function stepLines(access: Access, step: GovernedStep, { role }: GovernedCall): string[] {
  switch (step) {
    case "call":
      return [];
    case "schedule": {
      const delay = access.kind === "schedule" ? formatDuration(access.delay * 1000) : "";
      return [
        `  the ${role}'s actions wait ${delay}: this schedules it, for everybody to see; the same command executes it then`,
      ];
    }
    case "execute":
      return ["  it was scheduled, and its delay is over: this executes it"];
    case "cancel":
      return ["  this takes it back before it is executed"];
  }
}

/** The step as a multi-signature wallet sends it. */
function printed(
  { chainId }: Deployment,
  { what }: GovernedCall,
  caller: string,
  { step, raw }: NextStep,
): CommandResult {
  return {
    data: { step, what, from: caller, chainId, ...raw, value: "0" },
    show: () => {
      process.stdout.write(`from  ${caller}\nto    ${raw.to}\nvalue 0\ndata  ${raw.data}\n`);
    },
  };
}
