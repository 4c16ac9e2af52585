import { z } from "zod";

import { patientClock, readAccounts, readRoundView, type Deployment, takesBids, travellingClock } from "#chain";
import { openHistory } from "#history";
import { divUp } from "#twin";
import { formatAmount, formatCount, formatExactAmount, formatNumber, formatTime, type TokenInfo } from "#lib";
import {
  bundlesOf,
  finishRound,
  type InputSource,
  makeReporter,
  makeSealer,
  payoutTerms,
  type PayoutTerms,
  planRound,
  prepareReport,
  type PreparedReport,
  proposeRound,
  requirePayoutFactor,
  sealRound,
  totalStake,
  treasuryShort,
  wantedFactor,
} from "#oracle";
import type { Run } from "../../words/call.js";
import { command } from "../support/command.js";
import { folderPath, fraction, sendingOptions } from "../support/arguments.js";
import { peakMemory, Stages } from "../support/stages.js";
import { exact, sentData } from "../support/show.js";
import { reportersHere } from "./reportersHere.js";
import { refusedLines } from "./refusedLines.js";
import { roundFolder } from "./roundFolder.js";
import { readSettings } from "./settings.js";

const schema = z.object({
  ...sendingOptions,
  round: roundFolder,
  bundles: folderPath.optional(),
  settings: z.string().optional(),
  history: folderPath.optional(),
  travel: z.boolean(),
  minPayoutFactor: fraction.default("0.1"),
  acceptLowPayout: z.boolean(),
});

/** Scores the locked round and proposes its report, signed by the reporters whose keys the network has. */
export default command(schema, async (input, context) => {
  const stages = new Stages("connect");
  const onStage = (stage: string): void => {
    stages.next(stage);
  };
  const deployment = await context.load();
  const sender = await context.signer();
  const config = await readSettings(input.settings);
  onStage("history");
  const bundles = input.bundles ?? bundlesOf(deployment);
  const source: InputSource = {
    deployment,
    history: await openHistory(deployment, { folder: input.history, talk: context.talk }),
    config,
  };
  const clock = input.travel ? travellingClock(deployment) : patientClock(deployment);
  onStage("plan");
  const plan = await planRound(source, input.round, clock, { willSeal: true });
  const { view } = plan.moment;
  if (plan.prepared !== undefined && !input.acceptLowPayout) requirePayoutFactor(plan.prepared, input.minPayoutFactor);
  const reporters = await deployment.contracts.oracle.reporters();
  const quorum = await deployment.contracts.oracle.quorum();
  onStage("confirm");
  await context.confirm([
    ...(takesBids(view)
      ? [
          `Seal the submissions of round ${view.round}.`,
          `Move the clock to ${formatTime(view.locksAt)}, when the bidding of round ${view.round} ends.`,
        ]
      : []),
    `Score round ${view.round} from ${input.round}, have ${quorum} of ${reporters.length} reporters recompute and sign it, and propose it.`,
    ...(plan.prepared === undefined
      ? await treasuryPlan(deployment)
      : payoutPlan(plan.prepared, deployment.token, context.run)),
    ...(input.travel
      ? ["Then move the clock past the challenge period, make it final and settle every model with stake."]
      : []),
  ]);

  let sealGas = 0n;
  if (takesBids(view)) {
    onStage("seal");
    const sealers = await reportersHere(context.connection, reporters, (signer, address) =>
      makeSealer(signer, address, source, input.round),
    );
    const sealed = await sealRound(source, { folder: input.round, sealers, sender, talk: context.talk });
    sealGas = sealed.transactions.reduce((total, { gas }) => total + gas, 0n);
  }
  onStage("propose");
  const signing = await reportersHere(context.connection, reporters, (signer, address) =>
    makeReporter(signer, address, (block) => prepareReport(source, input.round, block)),
  );
  const { prepared, bundleFolder, transactions } = await proposeRound(source, {
    folder: input.round,
    bundles,
    reporters: () => signing,
    sender,
    clock,
    plan,
    minPayoutFactor: input.acceptLowPayout ? undefined : input.minPayoutFactor,
    talk: context.talk,
    onStage,
  });
  const { talk } = context;
  const finished = input.travel ? await finishRound(deployment, { clock, sender, talk, onStage }) : undefined;
  const { finalFrom } = await readRoundView(deployment);
  const short = lackOf(prepared);
  const { models, refused } = prepared.bundle;
  const counted = await refusedLines(refused, (model) => models[model - 1]!.name);
  const sent = [...transactions, ...(finished?.transactions ?? [])];
  const effort: Effort = {
    seconds: stages.seconds,
    gas: sent.reduce((total, { gas }) => total + gas, sealGas),
    peakMemory: peakMemory(),
  };
  return {
    data: {
      report: prepared.report,
      payout: { wanted: wantedFactor(termsOf(prepared)), treasury: termsOf(prepared).treasury, treasuryShort: short },
      bundle: bundleFolder,
      metaModel: prepared.scores.metaModel,
      refused,
      finished: finished !== undefined,
      transactions: sentData(sent),
      effort,
    },
    show: () => {
      const lines = [
        summary(prepared, deployment.token, finished === undefined, finalFrom),
        ...counted,
        effortLine(effort),
      ];
      process.stdout.write(`${lines.join("\n")}\n`);
    },
    next: [
      ...(short === 0n ? [] : [fundCommand(short, deployment.token)]),
      `oracle verify --bundle ${bundleFolder}`,
      finished === undefined ? "oracle finish" : "status",
    ],
  };
});

