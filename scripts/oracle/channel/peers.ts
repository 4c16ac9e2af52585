import { z } from "zod";

import { postJson, SILENT, type SignedSubmission, signPull, submissionDigest, type Talk } from "#chain";
import { messageOf, StakespaceError } from "#lib";
import { acceptSubmission, type Channel } from "./accept.js";
import { submissionSchema } from "./store.js";

/** The other reporters. */
export interface Peers {
  /** Their endpoints, without a path. */
  readonly urls: readonly string[];
  /** Told of who could not be reached. */
  readonly talk?: Talk | undefined;
}

const givenSchema = z.object({ submissions: z.array(submissionSchema) });

/** Tells the other reporters of a submission. Whoever misses it asks later, see {@link pullSubmissions}. */
export function passOn({ urls, talk = SILENT }: Peers, submission: SignedSubmission): void {
  for (const url of urls) {
    postJson(`${base(url)}/submissions`, submission)
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
  { urls, talk = SILENT }: Peers,
  round: number,
): Promise<number> {
  const { deployment, store, signer } = channel;
  if (urls.length === 0) return 0;
  if (signer === undefined) {
    throw new StakespaceError("Other reporters give their submissions only to a reporter.", {
      code: "NO_KEY",
      hint: "Name a reporter's account.",
    });
  }
  let found = 0;
  for (const url of urls) {
    try {
      const time = channel.now?.() ?? Math.floor(Date.now() / 1000);
      const known = (await store.latest(round)).map((each) => submissionDigest(deployment, each));
      const signature = await signPull(signer, deployment, { round, time });
      const response = await postJson(`${base(url)}/submissions/pull`, { round, time, signature, known });
      if (!response.ok) throw new StakespaceError(`it answers with ${response.status}`);
      const { submissions } = givenSchema.parse(await response.json());
      for (const submission of submissions) found += await takeOne(channel, submission, url, talk);
    } catch (error) {
      talk.say(`${url} gave no submissions: ${messageOf(error)}`);
    }
  }
  return found;
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

function base(url: string): string {
  return url.replace(/\/$/, "");
}
