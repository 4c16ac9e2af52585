import { Refusal, type RefusalName } from "#twin";

/** The name of the refusal an action ends in, or "none" when it happens. What else is thrown passes through. */
export function refusal(action: () => unknown): RefusalName | "none" {
  try {
    action();
  } catch (error) {
    if (error instanceof Refusal) return error.name;
    throw error;
  }
  return "none";
}