/** What a run cost: seconds by stage, gas of all transactions, bytes of memory at most. */
interface Effort {
  readonly seconds: Readonly<Record<string, number>>;
  readonly gas: bigint;
  readonly peakMemory: number;
}

function effortLine({ seconds, gas, peakMemory: bytes }: Effort): string {
  const stages = Object.entries(seconds).map(([stage, took]) => `${stage} ${took.toFixed(1)} s`);
  return `It took ${stages.join(", ")}; gas ${formatCount(gas)}; ${formatCount(Math.round(bytes / 2 ** 20))} MiB of memory at most.`;
}

function summary(prepared: PreparedReport, token: TokenInfo, pending: boolean, finalFrom: number): string {
  const { report, bundle, scores } = prepared;
  const lines = [
    `Round ${report.round}: ${scores.models.length} of ${formatNumber(report.modelCount, "model")} handed in predictions, ${formatAmount(totalStake(bundle), token.decimals)} ${token.symbol} were at risk.`,
    `Meta model CORR ${scores.metaModel.corr.toFixed(4)}, payout factor ${formatExactAmount(report.payoutFactor)}, evidence ${report.evidence}.`,
    ...loweredLine(prepared, token),
    pending
      ? `The report is proposed; it may be made final from ${formatTime(finalFrom)} on.`
      : "The report is final and every model with stake is settled.",
  ];
  return lines.join("\n");
}

/** What the plan says of the payout factor, and what to do first where the treasury is too poor. */
function payoutPlan(prepared: PreparedReport, token: TokenInfo, run: Run): string[] {
  const lowered = loweredLine(prepared, token);
  if (lowered.length === 0) return [`  payout factor ${formatExactAmount(prepared.report.payoutFactor)}`];
  return [...lowered, `To pay in full, answer no and run first: ${run(fundCommand(lackOf(prepared), token))}`];
}

/** What can be said before the round is scored. */
async function treasuryPlan(deployment: Deployment): Promise<string[]> {
  const { treasury } = await readAccounts(deployment);
  return [
    `  the free treasury is ${exact(deployment, treasury)}: the payout factor will be lowered to what it can pay for`,
  ];
}

function loweredLine(prepared: PreparedReport, token: TokenInfo): string[] {
  const lack = lackOf(prepared);
  if (lack === 0n) return [];
  const terms = termsOf(prepared);
  const text = (assets: bigint): string => exact({ token }, assets);
  return [
    `The payout factor was lowered from ${formatExactAmount(wantedFactor(terms))} to ${formatExactAmount(prepared.report.payoutFactor)}, ` +
      `because the free treasury is ${text(terms.treasury)}, which is ${text(lack)} too little. All gains and losses of the round are that much smaller.`,
  ];
}

/** In whole tokens, so that it can be copied. */
function fundCommand(lack: bigint, { decimals }: TokenInfo): string {
  return `fund-treasury --amount ${divUp(lack, 10n ** BigInt(decimals))}`;
}

function termsOf({ bundle, report }: PreparedReport): PayoutTerms {
  return payoutTerms(bundle, report.maxScore);
}

function lackOf(prepared: PreparedReport): bigint {
  return treasuryShort(termsOf(prepared));
}
