import type { TextSink } from "../terminal/output.js";

/** One line that says what is going on, on a terminal only; wiped before anything else is printed. */
export class StatusLine {
  private readonly sink: TextSink;

  constructor(sink: TextSink) {
    this.sink = sink;
  }

  show(text: string): void {
    if (this.sink.isTTY === true) this.sink.write(`\r\u001b[2K… ${text}`);
  }

  clear(): void {
    if (this.sink.isTTY === true) this.sink.write("\r\u001b[2K");
  }
}
