import { createHash } from "node:crypto";
import { join } from "node:path";

import type { z } from "zod";

import { deploymentName, isInProcess, type Sent } from "#chain";
import { StakespaceError, formatExactAmount, formatTime } from "#lib";
import type { Command, CommandResult } from "../commands/support/command.js";
import { command } from "../commands/support/command.js";
import type { CommandContext } from "../commands/support/context.js";
import { exact, sentData } from "../commands/support/show.js";
import { ask } from "../terminal/confirm.js";
import { LiveLine } from "../terminal/liveLine.js";
import type { Desk } from "./desk.js";
import { Dispatch } from "./dispatch.js";
import { type Fees, readFees } from "./fees.js";
import { Interruption } from "./interruption.js";
import type { Plan } from "./plan.js";
import { Memory, type Remembered } from "./remembered.js";
import { gasOf, trySteps, type Tried } from "./trial.js";

/** The options that commands which send have in common, as they were read. */
export interface PlanningOptions {
  readonly json: boolean;
  readonly deployment?: string | undefined;
  readonly yes: boolean;
  readonly from: string;
  readonly dryRun: boolean;
  /** Seconds. */
  readonly patience: number;
}

/** How the gas is called that it is paid in, by every chain of ours. */
const CURRENCY = "ETH";

/**
 * Makes a command that sends transactions, all of them in the same way: what it sent before and nobody saw the end of is found
 * again; the plan is tried, shown with the most it can cost, and asked about; then each transaction is sent and waited for.
 *
 * @param name The command's, by which its own transactions are known again.
 * @param schema Of its arguments, the common ones included.
 * @param prepare Makes the plan; sends nothing.
 */
export function sendingCommand<S extends z.ZodType<PlanningOptions, z.ZodTypeDef, unknown>>(
  name: string,
  schema: S,
  prepare: (input: z.output<S>, desk: Desk) => Promise<Plan>,
): Command {
  return command(schema, async (input, context) => {
    const deployment = await context.load();
    const signer = await context.signer();
    const { yes, dryRun, patience } = input;
    const interruption = new Interruption((line) => context.talk.say(line), context.interrupts);
    const desk: Desk = {
      ...parts(context),
      deployment,
      signer,
      agree: async (question) => {
        const answer = await ask(question, context.terminal);
        if (answer !== undefined) return answer;
        interruption.interrupt();
        return false;
      },
    };
    const intent = intentOf(name, input);
    const memory = memoryOf(desk);
    const dispatch = new Dispatch(desk, {
      memory,
      interruption,
      line: new LiveLine(),
      patience: patience * 1000,
      unattended: yes || context.terminal.input.isTTY !== true,
    });
    try {
      const before = dryRun ? undefined : await recover(desk, memory, dispatch, intent);
      if (before !== undefined) return before;
      const plan = await prepare(input, desk);
      if (plan.steps.length === 0) return await plan.outcome([]);
      const { provider } = desk.connection.ethers;
      const [steps, fees] = await Promise.all([trySteps(provider, signer.address, plan.steps), readFees(provider)]);
      const lines = [...plan.lines, ...warningsOf(plan), costLine(desk, plan, steps, fees)];
      if (dryRun) return dryRunOf(plan, lines, steps, fees);
      await context.confirm(lines);
      const sent: Sent[] = [];
      for (const [place, step] of steps.entries()) {
        const rest = steps.slice(place + 1).map(({ what }) => what);
        const ready = place === 0 ? step : await withinShown(desk, step);
        sent.push(await dispatch.send(ready, { intent, last: rest.length === 0 }, fees, rest));
      }
      return await plan.outcome(sent);
    } finally {
      interruption.over();
    }
  });
}

function parts({
  host,
  connection,
  place,
  talk,
  run,
  token,
  terminal,
  interrupts,
}: CommandContext): Omit<CommandContext, "load" | "signer" | "confirm"> {
  return { host, connection, place, talk, run, token, terminal, interrupts };
}

/** By which a command knows its own transactions again: everything that was asked of it, how is not asked. */
function intentOf(name: string, input: PlanningOptions): string {
  const { json: _json, yes: _yes, dryRun: _dryRun, patience: _patience, ...asked } = input;
  const written = JSON.stringify(
    Object.entries(asked).sort(([a], [b]) => (a < b ? -1 : 1)),
    (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value),
  );
  return createHash("sha256").update(`${name} ${written}`).digest("hex");
}

/** A chain inside this process is over when the program is, and nothing of it has to be found again. */
function memoryOf({ host, connection, deployment, signer }: Desk): Memory {
  if (host.state === undefined || isInProcess(connection)) return new Memory();
  return new Memory(join(host.state, deploymentName(deployment), signer.address));
}

