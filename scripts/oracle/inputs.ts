import { ZeroHash } from "ethers";

import {
  type ChainHistory,
  type Deployment,
  type ModelLag,
  type Moment,
  readAccounts,
  readFilledStakes,
  readLags,
  requireLocked,
  type RoundView,
  takesBids,
} from "#chain";
import { StakespaceError } from "#lib";
import { accountWeights, NO_RECORD } from "#weighting";
import { BUNDLE_FORMAT, type Bundle } from "./bundle.js";
import type { OracleConfig } from "./config.js";
import { programIdentity } from "./program.js";
import { toShareUnits } from "./quantize.js";
import { isNewAccount, limitTerms, recordsBefore } from "./records.js";

/** What the chain gives to a bundle: everything but what the round folder gives. */
export type ChainInputs = Omit<Bundle, "files" | "refused">;

/** What reading a round's inputs takes. */
export interface InputSource {
  readonly deployment: Deployment;
  readonly history: ChainHistory;
  readonly config: OracleConfig;
}

/**
 * Reads everything a report needs from the chain: stakes and accounts at the lock, records and account weights from the rounds
 * before, and what the treasury can pay. Nothing but the chain is needed: a lost bundle stops nobody.
 *
 * The stakes may be read at any moment from the lock to the report, because the book is frozen. The treasury is not: everything
 * is read at the moment's block, so that every reporter reads the same.
 *
 * @throws {StakespaceError} `ROUND_NOT_REPORTABLE`, `ROUND_NOT_SEALED`, or `NOT_SETTLED`, which comes last: it is the one that
 * passes when models are settled.
 */
export async function readChainInputs(source: InputSource, moment: Moment): Promise<ChainInputs> {
  const { block, view, parameters } = moment;
  const { deployment, history, config } = source;
  const { addresses, contracts, token } = deployment;
  requireLocked(view);
  const at = { blockTag: block.number };
  const predictionsRoot = await readSeal(deployment, moment);
  await history.advance(block.number);
  const count = Number(await contracts.registry.modelCountAtLock(at));
  const names = history.namesThrough(block.number).slice(0, count);
  const ids = names.map((_, index) => index + 1);
  const lags = await readLags(deployment, ids, block.number);
  requireSettled(lags, view.lastReported);

  const stakes = await readStakes(deployment, lags, block.number);
  const accounts = await history.accountsAtLock(view.round);
  const before = await recordsBefore(history, view.round, config.limits, token.decimals);
  const weights = accountWeights(before.rows, view.round - 1, config.accounts);
  const { held, treasury, burned, rentOwed } = await readAccounts(deployment, block.number);

  return {
    format: BUNDLE_FORMAT,
    program: await programIdentity(),
    chainId: deployment.chainId,
    space: addresses.space,
    oracle: addresses.oracle,
    round: view.round,
    block: { number: block.number, hash: block.hash },
    decimals: token.decimals,
    config,
    reserve: {
      bound: String(held - treasury - burned - rentOwed),
      treasury: String(treasury),
      returnClip: String(parameters.returnClip),
    },
    predictionsRoot,
    terms: limitTerms(parameters, token.decimals),
    scale: before.limits.scale ?? null,
    models: names.map((name, index) => {
      const account = accounts[index] ?? null;
      const memory = before.limits.models[index];
      const weight = account === null ? 0 : (weights.get(account) ?? 0);
      return {
        name,
        account,
        stake: String(stakes[index]!),
        weight: toShareUnits(weight, `Weight of account ${account}`),
        newAccount: isNewAccount(before.accounts, index, account),
        record: { ...(memory?.record ?? NO_RECORD) },
        baseShare: memory?.baseShare ?? null,
      };
    }),
  };
}

/**
 * The root the open round is sealed with.
 *
 * @throws {StakespaceError} `ROUND_NOT_SEALED`.
 */
export async function readSeal({ contracts }: Deployment, { block, view }: Moment): Promise<string> {
  const root = await contracts.oracle.sealOf(view.round, { blockTag: block.number });
  if (root === ZeroHash) throw notSealed(view);
  return root;
}

/** Filled stake by model id - 1, token wei. Only models with stake are asked for: most of a tournament has none. */
async function readStakes(deployment: Deployment, lags: readonly ModelLag[], blockTag: number): Promise<bigint[]> {
  const staked = lags.filter(({ ticks }) => ticks > 0).map(({ model }) => model);
  const filled = await readFilledStakes(deployment, staked, blockTag);
  const stakes = lags.map(() => 0n);
  for (const [place, model] of staked.entries()) stakes[model - 1] = filled[place]!;
  return stakes;
}

/** Track records are made of settlements' events, so all of them have to be there. */
function requireSettled(lags: readonly ModelLag[], lastReported: number): void {
  const late = lags.find(({ ticks, settledThrough }) => ticks > 0 && settledThrough < lastReported);
  if (late === undefined) return;
  throw new StakespaceError(
    `Model ${late.model} is settled through round ${late.settledThrough}, the last reported round is ${lastReported}.`,
    { code: "NOT_SETTLED" },
  );
}

function notSealed(view: RoundView): StakespaceError {
  if (takesBids(view)) {
    return new StakespaceError(`Round ${view.round} is not sealed yet, and without a seal it can never be reported.`, {
      code: "ROUND_NOT_SEALED",
      hint: "Have its submissions sealed before it locks.",
    });
  }
  return new StakespaceError(`Round ${view.round} was not sealed before its lock, so it cannot be reported.`, {
    code: "ROUND_NOT_SEALED",
    hint: "It can only expire, without gain or loss for anybody; see to it that the next round is sealed in time.",
  });
}
