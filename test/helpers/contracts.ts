import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { Result } from "ethers";
import { network } from "hardhat";

import { GOVERNOR_ROLE, GUARDIAN_ROLE, ROLE_FUNCTIONS } from "../../ignition/roles.js";
import { SINK } from "../../ignition/system.js";
import { DAY, DEFAULT_PARAMETERS, type Parameters, RECESS } from "#twin";
import type {
  AccessManager,
  ModelRegistry,
  ParameterBounds,
  ScoreOracle,
  StakeSpace,
  StakeSpaceLens,
  TestToken,
  UnrulyToken,
} from "../../typechain-types/index.js";

/** One chain for all contract tests: each test starts from a snapshot that its fixture left. */
export const connection = await network.create();
export const { ethers, networkHelpers } = connection;
export const { time } = networkHelpers;

/** What a fixture left, made by running it or from its snapshot. */
export function loadFixture<T>(fixture: () => Promise<T>): Promise<T> {
  return networkHelpers.loadFixture(fixture);
}

interface Deployable {
  readonly AccessManager: AccessManager;
  readonly ModelRegistry: ModelRegistry;
  readonly ParameterBounds: ParameterBounds;
  readonly ScoreOracle: ScoreOracle;
  readonly StakeSpace: StakeSpace;
  readonly StakeSpaceLens: StakeSpaceLens;
  readonly TestToken: TestToken;
  readonly UnrulyToken: UnrulyToken;
}

/** Deploys what the build made: the factories among the generated types carry code of their own, without coverage. */
export async function deploy<Name extends keyof Deployable>(
  name: Name,
  args: readonly unknown[] = [],
): Promise<Deployable[Name]> {
  return (await ethers.deployContract(name, [...args])) as unknown as Deployable[Name];
}

/** The fields of a struct that a contract returned, by name. */
export function fieldsOf(struct: readonly unknown[]): Record<string, unknown> {
  return (struct as unknown as Result).toObject() as Record<string, unknown>;
}

export type Signer = HardhatEthersSigner;

export { DAY, RECESS };
export { SINK };
/** Shares of the first token wei of a pool. */
export const SHARES = 1_000_000n;

/** Token wei of a number of tokens with up to 18 decimals. */
export function tokens(amount: string | number): bigint {
  return ethers.parseEther(String(amount));
}

/** The ERC-6909 id of a model's position at a tick. */
export function positionId(modelId: bigint | number, tick: bigint | number): bigint {
  return (BigInt(modelId) << 8n) | BigInt(tick);
}

/** Everybody who takes part; no two are the same. */
export interface Actors {
  readonly admin: Signer;
  readonly governor: Signer;
  readonly guardian: Signer;
  /** Owns the first model. */
  readonly owner: Signer;
  readonly alice: Signer;
  readonly bob: Signer;
  readonly carol: Signer;
  /** Has no role, no stake and no tokens. */
  readonly stranger: Signer;
  readonly reporters: readonly [Signer, Signer, Signer];
}

/** A deployment. Its contracts act for the admin until they are connected to somebody else. */
export interface World<Token = TestToken> extends Actors {
  readonly token: Token;
  readonly manager: AccessManager;
  readonly registry: ModelRegistry;
  readonly oracle: ScoreOracle;
  readonly space: StakeSpace;
}

async function actors(): Promise<Actors> {
  const [admin, governor, guardian, owner, alice, bob, carol, stranger, ...reporters] = await ethers.getSigners();
  return {
    admin: admin!,
    governor: governor!,
    guardian: guardian!,
    owner: owner!,
    alice: alice!,
    bob: bob!,
    carol: carol!,
    stranger: stranger!,
    reporters: [reporters[0]!, reporters[1]!, reporters[2]!],
  };
}

/**
 * Contract by contract: tests do this some hundred times, through Ignition each would take six times as long, and the
 * deployer stays admin on any token. What users deploy, `deployStakespace`, has tests of its own in test/chain.
 */
async function deployOn<Token extends TestToken | UnrulyToken>(
  token: Token,
  parameters: Parameters,
): Promise<World<Token>> {
  const people = await actors();
  const { admin, governor, guardian, reporters } = people;
  const manager = await deploy("AccessManager", [admin]);
  const registry = await deploy("ModelRegistry", [manager]);
  const oracle = await deploy("ScoreOracle", [manager]);
  const space = await deploy("StakeSpace", [token, registry, oracle, SINK, manager, parameters]);
  await oracle.setReporters([...reporters], 2);
  await registry.setStakeSpace(space);
  await oracle.setStakeSpace(space);

  await manager.setTargetFunctionRole(space, [...ROLE_FUNCTIONS.governorSpace], GOVERNOR_ROLE);
  await manager.setTargetFunctionRole(oracle, [...ROLE_FUNCTIONS.governorOracle], GOVERNOR_ROLE);
  await manager.setTargetFunctionRole(registry, [...ROLE_FUNCTIONS.governorRegistry], GOVERNOR_ROLE);
  await manager.setTargetFunctionRole(space, [...ROLE_FUNCTIONS.guardianSpace], GUARDIAN_ROLE);
  await manager.setTargetFunctionRole(oracle, [...ROLE_FUNCTIONS.guardianOracle], GUARDIAN_ROLE);
  await manager.grantRole(GOVERNOR_ROLE, governor, 0);
  await manager.grantRole(GUARDIAN_ROLE, guardian, 0);

  for (const holder of [admin, people.owner, people.alice, people.bob, people.carol]) {
    await token.mint(holder, tokens(10_000));
    await token.connect(holder).approve(space, ethers.MaxUint256);
    await token.connect(holder).approve(registry, ethers.MaxUint256);
  }
  return { ...people, token, manager, registry, oracle, space };
}

