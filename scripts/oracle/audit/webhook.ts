import { messageOf, StakespaceError, toJson } from "#lib";
import type { Finding } from "./audit.js";

/** How long an answer may take, and how often it is tried, milliseconds. */
const ALERT_PATIENCE = 10_000;
const PAUSES = [0, 1_000, 4_000];

/**
 * Tells an address of a finding: POST with the finding as JSON. Tried three times.
 *
 * @throws {StakespaceError} `WEBHOOK_FAILED`, with what it answered at last.
 *
 * @example
 * import { postFinding } from "#oracle";
 *
 * await postFinding("https://alerts.example.com/hook", {
 *   verdict: "undecided",
 *   round: 7,
 *   digest: null,
 *   evidence: null,
 *   bundle: null,
 *   code: "BUNDLE_MISSING",
 *   reason: "No bundle was found.",
 *   vetoUntil: 1_795_640_400,
 *   now: 1_795_600_000,
 * });
 */
export async function postFinding(url: string, finding: Finding, pauses: readonly number[] = PAUSES): Promise<void> {
  let why = "";
  for (const pause of pauses) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: toJson(finding, 0),
        signal: AbortSignal.timeout(ALERT_PATIENCE),
      });
      if (response.ok) return;
      why = `it answers with ${response.status}`;
    } catch (error) {
      why = messageOf(error);
    }
  }
  // The address may hold a secret.
  throw new StakespaceError(`The webhook at ${new URL(url).host} did not take the alert: ${why}.`, {
    code: "WEBHOOK_FAILED",
    hint: "The finding stands above; look at it yourself.",
  });
}
