import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { type Deployment, type SignedSubmission, submissionDigest, writeWhole } from "#chain";
import { NEVER, roundName, StakespaceError } from "#lib";

/** A key's has 65 bytes; a wallet's of many owners has so many each. Hexadecimal digits. */
const MOST_OF_SIGNATURE = 16_386;
/** More than there are reporters. */
const MOST_VOUCHERS = 64;

/** A signed submission as it comes over HTTP and lies in a store. */
export const submissionSchema = z.strictObject({
  round: z
    .number()
    .int()
    .positive()
    .max(2 ** 32 - 1),
  modelId: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  time: z.number().int().nonnegative().max(NEVER),
  csv: z.string().min(1),
  signature: z
    .string()
    .max(MOST_OF_SIGNATURE)
    .regex(/^0x(?:[0-9a-f]{2})*$/i, "expected bytes as hexadecimal digits"),
  vouchers: z
    .array(z.string().regex(/^0x[0-9a-f]{130}$/i, "expected a signature of 65 bytes"))
    .max(MOST_VOUCHERS)
    .optional(),
});

/** What became of a submission: it is the one that counts, it was that before, or a later one is there. */
export type Stored = "new" | "known" | "older";

/**
 * The latest submission of each model, round by round, one file each: a folder of its own for one deployment. What is in it was
 * signed by an owner, so that anybody can check it again.
 *
 * @example
 * import { loadDeployment } from "#chain";
 * import { SubmissionStore } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const store = new SubmissionStore(deployment, "build/submissions");
 * const submissions = await store.latest(1); // in order of model ids
 */
export class SubmissionStore {
  readonly #deployment: Deployment;
  readonly #folder: string;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(deployment: Deployment, folder: string) {
    this.#deployment = deployment;
    this.#folder = folder;
  }

  /** Keeps a submission unless a later one is there; of two of the same second the one with the larger digest counts. */
  put(submission: SignedSubmission): Promise<Stored> {
    // One after the other, or the earlier of two at once could be written last.
    const done = this.#writing.then(() => this.#put(submission));
    this.#writing = done.catch(() => undefined);
    return done;
  }

  /** A model's submission; undefined where there is none. */
  async get(round: number, modelId: number): Promise<SignedSubmission | undefined> {
    const file = this.#file(round, modelId);
    if (!existsSync(file)) return undefined;
    try {
      return submissionSchema.parse(JSON.parse(await readFile(file, "utf8")));
    } catch (cause) {
      throw new StakespaceError(`${file} is not a submission that was kept here.`, {
        code: "SUBMISSION_UNREADABLE",
        hint: "Remove it; the other reporters have it, too.",
        cause,
      });
    }
  }

  /** A round's submissions in order of model ids. */
  async latest(round: number): Promise<SignedSubmission[]> {
    const folder = this.#roundFolder(round);
    if (!existsSync(folder)) return [];
    const ids = (await readdir(folder)).flatMap((name) => {
      const id = /^model-(\d+)\.json$/.exec(name)?.[1];
      return id === undefined ? [] : [Number(id)];
    });
    const found: SignedSubmission[] = [];
    for (const id of ids.sort((one, other) => one - other)) found.push((await this.get(round, id))!);
    return found;
  }

  async #put(submission: SignedSubmission): Promise<Stored> {
    const before = await this.get(submission.round, submission.modelId);
    if (before !== undefined) {
      const [had, has] = [before, submission].map((each) => submissionDigest(this.#deployment, each));
      if (had === has) return "known";
      if (before.time > submission.time || (before.time === submission.time && had! > has!)) return "older";
    }
    // On the disk before its owner has a receipt.
    writeWhole(this.#file(submission.round, submission.modelId), `${JSON.stringify(submission)}\n`);
    return "new";
  }

  #roundFolder(round: number): string {
    return join(this.#folder, roundName(round));
  }

  #file(round: number, modelId: number): string {
    return join(this.#roundFolder(round), `model-${modelId}.json`);
  }
}
