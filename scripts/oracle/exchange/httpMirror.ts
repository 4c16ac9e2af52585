import { textWithin } from "#chain";
import { messageOf, StakespaceError, toJson } from "#lib";
import type { SignedMessage } from "./message.js";
import { type Listed, type Mirror, MOST_OF_CONTENT } from "./mirror.js";
import { z } from "zod";

/** Milliseconds for an answer: a mirror that is slow must not hold up the round. */
const PATIENCE = 5_000;

const listSchema = z.array(z.object({ digest: z.string(), signer: z.string() })).max(10_000);
const textsSchema = z.array(z.string()).max(64);

/** What an answer of a mirror that is of no use is thrown as. The message is a reason, as part of a sentence. */
export class MirrorFailed extends Error {}

/**
 * Another reporter's mirror, over plain HTTP: what its `oracle watch` serves.
 *
 * @example
 * import { HttpMirror } from "#oracle";
 *
 * const mirror = new HttpMirror("http://127.0.0.1:9464");
 * mirror.name; // => "http://127.0.0.1:9464"
 */
export class HttpMirror implements Mirror {
  readonly name: string;
  readonly #patience: number;

  /** @param patience Milliseconds until a request counts as lost. */
  constructor(url: string, patience = PATIENCE) {
    this.name = url.replace(/\/+$/, "");
    this.#patience = patience;
  }

  async list(round: number): Promise<Listed[]> {
    return this.#parsed(listSchema, await this.#ask(`/exchange/${round}`));
  }

  async messages(round: number, digest: string): Promise<string[]> {
    return this.#parsed(textsSchema, await this.#ask(`/exchange/${round}/${digest}`));
  }

  async post(round: number, digest: string, message: SignedMessage): Promise<void> {
    await this.#ask(`/exchange/${round}/${digest}`, toJson(message));
  }

  async content(hash: string): Promise<string | undefined> {
    return this.#ask(`/content/${hash}`);
  }

  #parsed<S extends z.ZodTypeAny>(schema: S, text: string | undefined): z.output<S> {
    if (text === undefined) throw new MirrorFailed("there is no mirror at this address");
    try {
      return schema.parse(JSON.parse(text)) as z.output<S>;
    } catch {
      throw new MirrorFailed("its answer is not that of a mirror");
    }
  }

  /** The text of an answer; undefined for 404. */
  async #ask(path: string, body?: string): Promise<string | undefined> {
    let response: Response;
    try {
      response = await fetch(`${this.name}${path}`, {
        signal: AbortSignal.timeout(this.#patience),
        redirect: "error",
        ...(body !== undefined && { method: "POST", headers: { "content-type": "application/json" }, body }),
      });
      if (response.status === 404) return undefined;
      const text = await textWithin(response, MOST_OF_CONTENT);
      if (response.ok) return text;
      throw new MirrorFailed(`it says ${response.status}: ${text.trim().slice(0, 300)}`);
    } catch (error) {
      if (error instanceof MirrorFailed) throw error;
      if (error instanceof StakespaceError) throw new MirrorFailed(error.message);
      const late = error instanceof Error && error.name === "TimeoutError";
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      throw new MirrorFailed(late ? `no answer in ${this.#patience} ms` : `it cannot be reached (${messageOf(cause)})`);
    }
  }
}
