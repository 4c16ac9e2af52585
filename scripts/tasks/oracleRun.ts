import { readFile } from "node:fs/promises";

import { z } from "zod";

import { signerFor, type Connection } from "../chain/connection.js";
import { formatTime } from "../chain/time.js";
import { readRound } from "../chain/views.js";
import { messageOf, StakespaceError } from "../lib/errors.js";
import { formatAmount, formatExactAmount } from "../lib/format.js";
import {
  bundlesIn,
  ChainHistory,
  DEFAULT_ORACLE_CONFIG,
  finishRound,
  type InputSource,
  makeReporter,
  type OracleConfig,
  parseOracleConfig,
  patientClock,
  prepareReport,
  type PreparedReport,
  proposeRound,
  type Reporter,
  totalStake,
  travellingClock,
} from "../oracle/index.js";
import { action } from "./support/action.js";
import { sendingOptions } from "./support/arguments.js";
import { sentData } from "./support/show.js";

const schema = z.object({
  ...sendingOptions,
  round: z.string().min(1, 'name the round\'s folder, e.g. "--round rounds/round-01"'),
  bundles: z.string().min(1),
  settings: z.string().optional(),
  travel: z.boolean(),
});

/** Scores the locked round and proposes its report, signed by the reporters whose keys the network has. */
export default action(schema, async (input, context) => {
  const stakespace = await context.load();
  const sender = await context.signer();
  const config = input.settings === undefined ? DEFAULT_ORACLE_CONFIG : await readConfig(input.settings);
  const source = (): InputSource => ({
    stakespace,
    history: new ChainHistory(stakespace),
    config,
    previous: bundlesIn(input.bundles),
  });
  const { round } = await readRound(stakespace);
  const reporters = await stakespace.contracts.oracle.reporters();
  const quorum = await stakespace.contracts.oracle.quorum();
  await context.confirm([
    `Score round ${round} from ${input.round}, have ${quorum} of ${reporters.length} reporters recompute and sign it, and propose it.`,
    ...(input.travel ? ["Then move the clock past the challenge period, make it final and settle every model."] : []),
  ]);

  const signing = await reportersHere(context.connection, reporters, (block) =>
    prepareReport(source(), input.round, block),
  );
  const clock = input.travel ? travellingClock(stakespace) : patientClock(stakespace);
  const { prepared, bundleFolder, transactions } = await proposeRound(source(), {
    folder: input.round,
    bundles: input.bundles,
    reporters: () => signing,
    sender,
    clock,
  });
  const finished = input.travel ? await finishRound(stakespace, { clock, sender }) : undefined;
  const { finalFrom } = await readRound(stakespace);
  return {
    data: {
      report: prepared.report,
      bundle: bundleFolder,
      metaModel: prepared.scores.metaModel,
      finished: finished !== undefined,
      transactions: sentData([...transactions, ...(finished?.transactions ?? [])]),
    },
    show: () => process.stdout.write(`${summary(prepared, stakespace.token, finished === undefined, finalFrom)}\n`),
    next: [
      `npx hardhat oracle verify --bundle ${bundleFolder}`,
      finished === undefined ? "npx hardhat oracle finish" : "npx hardhat status",
    ],
  };
});

function summary(
  { report, bundle, scores }: PreparedReport,
  { symbol, decimals }: { symbol: string; decimals: number },
  pending: boolean,
  finalFrom: number,
): string {
  const lines = [
    `Round ${report.round}: ${scores.models.length} of ${report.modelCount} models handed in predictions, ${formatAmount(totalStake(bundle), decimals)} ${symbol} were at risk.`,
    `Meta model CORR ${scores.metaModel.corr.toFixed(4)}, payout factor ${formatExactAmount(report.payoutFactor)}, evidence ${report.evidence}.`,
    pending
      ? `The report is proposed; it may be made final from ${formatTime(finalFrom)} on.`
      : "The report is final and every model is settled.",
  ];
  return lines.join("\n");
}

/** The reporters whose keys the network has; on a local node, all of them. */
async function reportersHere(
  connection: Connection,
  addresses: readonly string[],
  reproduce: (block: number) => Promise<PreparedReport>,
): Promise<Reporter[]> {
  const here: Reporter[] = [];
  for (const address of addresses) {
    try {
      here.push(makeReporter(await signerFor(connection, address), address, reproduce));
    } catch (error) {
      if (!(error instanceof StakespaceError) || error.code !== "UNKNOWN_ACCOUNT") throw error;
    }
  }
  return here;
}

async function readConfig(file: string): Promise<OracleConfig> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new StakespaceError(`${file}: ${messageOf(cause)}`, {
      code: "ORACLE_CONFIG",
      hint: "Name a JSON file; docs/oracle.md lists its fields.",
      cause,
    });
  }
  return parseOracleConfig(json, file);
}
