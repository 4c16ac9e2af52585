import {
  AbiCoder,
  computeAddress,
  concat,
  keccak256,
  SigningKey,
  toUtf8Bytes,
  type ContractTransactionResponse,
  type Signer,
} from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { DAY, DEFAULT_PARAMETERS, encodePages, type ScoreRecord, WAD } from "#twin";
import { SINK } from "../../ignition/system.js";
import type { ModelRegistry, ScoreOracle, StakeSpace, TestToken } from "../../typechain-types/index.js";

type Ethers = NetworkConnection["ethers"];
type Sent = ContractTransactionResponse | Promise<ContractTransactionResponse>;

/** What every round is sealed with. */
const ROOT = keccak256("0x");

/** Of reporters only the keys are needed. */
function reporterKey(i: number): SigningKey {
  return new SigningKey(keccak256(toUtf8Bytes(`reporter ${String(i)}`)));
}

/** What one report cost to post. */
export interface ReportGas {
  readonly seal: bigint;
  readonly page: bigint;
  readonly propose: bigint;
  readonly finalize: bigint;
}

/** A fresh deployment on the built-in chain, and the moves the measurements are made of. */
export class World {
  readonly ethers: Ethers;
  readonly signers: readonly Signer[];
  readonly token: TestToken;
  readonly registry: ModelRegistry;
  readonly oracle: ScoreOracle;
  readonly space: StakeSpace;

  private constructor(
    ethers: Ethers,
    signers: readonly Signer[],
    contracts: { token: TestToken; registry: ModelRegistry; oracle: ScoreOracle; space: StakeSpace },
  ) {
    this.ethers = ethers;
    this.signers = signers;
    this.token = contracts.token;
    this.registry = contracts.registry;
    this.oracle = contracts.oracle;
    this.space = contracts.space;
  }

  /**
   * Deploys everything, registers `models` models, funds the treasury and lets every signer spend.
   *
   * Contract by contract, not through Ignition: zero bytes of an address cost less calldata, so that figures would change with
   * the order in which Ignition happens to deploy.
   */
  static async create(ethers: Ethers, models: number): Promise<World> {
    const signers = await ethers.getSigners();
    const admin = signers[0];
    if (admin === undefined) throw new Error("the built-in chain has no accounts");
    const token = await ethers.deployContract("TestToken");
    const manager = await ethers.deployContract("AccessManager", [await admin.getAddress()]);
    const registry = await ethers.deployContract("ModelRegistry", [manager]);
    const oracle = await ethers.deployContract("ScoreOracle", [manager]);
    const space = await ethers.deployContract("StakeSpace", [
      token,
      registry,
      oracle,
      SINK,
      manager,
      { ...DEFAULT_PARAMETERS },
    ]);
    await oracle.setReporters(
      [0, 1, 2].map((i) => computeAddress(reporterKey(i))),
      2,
    );
    await registry.setStakeSpace(space);
    await oracle.setStakeSpace(space);
    for (const signer of signers) {
      await token.mint(await signer.getAddress(), 10_000_000n * WAD);
      await token.connect(signer).approve(space, 2n ** 256n - 1n);
      await token.connect(signer).approve(registry, 2n ** 256n - 1n);
    }
    await space.fundTreasury(1_000_000n * WAD);
    for (let i = 0; i < models; i++) await registry.register(`model-${String(i)}`, "", WAD);
    return new World(ethers, signers, { token, registry, oracle, space });
  }

  signer(index: number): Signer {
    const signer = this.signers[index];
    if (signer === undefined) throw new Error(`the built-in chain has no account ${String(index)}`);
    return signer;
  }

  /** The gas a transaction used. */
  async gas(sent: Sent): Promise<bigint> {
    const receipt = await (await sent).wait();
    if (receipt === null) throw new Error("the built-in chain gave no receipt");
    return receipt.gasUsed;
  }

  async bid(signer: number, modelId: number, tick: number, tokens: bigint): Promise<bigint> {
    const who = this.signer(signer);
    return this.gas(this.space.connect(who).bid(modelId, tick, tokens * WAD, await who.getAddress()));
  }

  async skip(seconds: number): Promise<void> {
    await this.ethers.provider.send("evm_increaseTime", [seconds]);
    await this.ethers.provider.send("evm_mine", []);
  }

  /** Plays the open round to its end with the same record for each of `models` models. */
  async report(models: number, record: ScoreRecord): Promise<ReportGas> {
    const { space, oracle } = this;
    const status = await space.roundStatus();
    const seal = await this.seal(status.round);
    const latest = await this.ethers.provider.getBlock("latest");
    await this.skip(Number(status.reportFrom) - (latest?.timestamp ?? 0));

    const pages = encodePages(Array.from({ length: models }, () => record));
    const addresses: string[] = [];
    let page = 0n;
    for (const bytes of pages) {
      addresses.push(await oracle.pageAddress(bytes));
      page = await this.gas(oracle.addPage(bytes));
    }
    const codeHashes = pages.map((bytes) => keccak256(concat(["0x00", bytes])));
    const report = {
      round: Number(status.round),
      sheetHash: keccak256(concat(codeHashes)),
      modelCount: models,
      payoutFactor: WAD,
      maxScore: Math.max(0, record.score),
      predictionsRoot: ROOT,
      evidence: keccak256(AbiCoder.defaultAbiCoder().encode(["uint256"], [status.round])),
    };
    const digest = await oracle.digestOf(report);
    const propose = await this.gas(oracle.propose(report, addresses, this.sign(digest)));
    await this.skip(DAY);
    const finalize = await this.gas(oracle.finalize(status.round));
    return { seal, page, propose, finalize };
  }

  /** Signatures of the first two reporters, in whose names nothing is sent. */
  private sign(digest: string): string[] {
    return [0, 1].map((i) => reporterKey(i).sign(digest).serialized);
  }

  private async seal(round: bigint): Promise<bigint> {
    const digest = await this.oracle.sealDigestOf(round, ROOT, await this.oracle.nextSealSequence());
    return this.gas(this.oracle.seal(round, ROOT, this.sign(digest)));
  }
}