/**
 * Finishes what commands before this one have sent. Other commands' transactions are only told of; this command's own are waited
 * for, and where the last of them is on the chain, the command is done.
 */
async function recover(
  desk: Desk,
  memory: Memory,
  dispatch: Dispatch,
  intent: string,
): Promise<CommandResult | undefined> {
  for (const found of await memory.all()) {
    const when = formatTime(Math.floor(found.sentAt / 1000));
    if (found.intent !== intent) {
      await tell(desk, memory, found, when);
      continue;
    }
    desk.talk.say(
      `${found.what}: ${found.versions.at(-1)!.hash} was sent at ${when} by this same command; looking for it.`,
    );
    let sent: Sent;
    try {
      sent = await dispatch.arrive(found);
    } catch (error) {
      // What never came is sent anew.
      if (error instanceof StakespaceError && ["NONCE_TAKEN", "TRANSACTION_DROPPED"].includes(error.code ?? "")) {
        desk.talk.say(`${error.message} Going on without it.`);
        continue;
      }
      throw error;
    }
    if (found.last) {
      desk.talk.say(
        "That was all this command had to do: nothing is sent again. To do it once more, run it once more.",
      );
      return {
        data: { recovered: true, transactions: sentData([sent]) },
        next: [`status --holder ${desk.signer.address}`],
      };
    }
  }
  return undefined;
}

/** Another command's transaction: whoever sent it hears its end now, if there is one. */
async function tell(desk: Desk, memory: Memory, found: Remembered, when: string): Promise<void> {
  const { provider } = desk.connection.ethers;
  const hashes = found.versions.map(({ hash }) => hash);
  const receipts = await Promise.all(hashes.map((hash) => provider.getTransactionReceipt(hash)));
  const receipt = receipts.find((one) => one !== null);
  const hash = receipt?.hash ?? hashes.at(-1)!;
  if (receipt) {
    await memory.forget(found);
    const end = receipt.status === 0 ? "failed" : "is";
    desk.talk.say(`${found.what} of ${when}: ${hash} ${end} in block ${receipt.blockNumber}.`);
    return;
  }
  const pending = (await Promise.all(hashes.map((one) => provider.getTransaction(one)))).some((one) => one !== null);
  if (pending) {
    desk.talk.say(`${found.what} of ${when}: ${hash} is still pending; what is sent now comes after it.`);
    return;
  }
  await memory.forget(found);
  desk.talk.say(`${found.what} of ${when}: the node does not know ${hash} any more; it was not carried out.`);
}

function warningsOf({ warnings = [] }: Plan): string[] {
  return warnings.map((warning) => `  Warning: ${warning}`);
}

function mostGas(steps: readonly Tried[], { most }: Fees): bigint {
  return steps.reduce((sum, { gas }) => sum + gas, 0n) * most;
}

function costLine({ deployment }: Desk, { pays = 0n }: Plan, steps: readonly Tried[], fees: Fees): string {
  const gas = `${formatExactAmount(roundUp(mostGas(steps, fees)))} ${CURRENCY} for gas`;
  return `  at most      ${pays === 0n ? "" : `${exact(deployment, pays)} and `}${gas}${pays === 0n ? "" : ` leave the account`}`;
}

/** Six digits are enough of a most. */
function roundUp(wei: bigint): bigint {
  const unit = 10n ** 12n;
  return ((wei + unit - 1n) / unit) * unit;
}

function dryRunOf(plan: Plan, lines: readonly string[], steps: readonly Tried[], fees: Fees): CommandResult {
  const transactions = steps.map(({ what, to, data, gas }) => ({ what, to, data, gas }));
  const { pays = 0n, warnings = [] } = plan;
  return {
    data: { dryRun: true, ...plan.data, warnings, most: { tokens: pays, gas: mostGas(steps, fees) }, transactions },
    show: () => process.stdout.write(`${lines.join("\n")}\nNothing was sent.\n`),
  };
}

/** What could not be tried before is tried now, and must not cost more than was agreed to. */
async function withinShown({ connection, signer }: Desk, step: Tried): Promise<Tried> {
  const gas = await gasOf(connection.ethers.provider, signer.address, step);
  if (gas <= step.gas) return { ...step, gas };
  throw new StakespaceError(`${step.what} needs up to ${gas} gas, more than the ${step.gas} that were agreed to.`, {
    code: "MORE_GAS_THAN_SHOWN",
    hint: "Run the same command again: it goes on from here, and shows the new figure.",
  });
}
