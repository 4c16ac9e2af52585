import { accountWeights } from "#weighting";
import { type Deployment, readParameters, readRound, requireLocked } from "#chain";
import { StakespaceError } from "#lib";
import { BUNDLE_FORMAT, type Bundle, type BundleInputs } from "./bundle.js";
import type { OracleConfig } from "./config.js";
import { ChainHistory } from "./history.js";
import { modelNames } from "./modelName.js";
import { PROGRAM } from "./program.js";
import { toShareUnits } from "./quantize.js";
import { nextWindow } from "./uniquenessWindow.js";

/** Models per call of the lens: a call has a gas limit, too. */
const MODELS_PER_CALL = 25;

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
 * The stakes may be read at any moment from the lock to the report, because the book is frozen. The treasury is not: `block`
 * names the block everything is read at, so that every reporter reads the same.
 *
 * @throws {StakespaceError} `ROUND_NOT_REPORTABLE`, what `previous` throws, or `NOT_SETTLED`, which comes last: it is the one
 * that passes when models are settled.
 */
export async function readChainInputs(source: InputSource, blockTag: number): Promise<ChainInputs> {
  const { deployment, history, config } = source;
  const { contracts, addresses } = deployment;
  const view = await readRound(deployment);
  requireLocked(view);
  const names = await readNames(source, blockTag);
  const evidence = await previousEvidence(source, view.lastReported);
  const before = evidence === null ? [] : (await source.previous(evidence)).models;
  await requireSettled(deployment, view.lastReported);

  const head = (await deployment.connection.ethers.provider.getBlock(blockTag))!;
  const stakes = await filledStakes(deployment, names.length, blockTag);
  const owners = await history.ownersAt(view.locksAt);
  const weights = accountWeights(await history.rowsBefore(view.round), view.round - 1, config.accounts);
  const { held, treasury, burned, rentOwed } = await contracts.space.accounts({ blockTag });
  const { returnClip } = await readParameters(deployment);

  return {
    format: BUNDLE_FORMAT,
    program: PROGRAM,
    chainId: deployment.chainId,
    space: addresses.space,
    oracle: addresses.oracle,
    round: view.round,
    block: { number: head.number, hash: head.hash! },
    decimals: deployment.token.decimals,
    config,
    reserve: {
      bound: String(held - treasury - burned - rentOwed),
      treasury: String(treasury),
      returnClip: String(returnClip),
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
export async function requirePrevious(source: InputSource): Promise<void> {
  const { deployment, history } = source;
  await history.advance(await deployment.connection.ethers.provider.getBlockNumber());
  const evidence = await previousEvidence(source, (await readRound(deployment)).lastReported);
  if (evidence !== null) await source.previous(evidence);
}

async function filledStakes({ contracts, addresses }: Deployment, models: number, blockTag: number): Promise<bigint[]> {
  const found: bigint[] = [];
  for (let first = 1; first <= models; first += MODELS_PER_CALL) {
    const ids = Array.from({ length: Math.min(MODELS_PER_CALL, models - first + 1) }, (_, index) => first + index);
    found.push(...(await contracts.lens.filledStakes(addresses.space, ids, { blockTag })).filled);
  }
  return found;
}

async function previousEvidence({ deployment, history }: InputSource, lastReported: number): Promise<string | null> {
  if (lastReported === 0) return null;
  const digest = await deployment.contracts.oracle.proposedDigest(lastReported);
  return history.reportOf(digest)?.report.evidence ?? null;
}

/** Track records are made of settlements' events, so all of them have to be there. */
async function requireSettled({ contracts }: Deployment, lastReported: number): Promise<void> {
  const { unsettledModels } = await contracts.space.roundRecord(lastReported);
  if (unsettledModels === 0n) return;
  // Of a round without a reserve the contract keeps no count.
  const models = Number(await contracts.registry.modelCount());
  for (let model = 1; model <= models; model++) {
    const { bitmap, settledThrough } = await contracts.space.modelStatus(model);
    if (bitmap === 0n || Number(settledThrough) >= lastReported) continue;
    throw new StakespaceError(
      `Model ${model} is settled through round ${settledThrough}, the last reported round is ${lastReported}.`,
      { code: "NOT_SETTLED", hint: "Settle every model first: npx hardhat settle" },
    );
  }
}
