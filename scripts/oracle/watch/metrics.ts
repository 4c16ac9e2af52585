import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";

import { PHASES } from "#twin";
import type { Route } from "../http/route.js";
import type { Pass } from "./loop.js";

/**
 * What an operator measures of a watch, for Prometheus; docs/operations.md says what to be woken for.
 *
 * @example
 * import { startServer, WatchMetrics } from "#oracle";
 *
 * const metrics = new WatchMetrics();
 * const server = await startServer([metrics.route], { host: "127.0.0.1", port: 0 });
 */
export class WatchMetrics {
  readonly #registry = new Registry();
  readonly #round = this.#gauge("stakespace_round", "Number of the open round");
  readonly #reported = this.#gauge("stakespace_last_reported_round", "Number of the last round that was reported");
  readonly #missed = this.#gauge("stakespace_missed_rounds", "Rounds in a row that expired");
  readonly #phase = this.#gauge("stakespace_phase", "1 for the phase the round is in", "phase");
  readonly #reportBy = this.#gauge("stakespace_report_by_seconds", "When the time to report ends, Unix seconds");
  readonly #locksAt = this.#gauge("stakespace_locks_at_seconds", "When the book locks, Unix seconds");
  readonly #block = this.#gauge("stakespace_block", "Newest block that the node has");
  readonly #safe = this.#gauge("stakespace_safe_block", "Newest block that stays");
  readonly #blockTime = this.#gauge("stakespace_block_time_seconds", "Time of the newest block, Unix seconds");
  readonly #looked = this.#gauge("stakespace_last_look_seconds", "When the chain was last read, Unix seconds");
  readonly #requests = this.#gauge("stakespace_rpc_requests", "HTTP requests to nodes since the start");
  readonly #waiting = this.#gauge("stakespace_waiting", "1 for each step that waits", "step");
  readonly #sent = this.#counter("stakespace_transactions_total", "Transactions sent", "step");
  readonly #gas = this.#counter("stakespace_gas_total", "Gas that they used", "step");
  readonly #problems = this.#counter("stakespace_problems_total", "Steps that failed", "step", "code");
  readonly #requestsSoFar: () => number;

  /** @param requests HTTP requests to nodes so far. */
  constructor(requests: () => number = () => 0) {
    this.#requestsSoFar = requests;
    collectDefaultMetrics({ register: this.#registry });
  }

  /** A look has ended. */
  onLook({ look, did, waits, problems }: Pass): void {
    this.#requests.set(this.#requestsSoFar());
    if (did !== undefined) {
      this.#sent.inc({ step: did.step }, did.transactions.length);
      this.#gas.inc({ step: did.step }, Number(did.transactions.reduce((sum, { gas }) => sum + gas, 0n)));
    }
    for (const { step, error } of problems) this.#problems.inc({ step, code: error.code ?? "UNKNOWN" });
    this.#waiting.reset();
    for (const { step } of waits) this.#waiting.set({ step }, 1);
    if (look === undefined) return;
    const { view, block } = look.latest;
    this.#looked.set(Math.floor(Date.now() / 1_000));
    this.#round.set(view.round);
    this.#reported.set(view.lastReported);
    this.#missed.set(view.missedRounds);
    for (const phase of PHASES) this.#phase.set({ phase }, phase === view.phase ? 1 : 0);
    this.#reportBy.set(view.reportBy);
    this.#locksAt.set(view.locksAt);
    this.#block.set(block.number);
    this.#blockTime.set(block.timestamp);
    this.#safe.set(look.safeBlock);
  }

  /** `GET /metrics`. */
  readonly route: Route = async ({ method, path }) => {
    if (path !== "/metrics" || method !== "GET") return undefined;
    return { status: 200, body: await this.#registry.metrics(), type: this.#registry.contentType };
  };

  #gauge<Label extends string>(name: string, help: string, ...labelNames: Label[]): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] });
  }

  #counter<Label extends string>(name: string, help: string, ...labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }
}
