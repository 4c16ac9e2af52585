import { RECESS } from "#twin";
import { SINK } from "../../../ignition/system.js";
import type { Action } from "../actions.js";
import { inOneLine } from "../answers.js";
import { type ChainSide, WEALTH } from "../chain/chainSide.js";
import type { Game } from "../player/game.js";
import type { TwinSide } from "../twin/twinSide.js";
import { Readings } from "./readings.js";
import type { Tally } from "./tally.js";

/** How many of the last actions a failure shows. */
const SHOWN_ACTIONS = 25;

/** The contracts and the twin, playing the same game: every answer is compared, and all state when asked. */
export class Duel implements Game {
  readonly accounts: readonly string[];
  private readonly twin: TwinSide;
  private readonly chain: ChainSide;
  private readonly tally: Tally;
  /** Compare all state after every action: slow, and names the first action that went wrong. */
  private readonly everyAction: boolean;
  private readonly log: string[] = [];
  private readonly readings: Readings;
  private now = 0;

  constructor(
    twin: TwinSide,
    chain: ChainSide,
    accounts: readonly string[],
    options: { tally: Tally; everyAction: boolean },
  ) {
    this.twin = twin;
    this.chain = chain;
    this.accounts = accounts;
    this.tally = options.tally;
    this.everyAction = options.everyAction;
    this.readings = new Readings(twin.space, accounts);
  }

  get space(): TwinSide["space"] {
    return this.twin.space;
  }

  async perform(action: Action, now: number): Promise<void> {
    this.now = now;
    this.countEvents(action);
    const before = this.space.globals.round;
    const byTwin = this.twin.perform(action, now);
    const [expected, found] = [inOneLine(byTwin), inOneLine(await this.chain.perform(action, now))];
    this.tally.count(action, byTwin);
    this.log.push(`${now} ${describeAction(action)}: ${expected}`);
    if (found !== expected) this.fail([`The chain answers ${found}, the twin ${expected}.`]);
    if (this.space.globals.round > before) this.countRound(before);
    if (this.everyAction) await this.compare();
  }

  /** Compares every model, pool, position, round, account and the clock, to the wei. */
  async compare(): Promise<void> {
    const differences = await this.chain.differences(this.readings.all(this.now));
    this.fail([...differences, ...(await this.tokenDifferences())]);
  }

  private fail(differences: readonly string[]): void {
    if (differences.length === 0) return;
    const actions = this.log.slice(-SHOWN_ACTIONS).join("\n  ");
    throw new Error(
      `${differences.join("\n")}\nRound ${this.space.globals.round}, after action ${this.log.length}. The last ones:\n  ${actions}`,
    );
  }

  private countEvents(action: Action): void {
    if (action.kind !== "settle" || action.modelId < 1 || action.modelId > this.space.globals.modelCount) return;
    const { settledThrough, bitmap } = this.space.modelStatus(action.modelId);
    if (bitmap !== 0n && this.space.globals.round - settledThrough > 5) this.tally.event("settled late");
  }

  private countRound(round: number): void {
    const { outcome, parametersId } = this.space.roundRecord(round);
    this.tally.event(outcome);
    if (this.space.globals.clock.locksAt === RECESS) this.tally.event("recess");
    if (this.space.roundRecord(round + 1).parametersId > parametersId) this.tally.event("new parameters");
  }

  /** Compares wallets, the sink's and the contract's own tokens (S1, C1) with what the twin says went where. */
  private async tokenDifferences(): Promise<string[]> {
    const [first = 0n, ...others] = await this.chain.tokensOf([this.chain.address, SINK, ...this.accounts]);
    const { held } = this.space.accounts;
    const wallets = [SINK, ...this.accounts].map((account) => this.twin.wallets.get(account) ?? 0n);
    const differences = first === held ? [] : [`S1: the contract has ${first} wei of tokens, the twin ${held}`];
    wallets.forEach((moved, index) => {
      const before = index === 0 ? 0n : WEALTH;
      const found = (others[index] ?? 0n) - before;
      const name = [SINK, ...this.accounts][index] ?? "";
      if (found !== moved) differences.push(`C1: ${name} got ${found} wei on the chain, ${moved} by the twin`);
    });
    return differences;
  }
}

function describeAction(action: Action): string {
  const { kind, ...rest } = action;
  const details = JSON.stringify(rest, (key, value: unknown) => {
    if (key === "records" && Array.isArray(value)) return `${value.length} records`;
    return typeof value === "bigint" ? value.toString() : value;
  });
  return `${kind} ${details}`;
}
