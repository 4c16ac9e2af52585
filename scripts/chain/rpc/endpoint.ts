import type { JsonRpcError, JsonRpcPayload, JsonRpcResult } from "ethers";

import { messageOf } from "#lib";

/** As the global `fetch`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A request that may succeed when it is made again. The message is a reason, as part of a sentence. */
export class RequestFailed extends Error {}

/** A node's URL. */
export class Endpoint {
  /** The URL without what may be a secret: user, path and query often hold a provider's key. */
  readonly name: string;
  chainId: number | undefined;
  readonly #url: string;
  readonly #timeout: number;
  readonly #fetch: Fetch;

  constructor(url: string, timeout: number, fetch_: Fetch = fetch) {
    this.#url = url;
    this.name = new URL(url).host;
    this.#timeout = timeout;
    this.#fetch = fetch_;
  }

  /** @throws {RequestFailed} */
  async askChain(): Promise<void> {
    const [answer] = await this.post([{ id: 1, jsonrpc: "2.0", method: "eth_chainId", params: [] }]);
    if (answer === undefined || "error" in answer) throw new RequestFailed("it does not say its chain");
    this.chainId = Number(answer.result);
  }

  /**
   * Posts requests together.
   *
   * @returns The answers there were, in any order.
   * @throws {RequestFailed} When there was no answer that can be used.
   */
  async post(payload: readonly JsonRpcPayload[]): Promise<(JsonRpcResult | JsonRpcError)[]> {
    let response: Response;
    let text: string;
    try {
      response = await this.#fetch(this.#url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(payload.length === 1 ? payload[0]! : payload),
        signal: AbortSignal.timeout(this.#timeout),
      });
      text = await response.text();
    } catch (error) {
      throw new RequestFailed(reasonOf(error, this.#timeout));
    }
    if (response.status === 429) throw new RequestFailed("it is asked too often (429)");
    if (response.status >= 500) throw new RequestFailed(`it has an error of its own (${response.status})`);
    try {
      const body = JSON.parse(text) as JsonRpcResult | JsonRpcError | (JsonRpcResult | JsonRpcError)[];
      return (Array.isArray(body) ? body : [body]).filter((answer) => typeof answer.id === "number");
    } catch {
      throw new RequestFailed(`its answer is not JSON (${response.status})`);
    }
  }
}

/** Limits of a provider (-32005, -32029, 429) and what nodes say of load; not what they say of a request itself. */
export function isPassing({ code, message }: JsonRpcError["error"]): boolean {
  if (code === -32005 || code === -32029 || code === 429) return true;
  return /rate limit|too many requests|overloaded|try again|temporarily|header not found|timeout/i.test(message ?? "");
}

function reasonOf(error: unknown, timeout: number): string {
  if (error instanceof Error && error.name === "TimeoutError") return `no answer in ${timeout} ms`;
  const cause = error instanceof Error ? error.cause : undefined;
  return `it cannot be reached (${messageOf(cause ?? error)})`;
}
