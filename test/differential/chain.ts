import { concat, getBytes, hexlify, id, Interface, keccak256, toBeHex, Wallet, type Fragment } from "ethers";
import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";
import type { EthereumProvider } from "hardhat/types/providers";

import { encodePages, hashOf, type Parameters, type ReportedScores } from "#twin";
import {
  ModelRegistry__factory,
  ParameterBounds__factory,
  ScoreOracle__factory,
  StakeSpace__factory,
  TestToken__factory,
} from "../../typechain-types/index.js";
import type { Action, Answer } from "./actions.js";

/** Nobody's. */
export const SINK_ADDRESS = "0x000000000000000000000000000000000000dEaD";

/** When round 1 of every game opens, unix seconds: the same in every replay, and ahead of a new chain's clock. */
export const OPENS_AT = 4_000_000_000;

/** What every transaction may use, just below the most the chain allows. */
const GAS = toBeHex(16_700_000);

/** Tokens each player begins with: no game runs out of them. */
export const WEALTH = 2n ** 128n;

const space: Interface = StakeSpace__factory.createInterface();
const oracle: Interface = ScoreOracle__factory.createInterface();
const registry: Interface = ModelRegistry__factory.createInterface();
const token: Interface = TestToken__factory.createInterface();

/** Everything a transaction can be refused with, errors of libraries and inner contracts included. */
const errors = new Interface(
  [
    ModelRegistry__factory,
    ParameterBounds__factory,
    ScoreOracle__factory,
    StakeSpace__factory,
    TestToken__factory,
  ].flatMap((factory) => factory.createInterface().fragments.filter((fragment: Fragment) => fragment.type === "error")),
);

/** Named so that the chain is not asked for one: 10 gwei, above the base fee of an idle chain. */
const GAS_PRICE = toBeHex(10n ** 10n);

/** Two of these sign. */
const REPORTERS = ["1", "2", "3"].map((name) => new Wallet(id(`reporter ${name}`)));
const QUORUM = 2;

/** Where the contracts of one game are. */
interface Places {
  readonly token: string;
  readonly registry: string;
  readonly oracle: string;
  readonly space: string;
}

/** A getter of the stake space and what it should answer, by the names of its outputs ("0" for one without a name). */
export interface Reading {
  readonly getter: string;
  readonly args: readonly unknown[];
  readonly expected: Readonly<Record<string, unknown>>;
}

/** The contracts as one side of a game: real transactions at given moments, real signatures of reporters. */
export class ChainSide {
  private readonly provider: EthereumProvider;
  private readonly places: Places;
  private readonly admin: string;
  private readonly calldata = new Map<string, string>();
  private readonly foundRight = new Map<string, string>();
  private reports = 0;

  private constructor(provider: EthereumProvider, places: Places, admin: string) {
    this.provider = provider;
    this.places = places;
    this.admin = admin;
  }

  /**
   * Deploys everything, with the deployer as governor and guardian, and gives the players tokens and allowances.
   *
   * @param connection A chain in this process that allows blocks with the same timestamp.
   */
  static async deploy(
    connection: { ethers: HardhatEthers; provider: EthereumProvider },
    parameters: Parameters,
    players: readonly string[],
  ): Promise<ChainSide> {
    const { ethers, provider } = connection;
    const [admin] = await ethers.getSigners();
    if (admin === undefined) throw new Error("The chain has no accounts.");
    const stake = await ethers.deployContract("TestToken");
    const manager = await ethers.deployContract("AccessManager", [admin]);
    const models = await ethers.deployContract("ModelRegistry", [manager]);
    const scores = await ethers.deployContract("ScoreOracle", [manager]);
    await provider.request({ method: "evm_setNextBlockTimestamp", params: [OPENS_AT] });
    const stakes = await ethers.deployContract("StakeSpace", [
      stake,
      models,
      scores,
      SINK_ADDRESS,
      manager,
      parameters,
    ]);
    const places: Places = {
      token: await stake.getAddress(),
      registry: await models.getAddress(),
      oracle: await scores.getAddress(),
      space: await stakes.getAddress(),
    };
    const side = new ChainSide(provider, places, admin.address);
    await side.prepare(players);
    return side;
  }

  /** Does what it is asked at a moment, or says why not. */
  async perform(action: Action, now: number): Promise<Answer> {
    return this.send(await this.transactionOf(action, now), now);
  }

