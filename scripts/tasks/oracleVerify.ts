import { z } from "zod";

import type { Stakespace } from "../chain/stakespace.js";
import { StakespaceError } from "../lib/errors.js";
import { ChainHistory, requireEvidence, verifyBundleFolder } from "../oracle/index.js";
import { action } from "./support/action.js";
import { readingOptions } from "./support/arguments.js";

const schema = z.object({
  ...readingOptions,
  bundle: z.string().min(1, 'name the bundle\'s folder, e.g. "--bundle build/bundles/round-0001"'),
  offline: z.boolean(),
});

/** Recomputes a published sheet and compares it, byte for byte, and its evidence with the chain's. */
export default action(schema, async (input, context) => {
  const { bundle, report } = await verifyBundleFolder(input.bundle);
  if (!input.offline) requireEvidence(bundle, await evidenceOnChain(await context.load(), bundle.round));
  const compared = input.offline ? "the chain was not asked" : "it is the one the report on the chain names";
  return {
    data: {
      round: bundle.round,
      evidence: report.evidence,
      sheetHash: report.sheetHash,
      chainCompared: !input.offline,
    },
    show: () =>
      process.stdout.write(
        `Round ${bundle.round}: the sheet of ${report.modelCount} models comes out byte for byte the same. Evidence ${report.evidence}; ${compared}.\n`,
      ),
  };
});

async function evidenceOnChain(stakespace: Stakespace, round: number): Promise<string> {
  const history = new ChainHistory(stakespace);
  await history.advance(await stakespace.connection.ethers.provider.getBlockNumber());
  const evidence = history.evidenceOf(await stakespace.contracts.oracle.proposedDigest(round));
  if (evidence !== undefined) return evidence;
  throw new StakespaceError(`No report was proposed for round ${round} on this chain.`, {
    code: "NO_REPORT",
    hint: "Is this the right deployment? Add --offline to check the bundle alone.",
  });
}
