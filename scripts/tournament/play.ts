import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { ChainHistory, type Deployment, travellingClock } from "#chain";
import {
  finishRound,
  type InputSource,
  makeReporter,
  makeSealer,
  type OracleConfig,
  prepareReport,
  proposeRound,
  type PreparedReport,
  sealRound,
} from "#oracle";
import type { Random } from "#lib";
import { Beliefs } from "./beliefs.js";
import { checkConservation, type Conservation } from "./conservation.js";
import { Exchange } from "./exchange.js";
import { startLocalChain, type LocalChain } from "./localChain.js";
import { findingsOf, type Findings } from "./findings.js";
import { linearStake } from "./linearStake.js";
import { lockedBooks, lockedModels, type LockedBooks, type LockedModel } from "./lockedBooks.js";
import { factorOf, halfHeldBy, type RoundLine } from "./roundLine.js";
import type { Tournament } from "./rounds.js";
import { standingsOf, Tally, type Standings } from "./standings.js";
import { bidding, firstStakes, quiet } from "./strategies.js";

/** The treasury begins with this part of all capital, percent. */
const TREASURY_PERCENT = 20n;

/** What playing takes. */
export interface PlayOptions {
  readonly tournament: Tournament;
  readonly config: OracleConfig;
  readonly random: Random;
  /** A folder for bundles, which may be thrown away afterwards. */
  readonly workspace: string;
  /** Told what is going on, in a few words, as often as it changes. */
  readonly onStep?: (step: string) => void;
  /** Waited for; the deployment may be looked at, and left as it is. */
  readonly onRound?: (line: RoundLine, deployment: Deployment) => unknown;
  /** When the chain begins, its time; the same moment each time unless named. */
  readonly genesis?: Date;
  /** Called when the last round is settled, while the chain is still there. */
  readonly onPlayed?: (chain: LocalChain) => Promise<void>;
}

/** How a tournament ended. */
export interface Played {
  readonly rounds: readonly RoundLine[];
  readonly findings: Findings;
  readonly standings: Standings;
  readonly conservation: Conservation;
}

/**
 * Plays a tournament from the first bid to the last settlement, on a chain of its own in this process.
 *
 * @example
 * import { Random } from "#lib";
 * import { DEFAULT_ORACLE_CONFIG } from "#oracle";
 * import { DEFAULT_SIZE, playTournament, syntheticTournament } from "#tournament";
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const workspace = await mkdtemp(join(tmpdir(), "tournament-"));
 * const random = new Random("1");
 * const tournament = syntheticTournament(random, workspace, { ...DEFAULT_SIZE, rounds: 3 });
 * const { standings } = await playTournament({ tournament, config: DEFAULT_ORACLE_CONFIG, random, workspace });
 * const best = standings.accounts[0];
 */
export async function playTournament(options: PlayOptions): Promise<Played> {
  const { tournament, onStep = () => undefined } = options;
  const { population } = tournament;
  onStep("starting a chain");
  const chain = await startLocalChain(population.accounts.length, options.genesis);
  try {
    onStep("registering models");
    const capital = population.accounts.reduce((total, account) => total + account.capital, 0n);
    const exchange = await Exchange.open(chain, population, (capital * TREASURY_PERCENT) / 100n);
    const season = new Season(chain, exchange, options);
    const rounds: RoundLine[] = [];
    for (let round = 1; round <= tournament.rounds; round++) {
      const line = await season.playRound(round);
      rounds.push(line);
      await options.onRound?.(line, chain.deployment);
    }
    onStep("counting every wei");
    await season.close();
    const played = {
      rounds,
      findings: findingsOf(rounds, season.tally.models()),
      standings: standingsOf(exchange, population, season.tally),
      conservation: await checkConservation(chain.deployment, exchange.twin),
    };
    await options.onPlayed?.(chain);
    return played;
  } finally {
    await chain.close();
  }
}

class Season {
  readonly tally = new Tally();
  private readonly chain: LocalChain;
  private readonly exchange: Exchange;
  private readonly options: PlayOptions;
  private readonly beliefs: Beliefs;
  /** Each reporter reads the chain for himself. */
  private readonly histories: readonly ChainHistory[];
  private readonly bundles: string;

  constructor(chain: LocalChain, exchange: Exchange, options: PlayOptions) {
    this.chain = chain;
    this.exchange = exchange;
    this.options = options;
    this.beliefs = new Beliefs(exchange.modelIds.size);
    this.histories = chain.reporters.map(() => new ChainHistory(chain.deployment));
    this.bundles = join(options.workspace, "bundles");
  }

  async playRound(round: number): Promise<RoundLine> {
    const step = (what: string): void => this.options.onStep?.(`round ${round}: ${what}`);
    const clock = travellingClock(this.chain.deployment);
    const { twin } = this.exchange;

    step("bidding");
    await this.everyone(round, "bidding", (turn) => {
      if (round === 1) firstStakes(turn, (model) => this.options.tournament.population.models[model - 1]!.stake);
      else bidding(turn);
    });
    await clock(twin.times.quietFrom);
    step("last raises");
    await this.everyone(round, "quiet", quiet);
    step("sealing");
    const folder = await this.options.tournament.folder(round);
    await this.seal(folder);
    await clock(twin.times.locksAt);
    const locked = lockedModels(this.exchange);

    step("scoring and signing");
    const prepared = await this.report(folder);
    step("settling");
    await this.finish(prepared);
    return { round, ...lockedBooks(locked), ...(await this.outcome(prepared, locked)) };
  }

