import { OUTCOMES, PHASES, RECESS, REFUSAL_NAMES, toPositionId } from "#twin";
import type { Action, ActionKind } from "./actions.js";
import { SINK_ADDRESS, WEALTH, type ChainSide, type Reading } from "./chain.js";
import type { Game } from "./player.js";
import { SINK, type TwinSide } from "./twin.js";

/** How many of the last actions a failure shows. */
const SHOWN_ACTIONS = 25;

/** What players did over some games, so that a game that tests nothing is noticed. */
export class Tally {
  readonly done = new Map<ActionKind, number>();
  readonly refused = new Map<ActionKind, number>();
  /** All but the one that takes 65,534 rounds to meet. */
  readonly refusals = new Map<string, number>(
    REFUSAL_NAMES.filter((name) => name !== "LastRound").map((name) => [name, 0]),
  );
  readonly events = new Map<string, number>();

  count(action: Action, refusal: string | undefined): void {
    if (refusal === undefined) return add(this.done, action.kind);
    add(this.refused, action.kind);
    add(this.refusals, refusal);
  }

  event(name: string): void {
    add(this.events, name);
  }

  /** What was counted, a line for each kind of count. */
  lines(): string[] {
    const line = (title: string, counts: ReadonlyMap<string, number>): string =>
      `${title}: ${[...counts].map(([key, count]) => `${key} ${count}`).join(", ")}`;
    return [
      line("done", this.done),
      line("refused", this.refused),
      line("refusals", this.refusals),
      line("events", this.events),
    ];
  }
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The contracts and the twin, playing the same game: every answer is compared, and all state when asked. */
export class Duel implements Game {
  readonly accounts: readonly string[];
  private readonly twin: TwinSide;
  private readonly chain: ChainSide;
  private readonly tally: Tally;
  /** Compare all state after every action: slow, and names the first action that went wrong. */
  private readonly everyAction: boolean;
  private readonly log: string[] = [];
  private readonly compared = new Map<string, bigint>();
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
  }

  get space(): TwinSide["space"] {
    return this.twin.space;
  }

  async perform(action: Action, now: number): Promise<void> {
    this.now = now;
    this.countEvents(action);
    const before = this.space.globals.round;
    const expected = this.twin.perform(action, now);
    const answer = await this.chain.perform(action, now);
    this.tally.count(action, expected);
    this.log.push(`${now} ${describeAction(action)}: ${expected ?? "done"}`);
    if (answer !== expected) {
      this.fail([`The chain answers ${answer ?? "done"}, the twin ${expected ?? "done"}.`]);
    }
    if (this.space.globals.round > before) this.countRound(before);
    if (this.everyAction) await this.compare();
  }

  /** Compares every model, pool, position, round, account and the clock, to the wei. */
  async compare(): Promise<void> {
    const differences = await this.chain.differences([...this.global(), ...this.rounds(), ...this.models()]);
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

  private global(): Reading[] {
    const { globals, accounts, times } = this.space;
    const { clock, round, missedRounds, paused, lastReported, queuedWithdrawal } = globals;
    return [
      reading("accounts", [], { ...accounts }),
      reading("roundStatus", [], {
        round,
        phase: PHASES.indexOf(this.space.phase(this.now)),
        opensAt: clock.opensAt,
        locksAt: clock.locksAt,
        reportFrom: times.reportFrom,
        reportBy: times.reportBy,
        proposedAt: clock.proposedAt,
        missedRounds,
        paused,
        lastReported,
      }),
      reading("parameters", [], { ...this.space.parameters }),
      reading("queuedParameters", [], { queued: globals.queuedParameters !== undefined }),
      reading("queuedTreasuryWithdrawal", [], { assets: queuedWithdrawal?.assets ?? 0n }),
    ];
  }

  private rounds(): Reading[] {
    // Older rounds change by late settlement alone: those with a reserve are looked at for as long as they have one.
    const { round } = this.space.globals;
    const all = Array.from({ length: round }, (_, index) => index + 1);
    return all
      .map((id) => ({ id, record: this.space.roundRecord(id) }))
      .filter(({ id, record }) => id > round - 30 || record.reserve > 0n)
      .map(({ id, record }) => {
        const { outcome, parametersId, payoutFactor, maxScore, records, reserve, unsettledModels } = record;
        const expected = { parametersId, payoutFactor, maxScore, reserve, unsettledModels };
        return reading("roundRecord", [id], {
          ...expected,
          outcome: OUTCOMES.indexOf(outcome),
          modelCount: records.length,
        });
      });
  }

  private models(): Reading[] {
    const readings: Reading[] = [];
    for (let modelId = 1; modelId <= this.space.globals.modelCount; ++modelId) {
      const { base, earned, rent, bitmap, reserveTick, nextReserveTick, settledThrough } =
        this.space.modelStatus(modelId);
      const { limit, demand, filled, priceTick, rate } = this.space.quote(modelId);
      const status = { base, earned, rent, bitmap, reserveTick, nextReserveTick, settledThrough };
      readings.push(
        reading("modelStatus", [modelId], status),
        reading("limit", [modelId], { "0": limit }),
        reading("quote", [modelId], { limit, demand, filled, priceTick, rate, reserveTick }),
      );
      // Each getter settles a late model anew, so those of its pools are left to every fifth round.
      const { round } = this.space.globals;
      if (bitmap !== 0n && round - settledThrough > 4 && round % 5 !== 0) continue;
      for (const tick of this.space.book(modelId).keys()) {
        const { assets, shares, filled: filledHere } = this.space.pool(modelId, tick);
        readings.push(reading("pool", [modelId, tick], { assets, shares, filled: filledHere }));
        const positionId = toPositionId(modelId, tick);
        for (const account of this.holdersToCompare(positionId)) {
          readings.push(
            reading("balanceOf", [account, positionId], { "0": this.space.balanceOf(account, positionId) }),
          );
        }
      }
    }
    return readings;
  }

  /** Whose shares of a position changed since they were last compared; every fifth round, everybody. */
  private holdersToCompare(positionId: number): readonly string[] {
    const everybody = this.space.globals.round % 5 === 0;
    return this.accounts.filter((account) => {
      const key = `${positionId} ${account}`;
      const shares = this.space.balanceOf(account, positionId);
      const isKnown = (this.compared.get(key) ?? 0n) === shares;
      this.compared.set(key, shares);
      return everybody || !isKnown;
    });
  }

  /** Compares wallets, the sink's and the contract's own tokens (S1, C1) with what the twin says went where. */
  private async tokenDifferences(): Promise<string[]> {
    const [first = 0n, ...others] = await this.chain.tokensOf([this.chain.address, SINK_ADDRESS, ...this.accounts]);
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

function reading(getter: string, args: readonly unknown[], expected: Readonly<Record<string, unknown>>): Reading {
  return { getter, args, expected };
}

function describeAction(action: Action): string {
  const { kind, ...rest } = action;
  const details = JSON.stringify(rest, (key, value: unknown) => {
    if (key === "records" && Array.isArray(value)) return `${value.length} records`;
    return typeof value === "bigint" ? value.toString() : value;
  });
  return `${kind} ${details}`;
}
