import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { WagmiProvider } from "wagmi";

import { ConfigError, loadConfig } from "./config.ts";
import { Frame } from "./frame.tsx";
import { announceNodeWallet } from "./wallet/nodeWallet.ts";
import { walletsFor } from "./wallet/setup.ts";
import { words } from "./words/index.ts";
import "./styles/index.css";

const root = createRoot(document.getElementById("page")!);
try {
  const config = await loadConfig();
  if (config.nodeSigns) announceNodeWallet(config);
  const wallets = walletsFor(config);
  const queries = new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false, staleTime: 2_000 } } });
  root.render(
    <StrictMode>
      <WagmiProvider config={wallets}>
        <QueryClientProvider client={queries}>
          <Frame config={config} />
        </QueryClientProvider>
      </WagmiProvider>
    </StrictMode>,
  );
} catch (error) {
  const { badConfig, noConfig } = words.frame;
  root.render(
    <main className="alone">
      <h1>{words.frame.name}</h1>
      <p role="alert">
        {error instanceof ConfigError ? badConfig : noConfig} {error instanceof Error ? error.message : String(error)}
      </p>
    </main>,
  );
}
