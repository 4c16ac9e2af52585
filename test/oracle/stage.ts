import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { network } from "hardhat";
import { MaxUint256 } from "ethers";

import type { HardhatConnection } from "../../scripts/chain/deployOptions.js";
import { ChainHistory, deployStakespace, type Deployment } from "../../scripts/chain/index.js";
import { WAD } from "../../scripts/twin/units.js";
import { Random } from "../../scripts/lib/random.js";
import { writeIdentity } from "../../scripts/dataset/index.js";
import { travellingClock } from "../../scripts/chain/clock.js";
import {
  DEFAULT_ORACLE_CONFIG,
  type InputSource,
  type JobOptions,
  makeReporter,
  makeSealer,
  prepareReport,
  type Reporter,
  type SealedRound,
  sealRound,
} from "../../scripts/oracle/index.js";
import type { ModelSpec } from "../../scripts/tournament/population.js";
import { SyntheticMarket } from "../../scripts/tournament/syntheticMarket.js";

type Signer = Awaited<ReturnType<Deployment["connection"]["ethers"]["getSigner"]>>;

export const MODELS = ["alpha", "beta", "gamma", "delta"];

/** Says again what a folder is made of, after a change that its maker meant. */
export function identify(folder: string, round = 1): Promise<void> {
  return writeIdentity(folder, { tournament: "an invented market", round });
}

/** A deployment with four models of two accounts, stake on each, a funded treasury, and round folders to report. */
export interface Stage {
  readonly deployment: Deployment;
  readonly operator: Signer;
  readonly owners: readonly [Signer, Signer];
  readonly reporters: readonly Signer[];
  /** Temporary; removed by {@link Stage.remove}. */
  readonly folder: string;
  readonly bundles: string;
  source(change?: Partial<InputSource>): InputSource;
  /** Reporters who recompute from a round folder, the first three by default. */
  reportersOn(round: string, who?: readonly Signer[]): Reporter[];
  job(round: string, change?: Partial<JobOptions>): JobOptions;
  writeRound(name: string): Promise<string>;
  /** Seals the open round with the submissions of a round folder. */
  seal(round: string): Promise<SealedRound>;
  /** Asks the node. */
  rpc(method: string, params?: unknown[]): Promise<unknown>;
  /** Does something, and undoes on the chain what it did. */
  undone<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Moves to a moment. */
  reach(moment: bigint | number): Promise<void>;
  remove(): void;
}

/** Sets the stage. Models 1 and 2 belong to the first owner, 3 and 4 to the second, who is also the largest staker. */
export async function setStage(given?: HardhatConnection): Promise<Stage> {
  const connection = given ?? (await network.create());
  const deployment = await deployStakespace(connection);
  const signers = await connection.ethers.getSigners();
  const [operator, owners, reporters] = [signers[0]!, [signers[5]!, signers[6]!] as const, signers.slice(1, 4)];
  for (const [place, owner] of [...owners, operator].entries()) {
    const { token, registry, space } = deployment.as(owner);
    await token.mint(owner.address, 10_000n * WAD);
    await token.approve(deployment.addresses.space, MaxUint256);
    await token.approve(deployment.addresses.registry, MaxUint256);
    if (place === 2) {
      await space.fundTreasury(1_000n * WAD);
      continue;
    }
    for (const name of MODELS.slice(2 * place, 2 * place + 2)) await registry.register(name, "", MaxUint256);
  }
  for (const model of [1, 2, 3, 4]) {
    await deployment.as(owners[0]).space.bid(model, 40, 30n * WAD, owners[0].address);
    await deployment.as(owners[1]).space.bid(model, 20, 40n * BigInt(model) * WAD, owners[1].address);
  }

  const folder = mkdtempSync(join(tmpdir(), "oracle-"));
  const bundles = join(folder, "bundles");
  const specs = MODELS.map((name): ModelSpec => ({ name, account: "", family: "blend", stake: 0n }));
  const market = new SyntheticMarket(new Random("stage"), specs, 40);
  const source = (change: Partial<InputSource> = {}): InputSource => ({
    deployment,
    history: new ChainHistory(deployment),
    config: DEFAULT_ORACLE_CONFIG,
    ...change,
  });
  const rpc = (method: string, params: unknown[] = []): Promise<unknown> =>
    connection.provider.request({ method, params });
  const reportersOn = (round: string, who: readonly Signer[] = reporters): Reporter[] =>
    who.map((signer) => makeReporter(signer, signer.address, (block) => prepareReport(source(), round, block)));
  return {
    deployment,
    operator,
    owners,
    reporters,
    folder,
    bundles,
    source,
    reportersOn,
    job: (round, change = {}) => ({
      folder: round,
      bundles,
      reporters: () => reportersOn(round),
      sender: operator,
      clock: travellingClock(deployment),
      ...change,
    }),
    async writeRound(name) {
      const round = join(folder, name);
      await market.writeRound(round);
      return round;
    },
    seal: (round) =>
      sealRound(source(), {
        folder: round,
        sealers: reporters.map((signer) => makeSealer(signer, signer.address, source(), round)),
        sender: operator,
      }),
    rpc,
    async undone(work) {
      const before = await rpc("evm_snapshot");
      try {
        return await work();
      } finally {
        await rpc("evm_revert", [before]);
      }
    },
    reach: (moment) => travellingClock(deployment)(Number(moment)),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** The chain before each test is the one that `before` left: nothing that a test did stays. Removes the stage at the end. */
export function keepStage(stageOf: () => Stage): void {
  let snapshot: unknown;
  beforeEach(async () => {
    snapshot = await stageOf().rpc("evm_snapshot");
  });
  afterEach(async () => {
    await stageOf().rpc("evm_revert", [snapshot]);
  });
  after(() => {
    stageOf().remove();
  });
}
