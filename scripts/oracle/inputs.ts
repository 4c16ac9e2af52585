import { accountWeights } from "#weighting";
import { type Deployment, type Moment, readAccounts, readFilledStakes, readLags, requireLocked } from "#chain";
import { StakespaceError } from "#lib";
import { BUNDLE_FORMAT, type Bundle, type BundleInputs } from "./bundle.js";
import type { OracleConfig } from "./config.js";
import { ChainHistory } from "./history.js";
import { modelNames } from "./modelName.js";
import { PROGRAM } from "./program.js";
import { toShareUnits } from "./quantize.js";
import { nextWindow } from "./uniquenessWindow.js";

/** What the chain gives to a bundle: everything but the files of the round folder. */
export type ChainInputs = Omit<BundleInputs, "files">;

/** What reading a round's inputs takes. */
export interface InputSource {
  readonly deployment: Deployment;
  readonly history: ChainHistory;
  readonly config: OracleConfig;
  /** Finds the last reported round's bundle by its evidence, or throws. */
  readonly previous: (evidence: string) => Promise<Bundle>;
}

/**
 * Reads everything a report needs from the chain: stakes and owners at the lock, account weights from the rounds before, and
 * what the treasury can pay.
 *
 * The stakes may be read at any moment from the lock to the report, because the book is frozen. The treasury is not: everything
 * is read at the moment's block, so that every reporter reads the same.
 *
 * @throws {StakespaceError} `ROUND_NOT_REPORTABLE`, what `previous` throws, or `NOT_SETTLED`, which comes last: it is the one
 * that passes when models are settled.
 */
export async function readChainInputs(source: InputSource, { block, view, parameters }: Moment): Promise<ChainInputs> {
  const { deployment, history, config } = source;
  const { addresses } = deployment;
  requireLocked(view);
  const names = await readNames(source, block.number);
  const evidence = await previousEvidence(source, view.lastReported);
  const before = evidence === null ? [] : (await source.previous(evidence)).models;
  const ids = names.map((_, index) => index + 1);
  await requireSettled(deployment, ids, view.lastReported, block.number);

  const stakes = await readFilledStakes(deployment, ids, block.number);
  const owners = await history.ownersAt(view.locksAt);
  const weights = accountWeights(await history.rowsBefore(view.round), view.round - 1, config.accounts);
  const { held, treasury, burned, rentOwed } = await readAccounts(deployment, block.number);

  return {
    format: BUNDLE_FORMAT,
    program: PROGRAM,
    chainId: deployment.chainId,
    space: addresses.space,
    oracle: addresses.oracle,
    round: view.round,
    block: { number: block.number, hash: block.hash },
    decimals: deployment.token.decimals,
    config,
    reserve: {
      bound: String(held - treasury - burned - rentOwed),
      treasury: String(treasury),
      returnClip: String(parameters.returnClip),
    },
    previous: evidence,
    models: stakes.map((stake, index) => {
      const owner = owners[index]!;
      const last = before[index];
      return {
        name: names[index]!,
        owner,
        stake: String(stake),
        weight: toShareUnits(weights.get(owner) ?? 0, `Weight of account ${owner}`),
        uniquenessBefore:
          last === undefined ? [] : nextWindow(last.uniquenessBefore, last.uniqueness, config.uniquenessRounds),
      };
    }),
  };
}

/** The names of all models that were registered through a block, by id - 1. */
export async function readNames({ history }: InputSource, block: number): Promise<string[]> {
  await history.advance(block);
  return modelNames(history.urisThrough(block));
}

/**
 * The names of all models of a deployment, by id - 1; empty where a model has none.
 *
 * @example
 * import { loadDeployment } from "#chain";
 * import { registeredNames } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * await registeredNames(deployment); // by model id - 1
 */
export async function registeredNames(deployment: Deployment): Promise<string[]> {
  const history = new ChainHistory(deployment);
  const block = await deployment.connection.ethers.provider.getBlockNumber();
  await history.advance(block);
  return modelNames(history.urisThrough(block));
}

/**
 * Whether the bundle that the open round's report continues is there.
 *
 * @throws What `previous` throws.
 */
export async function requirePrevious(source: InputSource, { block, view }: Moment): Promise<void> {
  await source.history.advance(block.number);
  const evidence = await previousEvidence(source, view.lastReported);
  if (evidence !== null) await source.previous(evidence);
}

async function previousEvidence({ deployment, history }: InputSource, lastReported: number): Promise<string | null> {
  if (lastReported === 0) return null;
  const digest = await deployment.contracts.oracle.proposedDigest(lastReported);
  return history.reportOf(digest)?.report.evidence ?? null;
}

/** Track records are made of settlements' events, so all of them have to be there. */
async function requireSettled(
  deployment: Deployment,
  ids: readonly number[],
  lastReported: number,
  blockTag: number,
): Promise<void> {
  const { unsettledModels } = await deployment.contracts.space.roundRecord(lastReported, { blockTag });
  if (unsettledModels === 0n) return;
  // Of a round without a reserve the contract keeps no count.
  const late = (await readLags(deployment, ids, blockTag)).find(
    ({ ticks, settledThrough }) => ticks > 0 && settledThrough < lastReported,
  );
  if (late === undefined) return;
  throw new StakespaceError(
    `Model ${late.model} is settled through round ${late.settledThrough}, the last reported round is ${lastReported}.`,
    { code: "NOT_SETTLED" },
  );
}
