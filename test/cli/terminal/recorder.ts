import type { TextSink } from "../../../scripts/cli/terminal/output.js";

/** A stream that remembers what was written. */
export class Recorder implements TextSink {
  text = "";
  readonly isTTY: boolean;

  constructor(isTTY = false) {
    this.isTTY = isTTY;
  }

  write(text: string): void {
    this.text += text;
  }
}
