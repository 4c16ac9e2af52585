import { REFUSAL_NAMES } from "#twin";
import type { Action, ActionKind } from "../actions.js";
import type { Answer } from "../answers.js";

/** What players did over some games, so that a game that tests nothing is noticed. */
export class Tally {
  readonly done = new Map<ActionKind, number>();
  readonly refused = new Map<ActionKind, number>();
  /** All but the one that takes 65,534 rounds to meet. */
  readonly refusals = new Map<string, number>(
    REFUSAL_NAMES.filter((name) => name !== "LastRound").map((name) => [name, 0]),
  );
  readonly events = new Map<string, number>();

  count(action: Action, answer: Answer): void {
    if (answer === undefined) return add(this.done, action.kind);
    add(this.refused, action.kind);
    add(this.refusals, answer.name);
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
