/** Counts steps of a long piece of work for whoever watches. */
export interface Steps {
  /** So many steps more are done; one unless said otherwise. */
  advance(count?: number): void;
  /** The work is over, well or not. */
  done(): void;
}

/**
 * Somebody to tell what is going on. Whoever works here takes one and never writes anywhere by himself: who listens, and
 * how that looks, is not his business.
 */
export interface Talk {
  /** One line, without a newline at its end. */
  say(line: string): void;
  /**
   * Begins a long piece of work.
   *
   * @param label What is done, e.g. `"Settling"`.
   * @param total How many steps there are.
   * @param unit What a step is, in the plural.
   */
  progress(label: string, total: number, unit: string): Steps;
}

/** Tells nobody. */
export const SILENT: Talk = {
  say: () => undefined,
  progress: () => ({ advance: () => undefined, done: () => undefined }),
};
