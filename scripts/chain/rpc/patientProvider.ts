import {
  JsonRpcProvider,
  type JsonRpcApiProviderOptions,
  type JsonRpcError,
  type JsonRpcPayload,
  type JsonRpcResult,
  Network,
} from "ethers";

import { StakespaceError } from "#lib";
import { SILENT, type Talk } from "../talk.js";
import { Backoff, type Pause } from "./backoff.js";
import { Endpoint, isPassing, type Fetch, RequestFailed } from "./endpoint.js";

/** How patient a {@link PatientProvider} is. */
export interface Patience {
  /** Milliseconds until a request counts as lost. Default: 15,000. */
  readonly timeout?: number;
  /** How often a request is tried in all, over all URLs. Default: 8. */
  readonly attempts?: number;
  /** Told about what went wrong. */
  readonly talk?: Talk;
  /** For tests. */
  readonly fetch?: Fetch;
  readonly pause?: Pause;
}

type Answer = JsonRpcResult | JsonRpcError;

/**
 * A provider for nodes as they are: slow, overloaded, gone for a while. Requests of the same moment travel together; one that
 * gets no answer, is refused for coming too often, or meets a server's own error is tried again after a growing, random pause,
 * at the next URL. A URL of another chain is refused by name.
 *
 * Sending the same signed transaction twice does no harm: a node that has it says so, and the transaction is what it was.
 *
 * @example
 * import { PatientProvider } from "#chain";
 *
 * const provider = new PatientProvider(["https://one.example", "https://two.example"], 1, { attempts: 12 });
 * const block = await provider.getBlockNumber();
 */
export class PatientProvider extends JsonRpcProvider {
  readonly #endpoints: readonly Endpoint[];
  readonly #attempts: number;
  readonly #backoff: Backoff;
  readonly #talk: Talk;
  readonly #chainId: number;
  #first = 0;
  /** HTTP requests made so far. */
  requests = 0;

  /**
   * @param urls In the order they are preferred.
   * @param chainId The chain they have to be of.
   */
  constructor(urls: readonly string[], chainId: number, patience: Patience = {}) {
    const [url] = urls;
    if (url === undefined) throw new StakespaceError("No URL of a node is named.", { code: "NO_NODE" });
    const options: JsonRpcApiProviderOptions = {
      staticNetwork: Network.from(chainId),
      batchMaxCount: 50,
      // An answer of a moment ago is not what a transaction that came since has left.
      cacheTimeout: -1,
    };
    super(url, chainId, options);
    const { timeout = 15_000, attempts = 8, talk = SILENT, pause } = patience;
    this.#endpoints = urls.map((each) => new Endpoint(each, timeout, patience.fetch));
    this.#attempts = attempts;
    this.#backoff = new Backoff(pause);
    this.#talk = talk;
    this.#chainId = chainId;
    this.pollingInterval = 1_000;
  }

  /**
   * A provider for whatever chain the first node that answers is of.
   *
   * @throws {StakespaceError} `NO_NODE`, `NODE_UNREACHABLE`.
   */
  static async of(urls: readonly string[], patience: Patience = {}): Promise<PatientProvider> {
    const { timeout = 15_000, attempts = 8, talk = SILENT, pause } = patience;
    const endpoints = urls.map((url) => new Endpoint(url, timeout, patience.fetch));
    const backoff = new Backoff(pause);
    for (let attempt = 1; endpoints.length > 0; attempt++) {
      const endpoint = endpoints[(attempt - 1) % endpoints.length]!;
      try {
        await endpoint.askChain();
        return new PatientProvider(urls, endpoint.chainId!, patience);
      } catch (error) {
        if (!(error instanceof RequestFailed)) throw error;
        if (attempt >= attempts) throw unreachable(endpoints, error.message);
        talk.say(`${endpoint.name}: ${error.message}; trying again.`);
        await backoff.wait(attempt);
      }
    }
    throw new StakespaceError("No URL of a node is named.", { code: "NO_NODE" });
  }

  /** Asks another node first from now on, if there is one: this one answers, but wrongly or late. */
  preferNext(): void {
    this.#first = (this.#first + 1) % this.#endpoints.length;
  }

  override async _send(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<JsonRpcResult[]> {
    let waiting = Array.isArray(payload) ? payload : [payload];
    const answers = new Map<number, Answer>();
    for (let attempt = 1; ; attempt++) {
      const endpoint = this.#endpoints[(this.#first + attempt - 1) % this.#endpoints.length]!;
      const last = attempt >= this.#attempts;
      let reason: string;
      try {
        await this.#requireChain(endpoint);
        this.requests++;
        for (const answer of await endpoint.post(waiting)) {
          if (last || !("error" in answer) || !isPassing(answer.error)) answers.set(answer.id, answer);
        }
        waiting = waiting.filter(({ id }) => !answers.has(id));
        if (waiting.length === 0) {
          this.#first = this.#endpoints.indexOf(endpoint);
          // The type knows no error among the answers, the caller does.
          return [...answers.values()] as JsonRpcResult[];
        }
        reason = "it asked to come back later";
      } catch (error) {
        reason = this.#passingReason(error);
      }
      if (last) throw unreachable(this.#endpoints, reason);
      this.#talk.say(`${endpoint.name}: ${reason}; trying again.`);
      await this.#backoff.wait(attempt);
    }
  }

  /** Why another node is asked, where that may help. One of another chain is left out, as long as there is one of this. */
  #passingReason(error: unknown): string {
    if (error instanceof RequestFailed) return error.message;
    const others = this.#endpoints.some(({ chainId }) => chainId === undefined || chainId === this.#chainId);
    if (others && error instanceof StakespaceError && error.code === "WRONG_CHAIN")
      return "it is a node of another chain";
    throw error;
  }

  /** A node of another chain would answer everything, and wrongly. */
  async #requireChain(endpoint: Endpoint): Promise<void> {
    if (endpoint.chainId === undefined) {
      this.requests++;
      await endpoint.askChain();
    }
    if (endpoint.chainId === this.#chainId) return;
    throw new StakespaceError(
      `${endpoint.name} is a node of chain ${endpoint.chainId}, not of chain ${this.#chainId}.`,
      {
        code: "WRONG_CHAIN",
        facts: { chainId: this.#chainId, found: endpoint.chainId },
      },
    );
  }
}

function unreachable(endpoints: readonly Endpoint[], reason: string): StakespaceError {
  const names = endpoints.map(({ name }) => name).join(", ");
  return new StakespaceError(`No node answers at ${names}: ${reason}.`, { code: "NODE_UNREACHABLE" });
}
