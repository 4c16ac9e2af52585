import type { Signer } from "ethers";

import { readMoment, send, type Sent, SILENT, takesBids } from "#chain";
import { readSubmissions } from "#dataset";
import { StakespaceError } from "#lib";
import type { Bundle } from "./bundle.js";
import { requireNewSubmissions, requireRoundOf } from "./identity.js";
import { type Cosigner, collectSignatures } from "./cosigners.js";
import type { InputSource } from "./inputs.js";
import type { JobOptions } from "./job.js";
import { type Seal, signSeal } from "./sign.js";
import { refusedIn, submissionTree, type SubmissionTree } from "./submissions.js";

/** Somebody who may seal a round, and does so only after reading its submissions himself: `OTHER_SUBMISSIONS` says they differ. */
export type Sealer = Cosigner<Seal>;

/** A round that is sealed. */
export interface SealedRound {
  readonly round: number;
  readonly root: string;
  /** How many models are in it. */
  readonly tree: SubmissionTree;
  /** Nothing when the chain had this seal already. */
  readonly transactions: readonly Sent[];
}

/** The submissions of a folder, as they are sealed. */
export interface HandedIn {
  readonly tree: SubmissionTree;
  readonly root: string;
  /** Names of who handed in, in order of their ids; those whose submission counts as none included. */
  readonly models: readonly string[];
  /** Whose submission counts as none, and why. */
  readonly refused: Bundle["refused"];
  /** What to tell of a folder that does not say which round it is of. */
  readonly warning: string | undefined;
}

/** What sealing takes; the round's folder needs no targets yet. */
export interface SealOptions extends Pick<JobOptions, "folder" | "sender" | "talk"> {
  /** Who is asked to sign, in this order. */
  readonly sealers: readonly Sealer[];
}

/**
 * Seals the submissions of the open round on the chain, so that nobody can hand in after the lock, reporters included. It can be
 * done again until the lock; the last seal counts. The same submissions are not sealed twice.
 *
 * @throws {StakespaceError} `SEALING_CLOSED`, `NO_SUBMISSIONS`, `SIGNATURES_MISSING`, a `DatasetError` for the folder, or what
 * the contract refuses.
 *
 * @example
 * import { loadDeployment, ChainHistory } from "#chain";
 * import { DEFAULT_ORACLE_CONFIG, makeSealer, sealRound } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const source = { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG };
 * const folder = "docs/example/round-01";
 * const [sender, one, two] = await connection.ethers.getSigners();
 * const sealers = [one!, two!].map((signer) => makeSealer(signer, signer.address, source, folder));
 * const { root } = await sealRound(source, { folder, sealers, sender: sender! });
 */
export async function sealRound(source: InputSource, options: SealOptions): Promise<SealedRound> {
  const { deployment } = source;
  const { folder, sealers, sender, talk = SILENT } = options;
  const { view } = await readMoment(deployment);
  if (!takesBids(view) && view.phase !== "Recess") throw sealingClosed(view.round);
  const { tree, root, warning } = await submissionsOf(source, folder);
  if (warning !== undefined) talk.say(warning);
  const { oracle } = deployment.contracts;
  const { round } = view;
  if ((await oracle.sealOf(round)) === root) return { round, root, tree, transactions: [] };
  const seal: Seal = { round, root, sequence: Number(await oracle.nextSealSequence()) };
  const signatures = await collectSignatures("The seal", seal, sealers, Number(await oracle.quorum()));
  const sealing = () => deployment.as(sender).oracle.seal(round, root, signatures);
  return { round, root, tree, transactions: [await send(`Seal round ${round}`, sealing, talk)] };
}

/**
 * A reporter who reads a round's submissions from his own folder and seals what he found, if it is the same.
 *
 * @example
 * import { ChainHistory, loadDeployment } from "#chain";
 * import { DEFAULT_ORACLE_CONFIG, makeSealer } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const source = { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG };
 * const [, one] = await connection.ethers.getSigners();
 * const sealer = makeSealer(one!, one!.address, source, "docs/example/round-01");
 * const signature = await sealer.sign({ round: 1, root: `0x${"00".repeat(32)}`, sequence: 1 });
 */
export function makeSealer(
  signer: Pick<Signer, "signTypedData">,
  address: string,
  source: InputSource,
  folder: string,
): Sealer {
  const { chainId, addresses } = source.deployment;
  return {
    address,
    async sign(seal) {
      const { root } = await submissionsOf(source, folder);
      if (root === seal.root) return signSeal(signer, { chainId, oracle: addresses.oracle }, seal);
      throw new StakespaceError(`${address} has other submissions: their root is ${root}, not ${seal.root}.`, {
        code: "OTHER_SUBMISSIONS",
        hint: "Compare the round folders; seal nothing you do not have.",
      });
    },
  };
}

/**
 * The tree of a folder's submissions, of all models that are registered now.
 *
 * @param through Only models that were registered through this block.
 * @throws {StakespaceError} `NO_SUBMISSIONS`, `OTHER_ROUND`, `SUBMISSIONS_OF_ANOTHER_ROUND`, or a `DatasetError`.
 *
 * @example
 * import { ChainHistory, loadDeployment } from "#chain";
 * import { DEFAULT_ORACLE_CONFIG, submissionsOf } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const source = { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG };
 * const { root, models } = await submissionsOf(source, "docs/example/round-01");
 */
export async function submissionsOf(source: InputSource, folder: string, through?: number): Promise<HandedIn> {
  const { deployment, history } = source;
  const { block, view } = await readMoment(deployment);
  const warning = await requireRoundOf(folder, view.round, source.config);
  const last = through ?? block.number;
  await history.advance(last);
  const names = history.namesThrough(last);
  const submissions = await readSubmissions(folder, names);
  const tree = submissionTree(submissions, names);
  if (tree !== undefined) {
    await requireNewSubmissions(deployment, view, tree.root, folder);
    const handedIn = new Set([...submissions.models, ...submissions.unread.map(({ model }) => model)]);
    const models = names.filter((name) => handedIn.has(name));
    return { tree, root: tree.root, models, refused: refusedIn(submissions, names), warning };
  }
  throw new StakespaceError(`${folder} holds no submission, so there is nothing to seal.`, {
    code: "NO_SUBMISSIONS",
    hint: "A column of predictions is named as a registered model.",
  });
}

function sealingClosed(round: number): StakespaceError {
  return new StakespaceError(`Round ${round} has locked: its submissions cannot be sealed any more.`, {
    code: "SEALING_CLOSED",
    hint: "Seal the next round before it locks; one without a seal can only expire.",
  });
}
