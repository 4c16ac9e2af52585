import { useConnect, useConnection, useConnectors, useDisconnect, useSwitchChain } from "wagmi";

import { useApp } from "../data/app.tsx";

/** Who is connected, and whether his wallet is where the page is. */
export function useWallet() {
  const { config } = useApp();
  const { address, chainId, status, connector } = useConnection();
  const connect = useConnect();
  const { mutate: disconnect } = useDisconnect();
  const switching = useSwitchChain();
  const known = useConnectors();
  // What wallets announce has an id of its own; the nameless `injected` is only of use where nothing is announced.
  const announced = known.filter(({ id }) => id !== "injected");
  return {
    address: status === "connected" ? address : undefined,
    status,
    name: connector?.name,
    wallets: announced.length > 0 ? announced : known,
    connect: (wallet: (typeof known)[number]) => connect.mutate({ connector: wallet }),
    connecting: connect.isPending,
    connectError: connect.error,
    disconnect: () => disconnect({}),
    wrongChain: status === "connected" && chainId !== config.chainId,
    walletChainId: chainId,
    switchChain: () => switching.mutate({ chainId: config.chainId }),
    switchError: switching.error,
  };
}
