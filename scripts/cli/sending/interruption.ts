/** The exit code of a program that was interrupted. */
const INTERRUPTED = 130;

/** What may interrupt a program; a test passes a stand-in. */
export interface Interrupts {
  on(signal: "SIGINT" | "SIGTERM", listener: () => void): unknown;
  off(signal: "SIGINT" | "SIGTERM", listener: () => void): unknown;
  exit(code: number): void;
}

/**
 * What an interruption finds half done. While a transaction is on its way to the node an interruption waits for that: what was
 * sent has to be known by its hash.
 */
export class Interruption {
  readonly #process: Interrupts;
  readonly #say: (line: string) => void;
  #state = "Nothing was sent.";
  #busy = false;
  #wanted = false;

  constructor(say: (line: string) => void, interrupts: Interrupts) {
    this.#say = say;
    this.#process = interrupts;
    for (const signal of ["SIGINT", "SIGTERM"] as const) interrupts.on(signal, this.#interrupt);
  }

  /** What is to be said from now on. */
  set state(text: string) {
    this.#state = text;
  }

  /** Does what must not be cut in two. */
  async whole<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
      if (this.#wanted) this.#end();
    }
  }

  /** Ends the program as Ctrl+C does; a question that got it for an answer passes it on. */
  interrupt(): void {
    this.#interrupt();
  }

  /** Interruptions are nobody's business any more. */
  over(): void {
    for (const signal of ["SIGINT", "SIGTERM"] as const) this.#process.off(signal, this.#interrupt);
  }

  readonly #interrupt = (): void => {
    this.#wanted = true;
    if (!this.#busy) this.#end();
  };

  #end(): void {
    this.over();
    this.#say(`Interrupted. ${this.#state}`);
    this.#process.exit(INTERRUPTED);
  }
}
