import { jsonAnswer, type Route } from "../http/route.js";
import type { Pass } from "./loop.js";

/** Looks that may fail, or fail to come, in a row until a watch counts as not well. */
const MISSED = 3;

/**
 * Whether a watch is well, for whoever has to start it again: 200 while it looks at the chain as often as it should, 503 when it does
 * not.
 *
 * @example
 * import { Health } from "#oracle";
 *
 * const health = new Health(30_000);
 * const answer = await health.route({ method: "GET", path: "/health", query: new URLSearchParams(), body: "" });
 * answer?.status; // => 200
 */
export class Health {
  readonly #interval: number;
  readonly #now: () => number;
  #lookedAt: number;
  #pass: Pass | undefined;

  /**
   * @param interval Milliseconds between looks.
   * @param now The clock, milliseconds.
   */
  constructor(interval: number, now: () => number = Date.now) {
    this.#interval = interval;
    this.#now = now;
    this.#lookedAt = now();
  }

  /** A look has ended. */
  onLook(pass: Pass): void {
    this.#pass = pass;
    if (pass.look !== undefined) this.#lookedAt = this.#now();
  }

  /** `GET /health`. */
  readonly route: Route = ({ method, path }) => {
    if (path !== "/health" || method !== "GET") return Promise.resolve(undefined);
    const age = this.#now() - this.#lookedAt;
    // A round's computing takes minutes between two looks.
    const ok = age < Math.max(MISSED * this.#interval, 600_000);
    const { look, waits = [], problems = [] } = this.#pass ?? {};
    const answer = jsonAnswer(ok ? 200 : 503, {
      ok,
      secondsSinceLook: Math.round(age / 1_000),
      ...(look !== undefined && {
        round: look.latest.view.round,
        phase: look.latest.view.phase,
        block: look.latest.block.number,
        safeBlock: look.safeBlock,
      }),
      waits: waits.map(({ step, why, until }) => ({ step, why, until })),
      problems: problems.map(({ step, error }) => ({ step, code: error.code, message: error.message })),
    });
    return Promise.resolve(answer);
  };
}
