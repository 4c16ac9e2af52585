import type { Interrupts } from "../../sending/interruption.js";

/** Ctrl+C as the end of something that goes on until then, and no failure. */
export class WatchEnd {
  readonly #interrupts: Interrupts;
  #over = false;
  #wake: () => void = () => undefined;

  constructor(interrupts: Interrupts) {
    this.#interrupts = interrupts;
    for (const signal of ["SIGINT", "SIGTERM"] as const) interrupts.on(signal, this.#end);
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** Waits so many milliseconds, or until the end. */
  async orAfter(milliseconds: number): Promise<void> {
    if (this.#over) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  readonly #end = (): void => {
    this.#over = true;
    for (const signal of ["SIGINT", "SIGTERM"] as const) this.#interrupts.off(signal, this.#end);
    this.#wake();
  };
}