  /** Sends what was burned to the sink, so that the books end with everything where it belongs. */
  async close(): Promise<void> {
    const { deployment, operator, post } = this.chain;
    const data = deployment.contracts.space.interface.encodeFunctionData("flushBurned");
    await post(operator, deployment.addresses.space, data);
    this.exchange.twin.flushBurned();
  }

  private async everyone(
    round: number,
    phase: string,
    act: (turn: Parameters<typeof bidding>[0]) => void,
  ): Promise<void> {
    const { exchange, beliefs } = this;
    await exchange.watchClock();
    for (const player of exchange.players) {
      const random = this.options.random.fork(`${player.name}, round ${round}, ${phase}`);
      act({ exchange, beliefs, random, player });
    }
    await exchange.settleUp();
  }

  /** What was handed in is sealed before the lock, by two reporters who read it each for himself. */
  private async seal(folder: string): Promise<void> {
    const { deployment, operator } = this.chain;
    const signers = await this.signers();
    await sealRound(this.source(this.histories[0]!), {
      folder,
      sealers: signers.map((signer, place) =>
        makeSealer(signer, signer.address, this.source(this.histories[place]!), folder),
      ),
      sender: await deployment.connection.ethers.getSigner(operator),
    });
  }

  private signers() {
    const { ethers } = this.chain.deployment.connection;
    return Promise.all(this.chain.reporters.map((address) => ethers.getSigner(address)));
  }

  /** The oracle's job as it runs anywhere: two reporters, each with his own reading of the chain, sign before it is posted. */
  private async report(folder: string): Promise<PreparedReport> {
    const { deployment, operator } = this.chain;
    const { ethers } = deployment.connection;
    const signers = await this.signers();
    await mkdir(this.bundles, { recursive: true });
    const { prepared, transactions } = await proposeRound(this.source(this.histories[0]!), {
      folder,
      bundles: this.bundles,
      reporters: (proposal) =>
        signers.map((signer, place) =>
          makeReporter(signer, signer.address, (block) =>
            // The first reporter is the one who proposes: he has just computed it.
            place === 0 ? Promise.resolve(proposal) : prepareReport(this.source(this.histories[place]!), folder, block),
          ),
        ),
      sender: await ethers.getSigner(operator),
      clock: travellingClock(deployment),
    });
    const { round: reported, payoutFactor, maxScore } = prepared.report;
    const call = await this.callAt(transactions.at(-1)!.block);
    this.exchange.twin.holdReport(call, { round: reported, payoutFactor, maxScore, records: prepared.records });
    return prepared;
  }

  private async finish({ report, records }: PreparedReport): Promise<void> {
    const { deployment, operator } = this.chain;
    const { twin, modelIds } = this.exchange;
    const parameters = twin.parameters;
    const { transactions } = await finishRound(deployment, {
      clock: travellingClock(deployment),
      sender: await deployment.connection.ethers.getSigner(operator),
    });
    twin.closeRound(await this.callAt(transactions[0]!.block), report.round);
    twin.settleAll([...modelIds.values()]);
    const { payoutFactor, maxScore } = report;
    this.beliefs.learn({ parameters, payoutFactor, maxScore }, records);
  }

  private async outcome(
    prepared: PreparedReport,
    locked: readonly LockedModel[],
  ): Promise<Omit<RoundLine, keyof LockedBooks | "round">> {
    const history = this.histories[0]!;
    await history.advance(await this.chain.deployment.connection.ethers.provider.getBlockNumber());
    const settled = await history.settledIn(prepared.bundle.round);
    this.tally.add(prepared, locked, settled, this.exchange.twin.parameters.rentFee);
    const { bundle, scores, metaWeights, folder } = prepared;
    const weights = new Map(scores.models.map(({ model }, place) => [model, metaWeights[place]!]));
    const sum = (field: "gain" | "burn" | "rent"): bigint => settled.reduce((total, model) => total + model[field], 0n);
    return {
      payoutFactor: factorOf(prepared.report.payoutFactor),
      metaModelCorr: scores.metaModel.corr,
      halfHeldBy: halfHeldBy(bundle.models, weights),
      ...(await linearStake(folder, bundle.models, locked)),
      rent: sum("rent"),
      paid: sum("gain"),
      burned: sum("burn"),
    };
  }

  private source(history: ChainHistory): InputSource {
    return {
      deployment: this.chain.deployment,
      history,
      config: this.options.config,
    };
  }

  private async callAt(block: number): Promise<{ caller: string; now: number }> {
    const { timestamp } = (await this.chain.deployment.connection.ethers.provider.getBlock(block))!;
    return { caller: this.chain.operator, now: timestamp };
  }
}
