import { z } from "zod";

import { formatNumber } from "../lib/format.js";
import { readChainReport, verifyBundleFolder } from "../oracle/index.js";
import { action } from "./support/action.js";
import { readingOptions } from "./support/arguments.js";

const BUNDLE_EXPECTED = "name the bundle's folder, which oracle run prints";

const schema = z.object({
  ...readingOptions,
  bundle: z.string({ required_error: BUNDLE_EXPECTED }).min(1, BUNDLE_EXPECTED),
  offline: z.boolean(),
});

/** Recomputes a published sheet and compares it, byte for byte, with its copy and with the report on the chain. */
export default action(schema, async (input, context) => {
  const stakespace = input.offline ? undefined : await context.load();
  const { bundle, report, signers } = await verifyBundleFolder(
    input.bundle,
    stakespace === undefined ? undefined : (found) => readChainReport(stakespace, found),
  );
  return {
    data: {
      round: bundle.round,
      evidence: report.evidence,
      sheetHash: report.sheetHash,
      signers,
      chainCompared: !input.offline,
    },
    show: () => {
      const line = (text: string): unknown => process.stdout.write(`${text}\n`);
      line(
        `Round ${bundle.round}: the sheet of ${formatNumber(report.modelCount, "model")} comes out byte for byte the same. Evidence ${report.evidence}.`,
      );
      const who = signers.join(" and ");
      if (input.offline)
        line(`The chain was not asked: whether it has this report, and whether ${who} may sign, is open.`);
      else line(`It is the report that the chain has, signed by ${who}.`);
    },
  };
});
