import type { Config } from "../config.ts";

/**
 * A wallet for trying things out: a local node signs for its own accounts. It announces itself as any wallet does, and forwards what
 * it is asked.
 */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%23555'/%3E%3Cpath d='M8 20h16M8 12h16' stroke='white' stroke-width='4'/%3E%3C/svg%3E";

interface Request {
  readonly method: string;
  readonly params?: readonly unknown[];
}

/** Whether somebody said yes to this page, as wallets remember it. */
const ALLOWED = "stakespace:node-wallet";

/** Announces the wallet. */
export function announceNodeWallet({ rpcUrl, chainName: name, nodeAccount }: Config): void {
  const forward = async ({ method, params = [] }: Request): Promise<unknown> => {
    const response = await fetch(rpcUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    });
    const { result, error } = (await response.json()) as {
      result?: unknown;
      error?: { code: number; message: string; data?: unknown };
    };
    if (error !== undefined) throw Object.assign(new Error(error.message), error);
    return result;
  };
  const accounts = async (): Promise<unknown> => {
    const all = (await forward({ method: "eth_accounts" })) as string[];
    const first = all.filter((account) => account.toLowerCase() === nodeAccount?.toLowerCase());
    return [...first, ...all.filter((account) => !first.includes(account))];
  };
  const provider = {
    request: ({ method, params }: Request): Promise<unknown> => {
      if (method === "eth_requestAccounts") {
        localStorage.setItem(ALLOWED, "yes");
        return accounts();
      }
      if (method === "eth_accounts") return localStorage.getItem(ALLOWED) === null ? Promise.resolve([]) : accounts();
      if (method === "wallet_revokePermissions") localStorage.removeItem(ALLOWED);
      if (method === "wallet_switchEthereumChain" || method === "wallet_revokePermissions")
        return Promise.resolve(null);
      return forward(params === undefined ? { method } : { method, params });
    },
    on: () => provider,
    removeListener: () => provider,
  };
  const info = { uuid: "0d1f5a3e-7c54-4d0e-9b8e-6a1c2d7b4f10", name, icon: ICON, rdns: "local.node.accounts" };
  const announce = (): void => {
    dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: Object.freeze({ info, provider }) }));
  };
  addEventListener("eip6963:requestProvider", announce);
  announce();
}