// ------------------------------------------------------------------------------------------------------------ Fixtures

/** Round 1 is open; no models, no treasury. Admin, owner, alice, bob and carol have 10,000 tokens each, approved. */
export async function deployed(): Promise<World> {
  return deployOn(await deploy("TestToken"), DEFAULT_PARAMETERS);
}

/** {@link deployed} with a token that misbehaves as it is told. */
export async function deployedOnUnrulyToken(): Promise<World<UnrulyToken>> {
  return withModel(await deployOn(await deploy("UnrulyToken"), DEFAULT_PARAMETERS));
}

/** Model 1 belongs to the owner, and has a limit of 100 tokens in round 1; 1,000 tokens are in the treasury. */
export async function opened(): Promise<World> {
  return withModel(await deployed());
}

/** {@link opened}, with alice's 60 tokens at tick 16 (0.032 %) and bob's 60 at tick 1 (0.017 %), who gets 40 filled. */
export async function booked(): Promise<World> {
  const world = await opened();
  await bidFor(world, world.alice, 1, 16, tokens(60));
  await bidFor(world, world.bob, 1, 1, tokens(60));
  return world;
}

async function withModel<Token extends TestToken | UnrulyToken>(world: World<Token>): Promise<World<Token>> {
  await world.registry.connect(world.owner).register("model-1", "ipfs://model-1", ethers.MaxUint256);
  await world.space.fundTreasury(tokens(1_000));
  return world;
}

/** A bid of somebody's own tokens for themselves. */
export async function bidFor(
  { space }: Pick<World, "space">,
  bidder: Signer,
  modelId: number,
  tick: number,
  assets: bigint,
): Promise<void> {
  await space.connect(bidder).bid(modelId, tick, assets, bidder);
}

// ---------------------------------------------------------------------------------------------------------------- Time

/** The boundaries of the open round, unix seconds. */
export interface Schedule {
  readonly opensAt: number;
  readonly quietFrom: number;
  readonly locksAt: number;
  readonly reportFrom: number;
  readonly reportBy: number;
  /** When the pending report may be made final. */
  readonly finalFrom: number;
}

/** Reads the boundaries of the open round. */
export async function scheduleOf({ space }: Pick<World, "space">): Promise<Schedule> {
  const { opensAt, locksAt, reportFrom, reportBy, proposedAt } = await space.roundStatus();
  const { quietPeriod, challengePeriod } = await space.parameters();
  return {
    opensAt: Number(opensAt),
    quietFrom: Number(locksAt - quietPeriod),
    locksAt: Number(locksAt),
    reportFrom: Number(reportFrom),
    reportBy: Number(reportBy),
    finalFrom: Number(proposedAt + challengePeriod),
  };
}

/** Gives the next transaction this time, unix seconds. */
export async function at(timestamp: number): Promise<void> {
  await time.setNextBlockTimestamp(timestamp);
}

/** Expires the open round at the first moment it can be. */
export async function expire(world: Pick<World, "space">): Promise<void> {
  await at((await scheduleOf(world)).reportBy);
  await world.space.expireRound();
}

/** Expires rounds, ending each recess at once, until `count` have passed. */
export async function missRounds(world: World, count: number): Promise<void> {
  for (let i = 0; i < count; ++i) {
    await expire(world);
    if ((await world.space.roundStatus()).locksAt === BigInt(RECESS))
      await world.space.connect(world.governor).resume();
  }
}

/** Expires rounds until the open one is in recess. */
export async function reachRecess(world: World): Promise<void> {
  await missRounds(world, 2);
  await expire(world);
}

/** Somebody who can send transactions as a contract. */
export async function impersonate(contract: { getAddress(): Promise<string> }): Promise<Signer> {
  const address = await contract.getAddress();
  await networkHelpers.impersonateAccount(address);
  await networkHelpers.setBalance(address, ethers.parseEther("1"));
  return ethers.getSigner(address);
}

let named = 0;

/** A name that no model has yet. */
export function newName(): string {
  named += 1;
  return `another-${named}`;
}

/** The storage slot of the registry's count of models, behind ERC721's six and the authority's. */
const MODEL_COUNT_SLOT = 8;

/** Makes the next model's id one more than `count`, for what would take too many registrations. */
export async function setModelCount(registry: ModelRegistry, count: bigint): Promise<void> {
  await networkHelpers.setStorageAt(await registry.getAddress(), MODEL_COUNT_SLOT, count);
  if ((await registry.modelCount()) !== count) throw new Error(`Slot ${MODEL_COUNT_SLOT} is not the count's.`);
}

/** The storage slot of the gate, which is the first, and where its round lies in it. */
const GATE_SLOT = 0;
const ROUND_SHIFT = 232n;

/** Makes a round the open one, for what would take too many of them. Those before it count as never reported. */
export async function setRound(space: StakeSpace, round: number): Promise<void> {
  const address = await space.getAddress();
  const gate = BigInt(await ethers.provider.getStorage(address, GATE_SLOT));
  const before = (await space.roundStatus()).round;
  await networkHelpers.setStorageAt(address, GATE_SLOT, gate + ((BigInt(round) - before) << ROUND_SHIFT));
  if ((await space.roundStatus()).round !== BigInt(round)) throw new Error(`Slot ${GATE_SLOT} is not the gate's.`);
}
