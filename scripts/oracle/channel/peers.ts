import { z } from "zod";

import { postJson, SILENT, type SignedSubmission, signPull, submissionDigest, type Talk, textWithin } from "#chain";
import { messageOf, StakespaceError } from "#lib";
import { acceptSubmission, type Channel, nowOf } from "./accept.js";
import { submissionSchema } from "./store.js";

/** The other reporters. */
export interface Peers {
  /** Their endpoints, without a path. */
  readonly urls: readonly string[];
  /** Told of who could not be reached. */
  readonly talk?: Talk | undefined;
  /** Milliseconds that taking from one of them may take; 20,000 unless named. */
  readonly patience?: number | undefined;
}

/** The most that is read of an answer, bytes: what a reporter gives at once is half of it. */
const MOST_OF_PULL = 64 * 1024 * 1024;
/** Milliseconds that taking from one reporter may take: each submission is looked up on the chain, whatever it is. */
const PATIENCE_WITH_PEER = 20_000;

const givenSchema = z.object({ submissions: z.array(submissionSchema) });

/** Tells the other reporters of a submission. Whoever misses it asks later, see {@link pullSubmissions}. */
export function passOn({ urls, talk = SILENT }: Peers, submission: SignedSubmission): void {
  for (const url of urls) {
    postJson(url, "/submissions", submission)
      .then((response) => {
        if (!response.ok) throw new StakespaceError(`it answers with ${response.status}`);
      })
      .catch((error: unknown) => {
        talk.say(`${url} did not take a submission of model ${submission.modelId}: ${messageOf(error)}`);
      });
  }
}

/**
 * Asks the other reporters for the submissions of a round that are not here, and takes them as if their owners had handed them in:
 * each proves itself. One that cannot be reached, or gives what is refused, is said and left.
 *
 * @returns How many are new here.
 * @throws {StakespaceError} `NO_KEY` without a reporter's key: nobody else is given predictions.
 *
 * @example
 * import { loadDeployment, signerFor } from "#chain";
 * import { pullSubmissions, SubmissionStore } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const channel = {
 *   deployment,
 *   store: new SubmissionStore(deployment, "build/submissions"),
 *   folderOf: () => "docs/example/round-01",
 *   signer: await signerFor(connection, "1"),
 * };
 * const found = await pullSubmissions(channel, { urls: ["https://reporter.example.com"] }, 1);
 */
export async function pullSubmissions(
  channel: Channel,
  { urls, talk = SILENT, patience = PATIENCE_WITH_PEER }: Peers,
  round: number,
): Promise<number> {
  const { signer } = channel;
  if (urls.length === 0) return 0;
  if (signer === undefined) {
    throw new StakespaceError("Other reporters give their submissions only to a reporter.", {
      code: "NO_KEY",
      hint: "Name a reporter's account.",
    });
  }
  let found = 0;
  for (const url of urls) {
    const until = Date.now() + patience;
    try {
      // It gives so much at once; whoever has more is asked again.
      for (let before = -1; found > before;) {
        before = found;
        for (const submission of await given(channel, signer, url, round)) {
          found += await takeOne(channel, submission, url, talk);
          if (Date.now() >= until)
            throw new StakespaceError(`left after ${patience} ms: it is too slow, or has too much`);
        }
      }
    } catch (error) {
      talk.say(`${url} gave no submissions: ${messageOf(error)}`);
    }
  }
  return found;
}

/** What a reporter has and this one has not. */
async function given(
  channel: Channel,
  signer: NonNullable<Channel["signer"]>,
  url: string,
  round: number,
): Promise<readonly SignedSubmission[]> {
  const { deployment, store } = channel;
  const time = nowOf(channel);
  const known = (await store.latest(round)).map((each) => submissionDigest(deployment, each));
  const signature = await signPull(signer, deployment, { round, time });
  const response = await postJson(url, "/submissions/pull", { round, time, signature, known });
  if (!response.ok) throw new StakespaceError(`it answers with ${response.status}`);
  return givenSchema.parse(JSON.parse(await textWithin(response, MOST_OF_PULL))).submissions;
}

async function takeOne(channel: Channel, submission: SignedSubmission, url: string, talk: Talk): Promise<number> {
  try {
    return (await acceptSubmission(channel, submission)).stored === "new" ? 1 : 0;
  } catch (error) {
    if (!(error instanceof StakespaceError)) throw error;
    // Two reporters may well have the same at once, or an older one of each other.
    if (error.code !== "LATER_SUBMISSION") {
      talk.say(`A submission of model ${submission.modelId} from ${url} is refused: ${error.message}`);
    }
    return 0;
  }
}
