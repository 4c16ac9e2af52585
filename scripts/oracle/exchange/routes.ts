import { jsonAnswer, type Route } from "../http/route.js";
import type { SignatureExchange } from "./exchange.js";

/** Content is named by 32 bytes; a name that is a path would lead out of its folder. */
const CONTENT = /^\/content\/(0x[0-9a-f]{64})$/;
const ROUND = /^\/exchange\/(\d{1,10})$/;
const DIGEST = /^\/exchange\/(\d{1,10})\/(0x[0-9a-f]{64})$/;

/**
 * A reporter's mirror over HTTP.
 *
 *     GET  /exchange/ROUND           what there is: [{digest, signer}]
 *     GET  /exchange/ROUND/DIGEST    the messages over a digest, as texts
 *     POST /exchange/ROUND/DIGEST    leaves one
 *     GET  /content/HASH             the bundle with an evidence, or the leaves under a root
 *
 * @example
 * import { SignatureExchange, exchangeRoutes } from "#oracle";
 *
 * const domain = { chainId: 1, oracle: "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512" };
 * const routes = exchangeRoutes(new SignatureExchange({ domain, folder: "build/exchange" }));
 */
export function exchangeRoutes(exchange: SignatureExchange): Route[] {
  return [
    async ({ method, path }) => {
      const [, round] = ROUND.exec(path) ?? [];
      if (round === undefined || method !== "GET") return undefined;
      return jsonAnswer(200, await exchange.list(Number(round)));
    },
    async ({ method, path, body }) => {
      const [, round, digest] = DIGEST.exec(path) ?? [];
      if (round === undefined || digest === undefined) return undefined;
      if (method === "GET") return jsonAnswer(200, await exchange.texts(Number(round), digest));
      if (method !== "POST") return undefined;
      if (exchange.round === undefined) return jsonAnswer(503, { error: "the chain has not been read yet" });
      const why = await exchange.receive(body, digest);
      return why === undefined ? jsonAnswer(200, { kept: true }) : jsonAnswer(422, { error: why });
    },
    async ({ method, path }) => {
      const [, hash] = CONTENT.exec(path) ?? [];
      if (hash === undefined || method !== "GET") return undefined;
      const text = await exchange.ownContent(hash);
      return text === undefined ? jsonAnswer(404, { error: "it is not here" }) : { status: 200, body: text };
    },
  ];
}
