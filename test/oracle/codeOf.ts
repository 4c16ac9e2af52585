import { inWords } from "../../scripts/cli/words/inWords.js";
import { StakespaceError } from "../../scripts/lib/errors.js";

/** The code of the error that an action ends with; what is no {@link StakespaceError} passes through. */
export function codeOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof StakespaceError) return error.code;
    throw error;
  }
  return undefined;
}

/** The error a promise ends with, as the person at the terminal gets it. */
export async function errorOf(promise: Promise<unknown>): Promise<StakespaceError> {
  try {
    await promise;
  } catch (thrown) {
    const error = inWords(thrown);
    if (error instanceof StakespaceError) return error;
    throw error;
  }
  throw new Error("Expected a StakespaceError, but nothing was thrown.");
}
