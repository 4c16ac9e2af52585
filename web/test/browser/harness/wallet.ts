import type { BrowserContext } from "playwright-core";

/** What the test can tell the wallet of a page. */
export interface WalletWishes {
  /** Refuse what would be signed. */
  refuse?: boolean;
  /** The chain it says it is on, until it is asked to switch. */
  chainId?: string;
}

declare global {
  interface Window {
    wishes: WalletWishes;
    asked: string[];
  }
}

/** A wallet as any other: announced by EIP-6963, it forwards what it is asked to the node, which signs for the account. */
export async function addWallet(context: BrowserContext, rpc: string, account: string): Promise<void> {
  // The loader of these tests names functions by a helper of its own, which a page does not have.
  await context.addInitScript("globalThis.__name = (named) => named");
  await context.addInitScript(
    ({ rpc: url, account: owner }) => {
      window.wishes = {};
      window.asked = [];
      const listeners: ((chainId: string) => void)[] = [];
      const request = async ({ method, params = [] }: { method: string; params?: unknown[] }): Promise<unknown> => {
        window.asked.push(method);
        if (method === "eth_requestAccounts") sessionStorage.setItem("connected", "yes");
        if (method === "eth_requestAccounts" || method === "eth_accounts")
          return sessionStorage.getItem("connected") === null ? [] : [owner];
        if (method === "eth_chainId" && window.wishes.chainId !== undefined) return window.wishes.chainId;
        if (method === "wallet_switchEthereumChain") {
          delete window.wishes.chainId;
          for (const listener of listeners) listener((params[0] as { chainId: string }).chainId);
          return null;
        }
        if (window.wishes.refuse === true && /send|sign/.test(method))
          throw Object.assign(new Error("User rejected the request."), { code: 4001 });
        const response = await fetch(url, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
        });
        const { result, error } = (await response.json()) as { result: unknown; error?: { message: string } };
        if (error !== undefined) throw Object.assign(new Error(error.message), error);
        return result;
      };
      const on = (event: string, listener: (value: string) => void): void =>
        void (event === "chainChanged" && listeners.push(listener));
      const detail = {
        info: {
          uuid: "4a1f1c3e-55aa-4c66-8a1e-0e4d6c2b9f01",
          name: "Test wallet",
          icon: "data:image/svg+xml,%3Csvg/%3E",
          rdns: "test.wallet",
        },
        provider: { request, on, removeListener: () => undefined },
      };
      const announce = (): boolean =>
        window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: Object.freeze(detail) }));
      window.addEventListener("eip6963:requestProvider", announce);
      announce();
    },
    { rpc, account },
  );
}
