import type { TextSink } from "./output.js";

/** One line on a terminal that is written over and over, and wiped before anything else is printed; silent anywhere else. */
export class LiveLine {
  readonly #sink: TextSink;
  #shown = false;

  constructor(sink: TextSink = process.stderr) {
    this.#sink = sink;
  }

  /** Whether anybody sees it. */
  get isSeen(): boolean {
    return this.#sink.isTTY === true;
  }

  /** Shows this in place of what stood there. */
  show(text: string): void {
    if (!this.isSeen) return;
    this.#sink.write(`\r\u001b[2K${text}`);
    this.#shown = true;
  }

  /** Wipes it, if there is anything to wipe. */
  clear(): void {
    if (this.#shown) this.#sink.write("\r\u001b[2K");
    this.#shown = false;
  }
}
