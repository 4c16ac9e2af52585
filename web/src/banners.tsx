import { useApp } from "./data/app.tsx";
import { useIndexState, useMoment, WrongChain } from "./data/head.tsx";
import { Notice } from "./parts/notice.tsx";
import { useWallet } from "./wallet/useWallet.ts";
import { words } from "./words/index.ts";

/** Blocks an index may be behind before it is worth a word. */
const BEHIND = 20;

/** What is not as it should be, over every screen. */
export function Banners() {
  const { config } = useApp();
  const { moment, error } = useMoment();
  const index = useIndexState();
  const wallet = useWallet();
  const w = words.frame;
  const ours = w.network(config.chainName, config.chainId);
  const behind = index?.kind === "up" && moment !== undefined ? moment.block.number - index.block : 0;
  return (
    <div className="banners">
      {error !== null && (
        <Notice kind="bad">
          {error instanceof WrongChain ? (
            <>
              <strong>{w.wrongChain}</strong> {error.message}
            </>
          ) : (
            w.nodeDown
          )}
        </Notice>
      )}
      {wallet.wrongChain && (
        <Notice
          kind="warning"
          live
          action={
            <button type="button" className="button small" onClick={wallet.switchChain}>
              {w.switch(config.chainName)}
            </button>
          }
        >
          {w.wrongNetwork(
            wallet.walletChainId === undefined ? "another network" : `chain ${wallet.walletChainId}`,
            ours,
          )}{" "}
          {wallet.switchError !== null && wallet.switchError.message.split("\n")[0]}
        </Notice>
      )}
      {index?.kind === "down" && (
        <Notice kind="warning" live>
          {w.indexDown}
        </Notice>
      )}
      {index?.kind === "stranger" && (
        <Notice kind="warning" live>
          {w.indexStranger(index.chainId)}
        </Notice>
      )}
      {behind > BEHIND && <Notice kind="warning">{w.indexBehind(behind)}</Notice>}
      {moment?.view.paused === true && <Notice kind="warning">{w.paused}</Notice>}
    </div>
  );
}
