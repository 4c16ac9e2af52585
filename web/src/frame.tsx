import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useMemo, useRef } from "react";
import { readContract } from "viem/actions";
import { useClient } from "wagmi";

import { testTokenAbi } from "stakespace/abi";
import type { TokenInfo } from "stakespace/errors";

import { Banners } from "./banners.tsx";
import type { Config } from "./config.ts";
import { type App, AppProvider } from "./data/app.tsx";
import { useFollowing } from "./data/head.tsx";
import { Boundary } from "./parts/boundary.tsx";
import { ConnectButton } from "./parts/connect.tsx";
import { Reading } from "./parts/figures.tsx";
import { Empty } from "./parts/notice.tsx";
import { hrefOf, type Route, useRoute } from "./router.ts";
import { RoundStrip } from "./roundStrip.tsx";
import { Market } from "./screens/market/market.tsx";
import { words } from "./words/index.ts";

const Model = lazy(() => import("./screens/model/model.tsx"));
const Bid = lazy(() => import("./screens/bid/bid.tsx"));
const Stake = lazy(() => import("./screens/stake/stake.tsx"));
const Owner = lazy(() => import("./screens/owner/owner.tsx"));
const Rounds = lazy(() => import("./screens/rounds/rounds.tsx"));
const Rules = lazy(() => import("./screens/rules/rules.tsx"));

const PLACES = [
  { name: words.frame.market, route: { screen: "market" }, of: ["market", "model", "bid"] },
  { name: words.frame.stake, route: { screen: "stake", holder: undefined }, of: ["stake"] },
  { name: words.frame.owner, route: { screen: "owner" }, of: ["owner"] },
  { name: words.frame.rounds, route: { screen: "rounds", round: undefined }, of: ["rounds"] },
  { name: words.frame.rules, route: { screen: "rules" }, of: ["rules"] },
] as const satisfies readonly { name: string; route: Route; of: readonly string[] }[];

/** What is remembered of the token, so that amounts have their unit at once and without a node. */
const remembered = ({ chainId, addresses }: Config): string => `stakespace:${chainId}:${addresses.token}`;

function useToken(config: Config): TokenInfo {
  const client = useClient({ chainId: config.chainId })!;
  const { data } = useQuery({
    queryKey: ["token"],
    staleTime: Infinity,
    queryFn: async (): Promise<TokenInfo> => {
      const token = { address: config.addresses.token, abi: testTokenAbi } as const;
      const [symbol, decimals] = await Promise.all([
        readContract(client, { ...token, functionName: "symbol" }),
        readContract(client, { ...token, functionName: "decimals" }),
      ]);
      localStorage.setItem(remembered(config), JSON.stringify({ symbol, decimals }));
      return { symbol, decimals };
    },
    initialData: () => {
      const known = localStorage.getItem(remembered(config));
      return known === null ? undefined : (JSON.parse(known) as TokenInfo);
    },
    initialDataUpdatedAt: 0,
  });
  return data ?? { symbol: "tokens", decimals: 18 };
}

/** The page around its screens. */
export function Frame({ config }: { readonly config: Config }) {
  const client = useClient({ chainId: config.chainId })!;
  const token = useToken(config);
  const app = useMemo<App>(
    () => ({
      config,
      client,
      token,
      deployment: { client, chainId: config.chainId, addresses: config.addresses, token },
    }),
    [config, client, token],
  );
  return (
    <AppProvider value={app}>
      <Page />
    </AppProvider>
  );
}

function Page() {
  useFollowing();
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const place = hrefOf(route).split("?")[0];
  const first = useRef(true);
  // Whoever goes to another screen is taken to its beginning, by eye and by ear.
  useEffect(() => {
    if (first.current) first.current = false;
    else {
      scrollTo(0, 0);
      main.current?.focus({ preventScroll: true });
    }
  }, [place]);
  return (
    <>
      <a
        className="skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {words.frame.skip}
      </a>
      <header className="top">
        <a className="logo" href={hrefOf({ screen: "market" })}>
          <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <rect x="2" y="13" width="5" height="9" rx="1.2" />
            <rect x="9.5" y="8" width="5" height="14" rx="1.2" />
            <rect x="17" y="2" width="5" height="20" rx="1.2" />
          </svg>
          {words.frame.name}
        </a>
        <nav aria-label={words.frame.navigation}>
          {PLACES.map(({ name, route: to, of }) => (
            <a
              key={name}
              href={hrefOf(to)}
              aria-current={(of as readonly string[]).includes(route.screen) ? "page" : undefined}
            >
              {name}
            </a>
          ))}
        </nav>
        <ConnectButton />
      </header>
      <RoundStrip />
      <main id="content" ref={main} tabIndex={-1}>
        <Banners />
        <Boundary at={place ?? ""}>
          <Suspense fallback={<Reading />}>
            <Screen route={route} />
          </Suspense>
        </Boundary>
      </main>
    </>
  );
}

function Screen({ route }: { readonly route: Route }) {
  switch (route.screen) {
    case "market":
      return <Market />;
    case "model":
      return <Model key={route.model} id={route.model} />;
    case "bid":
      return <Bid key={route.model} id={route.model} firstTick={route.tick} />;
    case "stake":
      return <Stake holder={route.holder} />;
    case "owner":
      return <Owner />;
    case "rounds":
      return <Rounds round={route.round} />;
    case "rules":
      return <Rules />;
    default:
      return <Empty action={<a href="#/">{words.frame.toMarket}</a>}>{words.frame.nowhere}</Empty>;
  }
}
