import { JsonRpcProvider, type JsonRpcPayload, type JsonRpcResult } from "ethers";

/**
 * ethers' provider for a node over HTTP, but that the platform reads what the node sends: ethers takes texts apart in JavaScript,
 * letter by letter, and a long answer is a million of them.
 *
 * @example
 * import { NodeProvider } from "#chain";
 *
 * const provider = new NodeProvider("http://127.0.0.1:8545");
 * provider.destroy();
 */
export class NodeProvider extends JsonRpcProvider {
  override async _send(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<JsonRpcResult[]> {
    const request = this._getConnection();
    request.body = JSON.stringify(payload);
    request.setHeader("content-type", "application/json");
    const response = await request.send();
    response.assertOk();
    const results = parsed(response.body) ?? (response.bodyJson as JsonRpcResult | JsonRpcResult[]);
    return Array.isArray(results) ? results : [results];
  }
}

/** Undefined where it is no JSON: ethers says that best. */
function parsed(body: Uint8Array | null): JsonRpcResult | JsonRpcResult[] | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(body ?? undefined)) as JsonRpcResult | JsonRpcResult[];
  } catch {
    return undefined;
  }
}
