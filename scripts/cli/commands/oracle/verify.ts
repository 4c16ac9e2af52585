import { z } from "zod";

import { type ChainHistory, type Deployment, readRoundView } from "#chain";
import { openHistory } from "#history";
import { StakespaceError, formatNumber } from "#lib";
import {
  type Bundle,
  bundleFolder,
  bundlesOf,
  prunedState,
  readChainReport,
  verifyBundleFolder,
  verifyInputs,
} from "#oracle";
import { command } from "../support/command.js";
import { folderPath, readingOptions } from "../support/arguments.js";
import { refusedLines } from "./refusedLines.js";

const schema = z.object({
  ...readingOptions,
  bundle: z.string().min(1, "name the bundle's folder, which oracle run prints").optional(),
  history: folderPath.optional(),
  offline: z.boolean(),
});

/** Recomputes a published sheet and compares it, byte for byte, with its copy and with the report on the chain. */
export default command(schema, async (input, context) => {
  const deployment = input.offline ? undefined : await context.load();
  const folder = input.bundle ?? (await latestBundle(deployment));
  const history = deployment && (await openHistory(deployment, { folder: input.history, talk: context.talk }));
  const { bundle, report, signers } = await verifyBundleFolder(
    folder,
    history === undefined ? undefined : (found) => readChainReport(deployment!, found, history),
  );
  const { models, refused } = bundle;
  const counted = await refusedLines(refused, (model) => models[model - 1]!.name);
  const inputs = history === undefined ? false : await inputsCompared(deployment!, history, bundle);
  return {
    data: {
      round: bundle.round,
      evidence: report.evidence,
      sheetHash: report.sheetHash,
      signers,
      refused,
      chainCompared: !input.offline,
      inputsCompared: inputs,
    },
    show: () => {
      const line = (text: string): unknown => process.stdout.write(`${text}\n`);
      line(
        `Round ${bundle.round}: the sheet of ${formatNumber(report.modelCount, "model")} comes out byte for byte the same. Evidence ${report.evidence}.`,
      );
      for (const each of counted) line(each);
      const who = signers.join(" and ");
      if (input.offline)
        line(`The chain was not asked: whether it has this report, and whether ${who} may sign, is open.`);
      else line(`It is the report that the chain has, signed by ${who}.`);
      if (inputs)
        line(`Stakes, accounts, records and treasury are what the chain had after block ${bundle.block.number}.`);
      else if (!input.offline)
        line(`The node does not keep block ${bundle.block.number}: whether the inputs are right is open.`);
    },
  };
});

/** Whether the node could say that the inputs are what the chain had; it needs the state of an old block for that. */
async function inputsCompared(deployment: Deployment, history: ChainHistory, bundle: Bundle): Promise<boolean> {
  const source = { deployment, history, config: bundle.config };
  return (await prunedState(() => verifyInputs(source, bundle))) === undefined;
}

/** The folder of the report that is pending, or else of the last one that became final. */
async function latestBundle(deployment: Deployment | undefined): Promise<string> {
  if (deployment === undefined) {
    throw new StakespaceError("--bundle is missing: without the chain nobody knows which one is meant.", {
      code: "BAD_ARGUMENT",
      hint: "Name the bundle's folder, which oracle run prints.",
    });
  }
  const { round, phase, lastReported } = await readRoundView(deployment);
  const reported = phase === "Pending" ? round : lastReported;
  if (reported > 0) return bundleFolder(bundlesOf(deployment), reported);
  throw new StakespaceError("No round of this deployment was reported yet.", {
    code: "NO_REPORT",
    hint: "Name the folder of a bundle with --bundle, and add --offline to check it alone.",
  });
}
