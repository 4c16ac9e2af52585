import { StakespaceError } from "#lib";

/**
 * A node that left out events: what it gave does not fit together. Never used for what a person could have done wrong.
 *
 * @param what What does not fit, as a clause.
 */
export function eventsMissing(what: string, block: number): StakespaceError {
  return new StakespaceError(`The node left out events at or before block ${block}: ${what}.`, {
    code: "EVENTS_MISSING",
    hint: "It may lag behind or cut its answers short; ask again, or another node.",
  });
}