  /** What each account has of the token, wei. */
  async tokensOf(accounts: readonly string[]): Promise<bigint[]> {
    return Promise.all(
      accounts.map(async (account) =>
        BigInt(await this.call(this.places.token, token.encodeFunctionData("balanceOf", [account]))),
      ),
    );
  }

  /** Where the stake space is. */
  get address(): string {
    return this.places.space;
  }

  /** The readings that were not answered as they should have been, in words. */
  async differences(readings: readonly Reading[]): Promise<string[]> {
    const found = await Promise.all(readings.map((reading) => this.differencesOf(reading)));
    return found.flat();
  }

  /** Most readings stay as they were from round to round: what was found right is decoded again only when it changes. */
  private async differencesOf(reading: Reading): Promise<string[]> {
    const key = `${reading.getter} ${reading.args.join(" ")}`;
    const data = this.calldata.get(key) ?? space.encodeFunctionData(reading.getter, reading.args);
    this.calldata.set(key, data);
    const answer = await this.call(this.places.space, data);
    const fingerprint = `${answer} ${Object.values(reading.expected).join(" ")}`;
    if (this.foundRight.get(key) === fingerprint) return [];
    const found = compare(reading, answer);
    if (found.length === 0) this.foundRight.set(key, fingerprint);
    return found;
  }

  private async prepare(players: readonly string[]): Promise<void> {
    const reporters = REPORTERS.map(({ address }) => address);
    const mustSend = async (from: string, to: string, data: string): Promise<void> => {
      const answer = await this.send({ from, to, data }, OPENS_AT);
      if (answer !== undefined) throw new Error(`The game could not be set up: ${answer}.`);
    };
    await mustSend(this.admin, this.places.registry, registry.encodeFunctionData("setStakeSpace", [this.address]));
    await mustSend(this.admin, this.places.oracle, oracle.encodeFunctionData("setStakeSpace", [this.address]));
    await mustSend(this.admin, this.places.oracle, oracle.encodeFunctionData("setReporters", [reporters, QUORUM]));
    for (const player of players) {
      await mustSend(player, this.places.token, token.encodeFunctionData("mint", [player, WEALTH]));
      for (const spender of [this.places.space, this.places.registry]) {
        await mustSend(player, this.places.token, token.encodeFunctionData("approve", [spender, 2n ** 256n - 1n]));
      }
    }
  }

  private async transactionOf(action: Action, now: number): Promise<Transaction> {
    const from = "caller" in action ? action.caller : this.admin;
    const onSpace = (data: string): Transaction => ({ from, to: this.places.space, data });
    const onOracle = (data: string): Transaction => ({ from, to: this.places.oracle, data });
    const onRegistry = (data: string): Transaction => ({ from, to: this.places.registry, data });
    switch (action.kind) {
      case "bid": {
        const { modelId, tick, assets, receiver } = action;
        return onSpace(space.encodeFunctionData("bid", [modelId, tick, assets, receiver]));
      }
      case "withdraw": {
        const { modelId, tick, shares, receiver, owner } = action;
        return onSpace(space.encodeFunctionData("withdraw", [modelId, tick, shares, receiver, owner]));
      }
      case "move": {
        const { modelId, fromTick, toTick, shares } = action;
        return onSpace(space.encodeFunctionData("move", [modelId, fromTick, toTick, shares]));
      }
      case "transfer":
        return onSpace(space.encodeFunctionData("transfer", [action.receiver, action.positionId, action.shares]));
      case "transferFrom": {
        const { holder, receiver, positionId, shares } = action;
        return onSpace(space.encodeFunctionData("transferFrom", [holder, receiver, positionId, shares]));
      }
      case "approve":
        return onSpace(space.encodeFunctionData("approve", [action.spender, action.positionId, action.shares]));
      case "setOperator":
        return onSpace(space.encodeFunctionData("setOperator", [action.operator, action.approved]));
      case "register":
        return onRegistry(registry.encodeFunctionData("register", [""]));
      case "transferModel":
        return onRegistry(registry.encodeFunctionData("transferFrom", [from, action.receiver, action.modelId]));
      case "setReserve":
        return onSpace(space.encodeFunctionData("setReserve", [action.modelId, action.tick]));
      case "collectRent":
        return onSpace(space.encodeFunctionData("collectRent", [action.modelId]));
      case "settleAll":
        return onSpace(space.encodeFunctionData("settle(uint256[])", [[...action.modelIds]]));
      case "settle":
        return onSpace(space.encodeFunctionData("settle(uint256,uint256)", [action.modelId, action.maxRounds]));
      case "flushBurned":
        return onSpace(space.encodeFunctionData("flushBurned"));
      case "fundTreasury":
        return onSpace(space.encodeFunctionData("fundTreasury", [action.assets]));
      case "propose":
        return onOracle(await this.proposal(action.report, now));
      case "veto":
        return onOracle(oracle.encodeFunctionData("veto", [action.round]));
      case "finalize":
        return onOracle(oracle.encodeFunctionData("finalize", [action.round]));
      case "expireRound":
        return onSpace(space.encodeFunctionData("expireRound"));
      case "resume":
        return onSpace(space.encodeFunctionData("resume"));
      case "resumeByQuorum": {
        const digest = await this.ask("resumeDigestOf", [action.round]);
        return onOracle(oracle.encodeFunctionData("resume", [action.round, signatures(digest)]));
      }
      case "queueParameters":
        return onSpace(space.encodeFunctionData("queueParameters", [action.parameters]));
      case "queueTreasuryWithdrawal":
        return onSpace(space.encodeFunctionData("queueTreasuryWithdrawal", [action.assets, action.receiver]));
      case "setPaused":
        return onSpace(space.encodeFunctionData("setPaused", [action.paused]));
    }
  }

