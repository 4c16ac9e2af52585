import { StakespaceError } from "#lib";

/** Somebody who may sign something, and does so only after looking for himself. */
export interface Cosigner<Asked> {
  readonly address: string;
  /** @throws {StakespaceError} Why he does not. */
  sign(asked: Asked): Promise<string>;
}

/**
 * Asks one after the other until enough have signed. One who refuses or fails does not keep the others from signing.
 *
 * @param what For people: what is signed.
 * @throws {StakespaceError} `SIGNATURES_MISSING`, with the reasons of those who did not sign: the contract would refuse it.
 */
export async function collectSignatures<Asked>(
  what: string,
  asked: Asked,
  cosigners: readonly Cosigner<Asked>[],
  quorum: number,
): Promise<string[]> {
  const signatures: string[] = [];
  const refusals: string[] = [];
  for (const cosigner of cosigners) {
    if (signatures.length >= quorum) break;
    try {
      signatures.push(await cosigner.sign(asked));
    } catch (error) {
      if (!(error instanceof StakespaceError)) throw error;
      refusals.push(`${cosigner.address}: ${error.message}`);
    }
  }
  if (signatures.length >= quorum) return signatures;
  const why = refusals.length === 0 ? "" : ` Refused: ${refusals.join("; ")}`;
  throw new StakespaceError(
    `${what} has ${signatures.length} of the ${quorum} signatures it needs; nothing was posted.${why}`,
    { code: "SIGNATURES_MISSING", hint: "Ask more reporters, or find out why they refuse." },
  );
}
