/** Talks on stderr while packages arrive: a line that grows on a terminal, a few whole lines elsewhere. */
export class SetupProgress {
  #count = 0;
  #shownQuarter = 0;
  #started = Date.now();
  #stream;

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
    this.#count = Math.min(this.#count + 1, total);
    const text = `  ${this.#count} of ${total} packages, ${Math.round((Date.now() - this.#started) / 1000)} s`;
    if (this.#stream.isTTY) {
      this.#stream.write(`\r\u001b[2K${text}`);
      return;
    }
    const quarter = Math.floor((4 * this.#count) / total);
    if (quarter > this.#shownQuarter) this.#stream.write(`${text}\n`);
    this.#shownQuarter = quarter;
  }

  /** Leaves the cursor at the start of an empty line. */
  done() {
    this.#clear();
  }

  #clear() {
    if (this.#stream.isTTY) this.#stream.write("\r\u001b[2K");
  }
}