  /** Posts the pages and signs: a proposal such as a quorum of reporters would send. */
  private async proposal(scores: ReportedScores, now: number): Promise<string> {
    const pages = encodePages(scores.records);
    const addresses: string[] = [];
    for (const page of pages) {
      addresses.push(await this.ask("pageAddress", [page]));
      const data = oracle.encodeFunctionData("addPage", [page]);
      const answer = await this.send({ from: this.admin, to: this.places.oracle, data }, now);
      if (answer !== undefined) throw new Error(`A page was refused: ${answer}.`);
    }
    this.reports += 1;
    const report = {
      round: scores.round,
      sheetHash: hexlify(hashOf(pages, (bytes) => getBytes(keccak256(bytes)))),
      modelCount: scores.records.length,
      payoutFactor: scores.payoutFactor,
      maxScore: scores.maxScore,
      evidence: id(`evidence ${this.reports}`),
    };
    const digest = await this.ask("digestOf", [report]);
    return oracle.encodeFunctionData("propose", [report, addresses, signatures(digest)]);
  }

  /** A getter of the oracle with one answer. */
  private async ask(getter: "digestOf" | "resumeDigestOf" | "pageAddress", args: readonly unknown[]): Promise<string> {
    const answer = await this.call(this.places.oracle, oracle.encodeFunctionData(getter, args));
    return String(oracle.decodeFunctionResult(getter, answer)[0]);
  }

  private async call(to: string, data: string): Promise<string> {
    return String(await this.provider.request({ method: "eth_call", params: [{ to, data, gas: GAS }, "latest"] }));
  }

  private async send({ from, to, data }: Transaction, now: number): Promise<Answer> {
    await this.provider.request({ method: "evm_setNextBlockTimestamp", params: [now] });
    try {
      await this.provider.request({
        method: "eth_sendTransaction",
        params: [{ from, to, data, gas: GAS, gasPrice: GAS_PRICE }],
      });
      return undefined;
    } catch (error) {
      return errorName(error);
    }
  }
}

interface Transaction {
  readonly from: string;
  readonly to: string;
  readonly data: string;
}

function signatures(digest: string): string[] {
  return REPORTERS.slice(0, QUORUM).map((wallet) => wallet.signingKey.sign(digest).serialized);
}

function compare({ getter, args, expected }: Reading, result: string): string[] {
  const decoded = space.decodeFunctionResult(getter, result);
  const first: unknown = decoded[0];
  const isStruct = decoded.length === 1 && Array.isArray(first);
  const answer = (isStruct ? first : decoded) as unknown as Record<string, unknown>;
  return Object.entries(expected).flatMap(([key, value]) =>
    String(answer[key]) === String(value)
      ? []
      : [`${getter}(${args.join(", ")}): ${key} is ${String(answer[key])} on the chain, ${String(value)} by the twin`],
  );
}

/** The name of the Solidity error a transaction was refused with. What is no refusal passes through. */
function errorName(error: unknown): string {
  const data = revertData(error);
  if (data === undefined) throw error;
  return errors.parseError(data)?.name ?? `an unknown error ${concat([data])}`;
}

function revertData(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("data" in error)) return undefined;
  const { data } = error;
  if (typeof data === "string") return data;
  return typeof data === "object" && data !== null && "data" in data ? String(data.data) : undefined;
}
