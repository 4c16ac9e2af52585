import type { BlockView, Report } from "#chain";
import type { Admitted } from "../exchange/exchange.js";

/** A report that somebody signed. */
export interface Proposal {
  readonly digest: string;
  readonly report: Report;
  /** Where its signers read the chain. */
  readonly block: Pick<BlockView, "number" | "hash">;
  /** By reporter. */
  readonly signatures: ReadonlyMap<string, string>;
}

/** The most reports that are looked at of one reporter: making one costs minutes. */
const MOST_OF_SIGNER = 4;

/**
 * The reports that were signed for the open round, in the order in which everybody prefers them: what most have signed, then what
 * was read at the earliest block. So reporters who began with different blocks come together.
 */
export function proposalsOf(messages: readonly Admitted[]): Proposal[] {
  const found = new Map<string, Proposal & { readonly signatures: Map<string, string> }>();
  const begun = new Map<string, number>();
  const reports = messages.flatMap(({ digest, message }) => (message.kind === "report" ? [{ digest, message }] : []));
  // Where a reporter has signed many, those of blocks that are gone or sheets that were vetoed are the older ones.
  for (const { digest, message } of reports.sort((a, b) => b.message.block.number - a.message.block.number)) {
    const { report, block, signer, signature } = message;
    const many = (begun.get(signer) ?? 0) + 1;
    begun.set(signer, many);
    if (many > MOST_OF_SIGNER) continue;
    const known = found.get(digest);
    if (known !== undefined) known.signatures.set(signer, signature);
    else found.set(digest, { digest, report, block, signatures: new Map([[signer, signature]]) });
  }
  return [...found.values()].sort(
    (a, b) =>
      b.signatures.size - a.signatures.size || a.block.number - b.block.number || (a.digest < b.digest ? -1 : 1),
  );
}
