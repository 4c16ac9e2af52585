import { useSyncExternalStore } from "react";

/** Where one can be on the page. It stands behind the `#`, so that any file server will do. */
export type Route =
  | { readonly screen: "market" | "owner" | "rules" }
  | { readonly screen: "model"; readonly model: number }
  | { readonly screen: "bid"; readonly model: number; readonly tick: number | undefined }
  /** Of an account, or of one's own. */
  | { readonly screen: "stake"; readonly holder: `0x${string}` | undefined }
  | { readonly screen: "rounds"; readonly round: number | undefined }
  | { readonly screen: "nowhere" };

/** The route that the part of an address behind its `#` names. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split("?");
  const [screen = "", argument = ""] = path.split("/");
  const id = /^[1-9]\d{0,8}$/.test(argument) ? Number(argument) : undefined;
  switch (screen) {
    case "":
      return { screen: "market" };
    case "owner":
    case "rules":
      return { screen };
    case "model":
      return id === undefined ? { screen: "nowhere" } : { screen, model: id };
    case "bid":
      return id === undefined ? { screen: "nowhere" } : { screen, model: id, tick: tickOf(query) };
    case "stake":
      return { screen, holder: /^0x[0-9a-fA-F]{40}$/.test(argument) ? (argument as `0x${string}`) : undefined };
    case "rounds":
      return { screen, round: id };
    default:
      return { screen: "nowhere" };
  }
}

function tickOf(query: string): number | undefined {
  const text = new URLSearchParams(query).get("tick") ?? "";
  return /^\d{1,3}$/.test(text) && Number(text) < 128 ? Number(text) : undefined;
}

/** The address of a route. */
export function hrefOf(route: Route): string {
  switch (route.screen) {
    case "market":
    case "nowhere":
      return "#/";
    case "model":
      return `#/model/${route.model}`;
    case "bid":
      return `#/bid/${route.model}${route.tick === undefined ? "" : `?tick=${route.tick}`}`;
    case "stake":
      return route.holder === undefined ? "#/stake" : `#/stake/${route.holder}`;
    case "rounds":
      return route.round === undefined ? "#/rounds" : `#/rounds/${route.round}`;
    default:
      return `#/${route.screen}`;
  }
}

function subscribe(onChange: () => void): () => void {
  addEventListener("hashchange", onChange);
  return () => removeEventListener("hashchange", onChange);
}

/** Where one is. */
export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => location.hash));
}
