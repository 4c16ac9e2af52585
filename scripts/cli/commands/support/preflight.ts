import { decodeError } from "#chain";
import { StakespaceError } from "#lib";

/**
 * Tries a transaction without sending it, so that a refusal comes before any question.
 *
 * @param tolerated Names of refusals that the command takes care of itself.
 * @throws {StakespaceError} When a contract would refuse.
 */
export async function preflight(simulate: () => Promise<unknown>, tolerated: readonly string[] = []): Promise<void> {
  try {
    await simulate();
  } catch (thrown) {
    const error = decodeError(thrown);
    if (error instanceof StakespaceError && error.code !== undefined && tolerated.includes(error.code)) return;
    throw error;
  }
}
