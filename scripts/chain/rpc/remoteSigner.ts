import {
  AbstractSigner,
  getAddress,
  type Provider,
  resolveAddress,
  toQuantity,
  Transaction,
  type TransactionRequest,
  type TypedDataDomain,
  TypedDataEncoder,
  type TypedDataField,
} from "ethers";

import { messageOf, StakespaceError } from "#lib";
import type { Account } from "../connection.js";
import { Endpoint, type Fetch, RequestFailed } from "./endpoint.js";

/** Milliseconds for a signature: where a person presses a button, it takes a while. */
const PATIENCE = 120_000;
/** What signers call the same request; the first that one knows is taken. */
const TYPED_DATA = ["eth_signTypedData_v4", "eth_signTypedData", "account_signTypedData"];
const TRANSACTION = ["eth_signTransaction", "account_signTransaction"];
const UNKNOWN_METHOD = -32_601;

/**
 * A key that some other program keeps: web3signer, Clef, a signer of a hardware module. It is asked over JSON-RPC and never shows
 * the key; transactions come back signed and are sent by whoever asked.
 */
class RemoteSigner extends AbstractSigner implements Account {
  readonly address: string;
  readonly #endpoint: Endpoint;

  constructor(address: string, endpoint: Endpoint, provider?: Provider) {
    super(provider);
    this.address = address;
    this.#endpoint = endpoint;
  }

  getAddress(): Promise<string> {
    return Promise.resolve(this.address);
  }

  connect(provider: Provider): RemoteSigner {
    return new RemoteSigner(this.address, this.#endpoint, provider);
  }

  signMessage(): Promise<string> {
    return Promise.reject(new StakespaceError("Nothing here signs plain messages.", { code: "SIGNER_REFUSED" }));
  }

  async signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<string> {
    const payload = TypedDataEncoder.getPayload(domain, types, value) as unknown;
    const found = await ask(this.#endpoint, TYPED_DATA, [this.address, payload]);
    return String(found);
  }

  override async signTransaction(request: TransactionRequest): Promise<string> {
    const to = request.to === null || request.to === undefined ? undefined : await resolveAddress(request.to);
    const quantity = (value: unknown): string => toQuantity((value ?? 0) as bigint);
    const found = await ask(this.#endpoint, TRANSACTION, [
      {
        from: this.address,
        ...(to !== undefined && { to }),
        data: request.data ?? "0x",
        value: quantity(request.value),
        gas: quantity(request.gasLimit),
        nonce: quantity(request.nonce),
        chainId: quantity(request.chainId),
        maxFeePerGas: quantity(request.maxFeePerGas),
        maxPriorityFeePerGas: quantity(request.maxPriorityFeePerGas),
      },
    ]);
    const raw = typeof found === "string" ? found : String((Object(found) as { raw?: unknown }).raw);
    const signed = Transaction.from(raw);
    // Whatever else it was asked to sign would be sent in its name.
    if (signed.from === this.address && signed.data === (request.data ?? "0x") && signed.nonce === request.nonce)
      return raw;
    throw new StakespaceError(`The signer gave back another transaction than it was asked to sign.`, {
      code: "SIGNER_REFUSED",
      hint: "Nothing was sent; look at the signer's own log.",
    });
  }
}

/**
 * The keys that a signing program keeps, by its JSON-RPC URL.
 *
 * @param url Keep it on loopback or a private network: whoever reaches it can sign.
 * @throws {StakespaceError} `SIGNER_UNREACHABLE`, `SIGNER_REFUSED`.
 *
 * @example
 * import { remoteAccounts } from "#chain";
 *
 * const [reporter] = await remoteAccounts("http://127.0.0.1:9000");
 */
export async function remoteAccounts(url: string, fetch_: Fetch = fetch): Promise<Account[]> {
  const endpoint = new Endpoint(url, PATIENCE, fetch_);
  const found = await ask(endpoint, ["eth_accounts", "account_list"], []);
  if (Array.isArray(found)) return found.map((address) => new RemoteSigner(getAddress(String(address)), endpoint));
  throw new StakespaceError(`The signer at ${endpoint.name} does not say which accounts it has.`, {
    code: "SIGNER_REFUSED",
  });
}

/** Asks by the first name of a method that the signer knows. */
async function ask(endpoint: Endpoint, methods: readonly string[], params: readonly unknown[]): Promise<unknown> {
  let why = "it knows none of the methods";
  for (const method of methods) {
    let answer;
    try {
      [answer] = await endpoint.post([{ id: 1, jsonrpc: "2.0", method, params: [...params] }]);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      throw new StakespaceError(`No signer answers at ${endpoint.name}: ${messageOf(error)}.`, {
        code: "SIGNER_UNREACHABLE",
        hint: "Start it, or name another one with --signer.",
      });
    }
    if (answer !== undefined && !("error" in answer)) return answer.result;
    if (answer !== undefined) why = answer.error.message ?? why;
    if (answer?.error.code !== UNKNOWN_METHOD && !/not (found|supported|exist)|unknown method/i.test(why)) break;
  }
  throw new StakespaceError(`The signer at ${endpoint.name} does not sign: ${why}.`, {
    code: "SIGNER_REFUSED",
    hint: `Asked was ${methods.join(", ")}; look at the signer's own log.`,
  });
}
