import { isAddress } from "ethers";
import { z } from "zod";

import {
  type Access,
  type Deployment,
  type GovernedCall,
  type GovernedStep,
  rawStep,
  readAccess,
  sendStep,
} from "#chain";
import { formatDuration, formatTime, StakespaceError } from "#lib";
import { sendingOptions } from "../support/arguments.js";
import type { CommandContext } from "../support/context.js";
import type { CommandResult } from "../support/command.js";
import { sentData } from "../support/show.js";

/** What every command of governor and guardian is given. */
export const governedOptions = { ...sendingOptions, calldata: z.boolean(), cancel: z.boolean() };

interface Governed {
  readonly calldata: boolean;
  readonly cancel: boolean;
  readonly from: string;
}

/** What is to be done, once it is known what it changes. */
export interface Governance {
  readonly deployment: Deployment;
  readonly call: GovernedCall;
  /** What it changes, a line each. */
  readonly changes: readonly string[];
  /** What it changes, for programs. */
  readonly data: object;
  /** Tries it without sending, where that can be done before its delay is over. */
  readonly preflight?: (() => Promise<unknown>) | undefined;
  readonly next?: readonly string[];
}

/**
 * Does the next step of a call that a role makes: at once where the role may, else it is scheduled, and the same command
 * executes it when its delay is over. With `--calldata` nothing is sent: the step is printed for a multi-signature wallet.
 *
 * @throws {StakespaceError} `ROLE_MISSING`, `SCHEDULED` for a call whose delay is not over, with the moment from which it may be
 * executed, or `NOT_SCHEDULED` where there is nothing to cancel.
 */
export async function govern(
  input: Governed,
  context: CommandContext,
  { deployment, call, changes, data, preflight, next = [] }: Governance,
): Promise<CommandResult> {
  const signer = input.calldata && isAddress(input.from) ? undefined : await context.signer();
  const caller = signer?.address ?? input.from;
  const access = await readAccess(deployment, caller, call);
  const step = stepFor(access, call, caller, input.cancel);
  if (step === "call") await preflight?.();
  const words = [...changes, ...stepLines(access, step, call)];
  if (input.calldata) return printed(context, deployment, call, step, caller, words);
  await context.confirm(words);
  const sent = await sendStep(deployment, signer!, call, step, context.talk);
  const after = step === "schedule" ? await readAccess(deployment, caller, call) : undefined;
  const from = after?.kind === "waiting" || after?.kind === "ready" ? after.from : undefined;
  return {
    data: { step, ...data, ...(from === undefined ? {} : { executableFrom: from }), transactions: sentData([sent]) },
    show: () => {
      if (from !== undefined) {
        process.stdout.write(`${call.what}: scheduled. Run the same command again from ${formatTime(from)} on.\n`);
      } else process.stdout.write(`${call.what}: ${step === "cancel" ? "no longer scheduled" : "done"}.\n`);
    },
    next: step === "schedule" ? [] : next,
  };
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
  context: CommandContext,
  deployment: Deployment,
  call: GovernedCall,
  step: GovernedStep,
  caller: string,
  words: readonly string[],
): CommandResult {
  const raw = rawStep(deployment, call, step, caller);
  for (const line of words) context.talk.say(line);
  return {
    data: { step, what: call.what, from: caller, chainId: deployment.chainId, ...raw, value: "0" },
    show: () => {
      process.stdout.write(`from  ${caller}\nto    ${raw.to}\nvalue 0\ndata  ${raw.data}\n`);
    },
  };
}
