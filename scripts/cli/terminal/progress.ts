import { formatCount, formatDuration } from "#lib";
import { LiveLine } from "./liveLine.js";
import type { TextSink } from "./output.js";

/** What a {@link Progress} shows. */
export interface ProgressOptions {
  /** What is being done, e.g. `"Scoring"`. */
  label: string;
  /** How many steps there are. */
  total: number;
  /** What a step is, in the plural, e.g. `"models"`. */
  unit: string;
  /** Where to draw; drawn only when it is a terminal. */
  sink?: TextSink;
  /** The clock, in milliseconds. */
  now?: () => number;
}

const BAR_WIDTH = 24;
// Often enough to look alive, seldom enough to cost nothing.
const REDRAW_MS = 100;

/**
 * A bar with rate and time left on a terminal; silent anywhere else.
 *
 * It lives on one line, which {@link Progress.clear} wipes so that ordinary lines can be printed between.
 *
 * Made by hand: `cli-progress` was weighed, which is no longer kept (its last release is of 2023), draws by a timer of its own
 * that keeps a program from ending, and whose rate and time left no test can give a clock to.
 *
 * @example
 * import { Progress } from "#cli";
 *
 * const progress = new Progress({ label: "Scoring", total: 40, unit: "models" });
 * progress.advance();
 * progress.clear();
 */
export class Progress {
  readonly #options: Required<ProgressOptions>;
  readonly #line: LiveLine;
  readonly #started: number;
  #count = 0;
  #drawnAt = -Infinity;

  constructor(options: ProgressOptions) {
    this.#options = { sink: process.stderr, now: () => performance.now(), ...options };
    this.#line = new LiveLine(this.#options.sink);
    this.#started = this.#options.now();
  }

  /** Counts `steps` more as done. */
  advance(steps = 1): void {
    this.#count = Math.min(this.#count + steps, this.#options.total);
    const now = this.#options.now();
    if (!this.#line.isSeen) return;
    if (now - this.#drawnAt < REDRAW_MS && this.#count < this.#options.total) return;
    this.#drawnAt = now;
    this.#line.show(this.#text(now - this.#started));
  }

  /** Wipes the bar. Call it before printing anything else, and at the end. */
  clear(): void {
    this.#line.clear();
    this.#drawnAt = -Infinity;
  }

  #text(elapsed: number): string {
    const { label, total, unit } = this.#options;
    const share = total === 0 ? 1 : this.#count / total;
    const full = Math.floor(share * BAR_WIDTH);
    const parts = [
      `${label} ${"█".repeat(full)}${"░".repeat(BAR_WIDTH - full)} ${Math.floor(100 * share)} %`,
      `${formatCount(this.#count)}/${formatCount(total)} ${unit}`,
    ];
    if (elapsed > 0 && this.#count > 0) {
      const perSecond = (1000 * this.#count) / elapsed;
      parts.push(`${perSecond < 10 ? perSecond.toFixed(1) : formatCount(Math.round(perSecond))}/s`);
      if (share < 1) parts.push(`${formatDuration((elapsed * (1 - share)) / share)} left`);
    }
    return parts.join("  ");
  }
}
