import { z } from "zod";

import { messageOf, StakespaceError } from "#lib";
import type { SignedSubmission } from "./message.js";
import { textWithin } from "./textWithin.js";

/** Milliseconds after which an endpoint that says nothing counts as none. */
const HANDOVER_PATIENCE = 20_000;
/** The most that is read of a receipt or a refusal, bytes. */
const MOST_OF_RECEIPT = 64 * 1024;

const receiptSchema = z.object({
  round: z.number(),
  modelId: z.number(),
  submission: z.string(),
  time: z.number(),
  reporter: z.string().nullable(),
  signature: z.string().nullable(),
});

/** What a reporter gives back for a submission: the hash that is going to be sealed, signed where it has its key at hand. */
export type SubmissionReceipt = z.output<typeof receiptSchema>;

const refusalSchema = z.object({ error: z.string(), code: z.string().optional(), hint: z.string().optional() });

/**
 * Hands a submission in at the first endpoint that answers; the reporters pass it on to each other.
 *
 * @param urls Of reporters, without the path.
 * @throws {StakespaceError} What the endpoint refuses it for, with its code; `NO_ENDPOINT` where none answers.
 *
 * @example
 * import { postSubmission, type SignedSubmission } from "#chain";
 *
 * const signed: SignedSubmission = {
 *   round: 1,
 *   modelId: 1,
 *   time: 1_795_640_400,
 *   csv: "id,prediction\nS1,0.2\nS2,0.7\n",
 *   signature: "0x",
 * };
 * const { submission } = await postSubmission(["https://reporter.example.com"], signed);
 */
export async function postSubmission(
  urls: readonly string[],
  submission: SignedSubmission,
): Promise<SubmissionReceipt & { readonly url: string }> {
  const reasons: string[] = [];
  for (const url of urls) {
    let response: Response;
    let text: string;
    try {
      response = await postJson(url, "/submissions", submission);
      text = await textWithin(response, MOST_OF_RECEIPT);
    } catch (error) {
      reasons.push(`${url}: ${messageOf(error)}`);
      continue;
    }
    if (response.ok) {
      const receipt = receiptOf(text);
      if (receipt !== undefined) return { ...receipt, url };
      reasons.push(`${url}: its answer is no receipt`);
      continue;
    }
    // A submission that one refuses all refuse; what is wrong with an endpoint is another one's business.
    if (response.status < 500 && response.status !== 404 && response.status !== 429) throw endpointRefusal(text, url);
    reasons.push(`${url}: it answers with ${response.status}`);
  }
  throw new StakespaceError(`No endpoint took the submission. ${reasons.join("; ")}.`, {
    code: "NO_ENDPOINT",
    hint: "Name the reporters' endpoints with --to, with commas between them.",
  });
}

/**
 * Posts a JSON body to a path of an endpoint, and gives up on who says nothing for 20 s, or wants it sent elsewhere: what is in it is not for everybody.
 *
 * @example
 * import { postJson } from "#chain";
 *
 * const response = await postJson("https://reporter.example.com", "/submissions/pull", { round: 1 });
 */
export function postJson(url: string, path: string, body: unknown): Promise<Response> {
  return fetch(`${url.replace(/\/$/, "")}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    redirect: "error",
    signal: AbortSignal.timeout(HANDOVER_PATIENCE),
  });
}

function receiptOf(text: string): SubmissionReceipt | undefined {
  try {
    return receiptSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What an endpoint refuses something for. */
export function endpointRefusal(text: string, url: string): StakespaceError {
  let refusal: z.output<typeof refusalSchema> = { error: `${url} refused it without saying why.` };
  try {
    refusal = refusalSchema.parse(JSON.parse(text));
  } catch {
    // Something between here and the reporter answered.
  }
  return new StakespaceError(refusal.error, {
    code: refusal.code ?? "SUBMISSION_REFUSED",
    hint: refusal.hint ?? "Nothing was handed in.",
  });
}
