import type { Signer } from "ethers";

import { type Clock, type Deployment, readRoundView, send, type Sent, settleModels, SILENT, type Talk } from "#chain";
import { StakespaceError } from "#lib";
import { bundleFolder, writeBundleFolder } from "./bundleFolder.js";
import { collectSignatures } from "./cosigners.js";
import type { InputSource } from "./inputs.js";
import { requirePayoutFactor } from "./payoutSafety.js";
import { planRound, prepareReport, type PreparedReport, type RoundPlan } from "./prepare.js";
import type { Reporter } from "./reporter.js";
import { submitReport } from "./submit.js";

/** What the oracle's job needs. */
export interface JobOptions {
  /** The round folder. */
  readonly folder: string;
  /** Where bundle folders are kept, one per round. */
  readonly bundles: string;
  /** Who is asked to sign, in this order, knowing the proposal. */
  readonly reporters: (proposal: PreparedReport) => readonly Reporter[];
  /** Who pays for the transactions; anyone. */
  readonly sender: Signer;
  readonly clock: Clock;
  /** What is known already, see {@link planRound}; looked up unless given. */
  readonly plan?: RoundPlan | undefined;
  /** The lowest payout factor that is proposed, 18 decimals; any unless named. */
  readonly minPayoutFactor?: bigint | undefined;
  /** Told about each transaction. */
  readonly talk?: Talk | undefined;
  /** Told what begins now, in a word. */
  readonly onStage?: ((stage: string) => void) | undefined;
}

/** A report that is pending on the chain. */
export interface ProposedRound {
  readonly prepared: PreparedReport;
  readonly bundleFolder: string;
  readonly transactions: readonly Sent[];
}

/** A round that is closed and settled. */
export interface FinishedRound {
  readonly round: number;
  readonly settledModels: readonly number[];
  readonly transactions: readonly Sent[];
}

/**
 * First half of the job: waits for the report window, settles what is behind, scores the round, has the report signed,
 * keeps its bundle and proposes it. Whatever is wrong is found before anything is posted; what is wrong with the folder or the
 * bundle before, also before a local clock is moved, which cannot be moved back.
 *
 * @throws {StakespaceError} `WRONG_CHAIN`, `ROUND_NOT_REPORTABLE`, `TOO_EARLY`, `SIGNATURES_MISSING`, `PAYOUT_FACTOR_LOW`, a
 * `DatasetError` for the folder, or what the contract refuses.
 *
 * @example
 * import { ChainHistory, loadDeployment, patientClock, signerFor } from "#chain";
 * import { bundlesOf, DEFAULT_ORACLE_CONFIG, makeReporter, prepareReport, proposeRound } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const source = { deployment, history: new ChainHistory(deployment), config: DEFAULT_ORACLE_CONFIG };
 * const sender = await signerFor(connection);
 * const folder = "docs/example/round-01";
 * const { prepared } = await proposeRound(source, {
 *   folder,
 *   bundles: bundlesOf(deployment),
 *   reporters: () => [makeReporter(sender, sender.address, (block) => prepareReport(source, folder, block))],
 *   sender,
 *   clock: patientClock(deployment),
 * });
 */
export async function proposeRound(source: InputSource, options: JobOptions): Promise<ProposedRound> {
  const { deployment } = source;
  const { clock, sender, talk = SILENT, onStage = () => undefined } = options;
  onStage("plan");
  const plan = options.plan ?? (await planRound(source, options.folder, clock));
  await clock(plan.moment.view.reportFrom);

  onStage("settle");
  const settled = await settleModels(deployment, sender, undefined, talk);
  onStage("compute");
  const prepared = plan.prepared ?? (await prepareReport(source, options.folder));
  requirePayoutFactor(prepared, options.minPayoutFactor ?? 0n);
  onStage("sign");
  const quorum = Number(await deployment.contracts.oracle.quorum());
  const signatures = await collectSignatures("The report", prepared, options.reporters(prepared), quorum);

  onStage("propose");
  const folder = bundleFolder(options.bundles, prepared.bundle.round);
  const aside = await writeBundleFolder(folder, prepared, signatures);
  if (aside !== undefined) talk.say(`${folder} held another bundle, which is now in ${aside}.`);
  const sent = await submitReport(deployment, sender, prepared, signatures, talk);
  return { prepared, bundleFolder: folder, transactions: [...settled.transactions, ...sent] };
}

/**
 * Second half: waits out the challenge, makes the report final and settles every model with stake.
 *
 * @throws {StakespaceError} `NO_REPORT_PENDING`, `TOO_EARLY`, or what the contract refuses.
 *
 * @example
 * import { loadDeployment, patientClock, signerFor } from "#chain";
 * import { finishRound } from "#oracle";
 * import hre from "hardhat";
 *
 * const connection = await hre.network.getOrCreate("localhost");
 * const deployment = await loadDeployment(connection, { ignitionDir: hre.config.paths.ignition });
 * const sender = await signerFor(connection);
 * const { round } = await finishRound(deployment, { clock: patientClock(deployment), sender });
 */
export async function finishRound(
  deployment: Deployment,
  {
    clock,
    sender,
    talk = SILENT,
    onStage = () => undefined,
  }: Pick<JobOptions, "clock" | "sender" | "talk" | "onStage">,
): Promise<FinishedRound> {
  onStage("finalize");
  const view = await readRoundView(deployment);
  if (view.phase !== "Pending") {
    throw new StakespaceError(`No report is pending for round ${view.round}.`, {
      code: "NO_REPORT_PENDING",
    });
  }
  await clock(view.finalFrom);
  const { oracle } = deployment.as(sender);
  const final = await send(`Finalize round ${view.round}`, () => oracle.finalize(view.round), talk);
  onStage("settle");
  const settled = await settleModels(deployment, sender, undefined, talk);
  return { round: view.round, settledModels: settled.models, transactions: [final, ...settled.transactions] };
}
