import { messageOf } from "#lib";
import { MirrorFailed } from "./httpMirror.js";
import type { Mirror } from "./mirror.js";

/** Throws from when a mirror has taken too long; what it had until then is here, and the next look goes on. */
export type InTime = () => void;

/** How far others' mirrors are put up with: one that fails, is slow, or has thousands of messages, holds nobody up. */
export class PatienceWithMirrors {
  readonly #milliseconds: number;
  readonly #warn: (line: string) => void;
  readonly #said = new Map<string, string>();

  /** @param milliseconds That one piece of work with one mirror may take: each answer may be slow, and there may be many. */
  constructor(milliseconds: number, warn: (line: string) => void) {
    this.#milliseconds = milliseconds;
    this.#warn = warn;
  }

  /** Does something with a mirror; says why it failed, once until something else happens. */
  async trying<Result>(mirror: Mirror, work: (inTime: InTime) => Promise<Result>): Promise<Result | undefined> {
    const until = Date.now() + this.#milliseconds;
    const inTime = (): void => {
      if (Date.now() < until) return;
      throw new MirrorFailed(`it is too slow, or has too much: left after ${this.#milliseconds} ms`);
    };
    try {
      const result = await work(inTime);
      this.#said.delete(mirror.name);
      return result;
    } catch (error) {
      this.sayOnce(mirror.name, `Mirror ${mirror.name}: ${messageOf(error)}.`);
      return undefined;
    }
  }

  sayOnce(about: string, line: string): void {
    if (this.#said.get(about) === line) return;
    this.#said.set(about, line);
    this.#warn(line);
  }
}
