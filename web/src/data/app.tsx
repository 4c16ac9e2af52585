import { createContext, useContext } from "react";
import type { Client } from "viem";

import type { TokenInfo } from "stakespace/errors";
import type { ViemDeployment } from "stakespace/viem";

import type { Config } from "../config.ts";

/** What every screen works with. */
export interface App {
  readonly config: Config;
  readonly client: Client;
  readonly deployment: ViemDeployment;
  readonly token: TokenInfo;
}

const AppContext = createContext<App | undefined>(undefined);

export const AppProvider = AppContext.Provider;

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error("outside of the page's frame");
  return app;
}
