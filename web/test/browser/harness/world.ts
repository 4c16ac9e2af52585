import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { createPublicClient, createWalletClient, defineChain, http, type Address, type PublicClient } from "viem";

import { type Running, Stack } from "../../../../scripts/dev/web/stack.ts";
import { launch } from "./chromium.ts";
import { addWallet } from "./wallet.ts";

/** A small tournament, quickly played. */
const SIZE = ["--rounds", "4", "--models", "24", "--accounts", "12", "--stocks", "150"];

/** A chain, an index, the page, and a browser to look at it. */
export class World {
  readonly stack = new Stack();
  #running: Running | undefined;
  #browser: Browser | undefined;
  /** What went wrong in pages, by their own account. */
  readonly complaints: string[] = [];

  async start(): Promise<void> {
    this.#running = await this.stack.start({ port: 0, chain: SIZE, onStep: () => undefined });
    this.#browser = await launch();
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    await this.stack.stop();
  }

  get running(): Running {
    return this.#running!;
  }

  get client(): PublicClient {
    return createPublicClient({ transport: http(this.running.rpc) });
  }

  /** An account that does not play: a reporter's, who only signs. */
  async bystander(): Promise<Address> {
    return (await createWalletClient({ transport: http(this.running.rpc) }).getAddresses())[3]!;
  }

  /** Somebody else, who sends without a page. */
  async send(from: Address, to: Address, data: `0x${string}`): Promise<void> {
    const chain = defineChain({
      id: 31_337,
      name: "local",
      nativeCurrency: { name: "", symbol: "", decimals: 18 },
      rpcUrls: { default: { http: [] } },
    });
    const wallet = createWalletClient({ transport: http(this.running.rpc), chain });
    const hash = await wallet.sendTransaction({ account: from, to, data });
    await this.client.waitForTransactionReceipt({ hash, pollingInterval: 100 });
  }

  /** A page with a wallet of one of the players'. */
  async page(account: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser!.newContext({
      locale: "en-GB",
      timezoneId: "Europe/Berlin",
      viewport: { width: 1_280, height: 900 },
      ...options,
    });
    context.setDefaultTimeout(15_000);
    await addWallet(context, this.running.rpc, account);
    const page = await context.newPage();
    page.on("pageerror", (error) => this.complaints.push(error.stack ?? error.message));
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
    return page;
  }

  /** Opens a screen, by its address behind the `#`. */
  async open(page: Page, place: string): Promise<void> {
    await page.goto(`${this.running.page}/#/${place}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
  }

  /** Connects the test's wallet. */
  async connect(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Connect a wallet" }).click();
    await page.getByRole("button", { name: "Test wallet" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  }
}
