import type { ModelView } from "stakespace/viem";

import { useApp } from "../../data/app.tsx";
import { useMoment } from "../../data/head.tsx";
import { DealPanel } from "../../parts/dealPanel.tsx";
import { settleDeal } from "../../wallet/deals.ts";
import { useDeal } from "../../wallet/useDeal.ts";
import { useWallet } from "../../wallet/useWallet.ts";
import { words } from "../../words/index.ts";

const w = words.model;

/** Brings a model up to date on the chain, where it is behind. */
export function Settle({ model, name }: { readonly model: ModelView; readonly name: string }) {
  const { config } = useApp();
  const { moment } = useMoment();
  const { address, wrongChain } = useWallet();
  const deal = useDeal();
  const last = moment === undefined ? 0 : moment.view.round - 1;
  const behind = model.pools.length > 0 && model.settledThrough < last;
  return (
    <>
      {behind && (
        <p className="settle note">
          {w.settleHelp(model.settledThrough, last)}{" "}
          {address !== undefined && (
            <button
              type="button"
              className="button small"
              disabled={wrongChain || deal.busy}
              onClick={() => void deal.run(settleDeal(config.addresses, [model.model], w.settleTitle(name)))}
            >
              {w.settle}
            </button>
          )}
        </p>
      )}
      <DealPanel state={deal.state} onDismiss={deal.reset} />
    </>
  );
}
