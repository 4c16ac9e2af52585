import { deployStakespace, type HardhatConnection } from "#chain";
import { HOUR, type Parameters } from "#twin";
import type { Action } from "../actions.js";
import type { Answer } from "../answers.js";
import { INTERFACES, token } from "./interfaces.js";
import { ChainNode } from "./node.js";
import { differencesIn, type Reading } from "./reading.js";
import { QUORUM, Reporters, REPORTERS } from "./reporters.js";
import { type Places, transactionOf } from "./transactions.js";

/** Tokens each player begins with: no game runs out of them. */
export const WEALTH = 2n ** 128n;

/** How long after the opening a game begins, seconds: the deployment and its preparations are over by then. */
const HEAD_START = HOUR;

/** The contracts as one side of a game: real transactions at given moments, real signatures of reporters. */
export class ChainSide {
  /** When round 1 opened, unix seconds. */
  readonly opensAt: number;
  /** When the game begins, unix seconds: as long after the opening in every replay. */
  readonly beginsAt: number;
  private readonly node: ChainNode;
  private readonly places: Places;
  private readonly calldata = new Map<string, string>();
  private readonly foundRight = new Map<string, string>();

  private constructor(node: ChainNode, places: Places, opensAt: number) {
    this.node = node;
    this.places = places;
    this.opensAt = opensAt;
    this.beginsAt = opensAt + HEAD_START;
  }

  /**
   * Deploys everything, with the deployer as governor and guardian, and gives the players tokens and allowances.
   *
   * @param connection A chain in this process that allows blocks with the same timestamp.
   */
  static async deploy(
    connection: HardhatConnection,
    parameters: Parameters,
    players: readonly string[],
  ): Promise<ChainSide> {
    const deployment = await deployStakespace(connection, { parameters, reporters: REPORTERS, quorum: QUORUM });
    const [admin] = await connection.ethers.getSigners();
    const { opensAt } = await deployment.contracts.space.roundStatus();
    const node = new ChainNode(connection.provider);
    const reporters = new Reporters(node, deployment.addresses.oracle);
    const places: Places = { ...deployment.addresses, admin: admin!.address, reporters };
    const side = new ChainSide(node, places, Number(opensAt));
    for (const player of players) await side.equip(player);
    return side;
  }

  /** Does what it is asked at a moment, or says why not. */
  async perform(action: Action, now: number): Promise<Answer> {
    const answer = await this.node.send(await transactionOf(action, now, this.places), now);
    if (answer === undefined) return undefined;
    // Reports by the twin's names for them.
    const { reporters } = this.places;
    const args = Object.entries(answer.args).map(([name, value]) => [name, reporters.otherNameOf(value)]);
    return { name: answer.name, args: Object.fromEntries(args) as Record<string, string> };
  }

  /** What each account has of the token, wei. */
  async tokensOf(accounts: readonly string[]): Promise<bigint[]> {
    return Promise.all(
      accounts.map(async (account) =>
        BigInt(await this.node.call(this.places.token, token.encodeFunctionData("balanceOf", [account]))),
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
    const data = this.calldata.get(key) ?? INTERFACES[reading.of].encodeFunctionData(reading.getter, reading.args);
    this.calldata.set(key, data);
    const answer = await this.node.call(this.places[reading.of], data);
    const fingerprint = `${answer} ${Object.values(reading.expected).join(" ")}`;
    if (this.foundRight.get(key) === fingerprint) return [];
    const found = differencesIn(reading, answer);
    if (found.length === 0) this.foundRight.set(key, fingerprint);
    return found;
  }

  private async equip(player: string): Promise<void> {
    const call = (name: string, args: readonly unknown[]): Promise<void> =>
      this.node.mustSend(
        { from: player, to: this.places.token, data: token.encodeFunctionData(name, args) },
        this.beginsAt,
      );
    await call("mint", [player, WEALTH]);
    for (const spender of [this.places.space, this.places.registry]) await call("approve", [spender, 2n ** 256n - 1n]);
  }
}
