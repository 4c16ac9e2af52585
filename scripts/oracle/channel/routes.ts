import { z } from "zod";

import { pullerOf, type SignedSubmission, submissionDigest } from "#chain";
import { StakespaceError, schemaWords } from "#lib";
import { type HttpAnswer, jsonAnswer, type Route } from "../http/route.js";
import { acceptSubmission, type Channel, nowOf, vouchFor } from "./accept.js";
import { type Peers, passOn } from "./peers.js";
import { submissionSchema } from "./store.js";

/** How old a request for submissions may be, seconds: one that was overheard is soon worth nothing. */
const FRESH = 300;

const pullSchema = z.strictObject({
  round: z.number().int().positive(),
  time: z.number().int().nonnegative(),
  signature: z.string(),
  /** Digests of what the asking reporter has. */
  known: z.array(z.string()).max(100_000),
});

/** Whoever has not all of them then asks again, and names what he has. */
const MOST_AT_ONCE = 32 * 1024 * 1024;

/** Errors that are nobody's fault who asks: another endpoint, or a later moment, may do. */
const NOT_NOW: readonly string[] = ["ROUND_NOT_READY", "SUBMISSION_UNREADABLE"];

/**
 * What a reporter answers about submissions, for any HTTP server: `POST /submissions` takes one and gives a receipt, `POST
 * /submissions/voucher` vouches for one of a contract that owns a model, `POST /submissions/pull` gives those of a round to whoever
 * proves to be a reporter of the deployment. Predictions are given to nobody else. Undefined for every other path.
 *
 * @param peers Who is told of a submission that is new.
 *
 * @example
 * import { loadDeployment } from "#chain";
 * import { SubmissionStore, submissionRoutes } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const store = new SubmissionStore(deployment, "build/submissions");
 * const route = submissionRoutes({ deployment, store, folderOf: () => "docs/example/round-01" }, { urls: [] });
 * const asked = { method: "POST", path: "/submissions", query: new URLSearchParams(), body: "{}" };
 * const answer = await route(asked);
 */
export function submissionRoutes(channel: Channel, peers: Peers): Route {
  return async ({ method, path, body }) => {
    const answer = answers.get(path);
    if (answer === undefined) return undefined;
    if (method !== "POST") return jsonAnswer(405, { error: "Only POST is answered here." });
    try {
      return await answer(channel, peers, body);
    } catch (error) {
      if (!(error instanceof StakespaceError)) throw error;
      const status = NOT_NOW.includes(error.code ?? "") ? 503 : 422;
      return jsonAnswer(status, { error: error.message, code: error.code, hint: error.hint });
    }
  };
}

type Answer = (channel: Channel, peers: Peers, body: string) => Promise<HttpAnswer>;

const answers: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ["/submissions", take],
  ["/submissions/voucher", vouch],
  ["/submissions/pull", (channel, _peers, body) => give(channel, body)],
]);

async function vouch(channel: Channel, _peers: Peers, body: string): Promise<HttpAnswer> {
  return jsonAnswer(200, { voucher: await vouchFor(channel, parse(submissionSchema, body)) });
}

async function take(channel: Channel, peers: Peers, body: string): Promise<HttpAnswer> {
  const submission = parse(submissionSchema, body);
  const { stored, receipt } = await acceptSubmission(channel, submission);
  // Only what is new goes on, or it would go round for ever.
  if (stored === "new") passOn(peers, submission);
  return jsonAnswer(200, receipt);
}

async function give(channel: Channel, body: string): Promise<HttpAnswer> {
  const { deployment, store, mostAtOnce = MOST_AT_ONCE } = channel;
  const { round, time, signature, known } = parse(pullSchema, body);
  const puller = pullerOf(deployment, { round, time }, signature);
  const reporters = await deployment.contracts.oracle.reporters();
  if (puller === undefined || !reporters.includes(puller)) {
    return jsonAnswer(403, {
      error: "Submissions are given to reporters of this deployment only.",
      code: "NOT_A_REPORTER",
    });
  }
  const clock = nowOf(channel);
  if (Math.abs(clock - time) > FRESH) {
    return jsonAnswer(403, {
      error: `The request is ${Math.abs(clock - time)} s old or early.`,
      code: "REQUEST_STALE",
    });
  }
  const has = new Set(known);
  const missing = (await store.latest(round)).filter((each) => !has.has(submissionDigest(deployment, each)));
  return jsonAnswer(200, { submissions: fitting(missing, mostAtOnce) });
}

/** As many as go into one answer, at least the first. */
function fitting(submissions: readonly SignedSubmission[], most: number): readonly SignedSubmission[] {
  let size = 0;
  const past = submissions.findIndex(({ csv }, place) => (size += csv.length) > most && place > 0);
  return past < 0 ? submissions : submissions.slice(0, past);
}

function parse<S extends z.ZodTypeAny>(schema: S, body: string): z.output<S> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (cause) {
    throw new StakespaceError("The body is not JSON.", { code: "BAD_REQUEST", cause });
  }
  const parsed = schema.safeParse(json, { errorMap: schemaWords });
  if (parsed.success) return parsed.data as z.output<S>;
  const issue = parsed.error.issues[0]!;
  throw new StakespaceError(`${issue.path.join(".")}: ${issue.message}.`, { code: "BAD_REQUEST" });
}
