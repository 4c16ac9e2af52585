/** Talks on stderr while packages arrive: a line that grows on a terminal, a few whole lines elsewhere. */
export class SetupProgress {
  #count = 0;
  #total = 0;
  #shownQuarter = 0;
  #started = Date.now();
  #clock;
  #stream;

  /** @param {{ write(text: string): unknown, isTTY?: boolean }} stream */
  constructor(stream = process.stderr) {
    this.#stream = stream;
  }

  /** Prints a line of its own. */
  say(line) {
    this.#clear();
    this.#stream.write(`${line}\n`);
  }

  /** One more of `total` packages has arrived. */
  advance(total) {
    this.#total = total;
    this.#count = Math.min(this.#count + 1, total);
    if (this.#stream.isTTY) {
      // npm unpacks in silence when all have arrived: seconds that pass show that it is still there.
      this.#clock ??= setInterval(() => this.#draw(), 1_000);
      this.#draw();
      return;
    }
    const quarter = Math.floor((4 * this.#count) / total);
    if (quarter > this.#shownQuarter) this.#stream.write(`${this.#text()}\n`);
    this.#shownQuarter = quarter;
  }

  /** Stops, and leaves the cursor at the start of an empty line. */
  done() {
    clearInterval(this.#clock);
    this.#clear();
  }

  #text() {
    return `  ${this.#count} of ${this.#total} packages fetched, ${Math.round((Date.now() - this.#started) / 1000)} s`;
  }

  #draw() {
    this.#clear();
    this.#stream.write(this.#text());
  }

  #clear() {
    if (this.#stream.isTTY) this.#stream.write("\r\u001b[2K");
  }
}
