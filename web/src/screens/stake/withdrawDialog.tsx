import { useState } from "react";

import { rate } from "stakespace/twin";

import { useApp } from "../../data/app.tsx";
import { usePositionsOn } from "../../data/reads.tsx";
import { DealPanel } from "../../parts/dealPanel.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextField } from "../../parts/field.tsx";
import { useAmountWords, useExactWords } from "../../parts/figures.tsx";
import { exactAmount, parseAmount, rateText } from "../../units/amounts.ts";
import { withdrawDeal } from "../../wallet/deals.ts";
import { useDeal } from "../../wallet/useDeal.ts";
import { useWallet } from "../../wallet/useWallet.ts";
import { words } from "../../words/index.ts";
import type { Shown } from "./positions.tsx";

const w = words.stake;

/** Some or all of a position back to its holder. */
export function WithdrawDialog({
  position,
  holder,
  onClose,
}: {
  readonly position: Shown;
  readonly holder: `0x${string}`;
  readonly onClose: () => void;
}) {
  const { config, token } = useApp();
  const { wrongChain } = useWallet();
  const now = usePositionsOn(position.model, holder).data?.find(({ tick }) => tick === position.tick);
  const deal = useDeal();
  const say = useAmountWords();
  const exact = useExactWords();
  // All there is, also if that changes meanwhile, until something else is entered.
  const [entered, setText] = useState<string>();
  const [assets, shares] = [now?.assets ?? position.assets, now?.shares ?? position.shares];
  const text = entered ?? exactAmount(assets, token.decimals);
  const wanted = parseAmount(text, token.decimals);
  const gone = deal.state.kind === "done";
  const wrong =
    wanted === undefined
      ? words.bid.errors.badAmount(token.decimals)
      : wanted === 0n
        ? words.bid.errors.noAmount
        : wanted > assets
          ? w.withdrawIntro(say(assets), rateText(rate(position.tick)))
          : undefined;
  // Everything by its shares, so that nothing is left over; a part rounded up to a share, to give at least what was asked for.
  const part =
    wanted === undefined || wanted === assets || assets === 0n
      ? shares
      : min((wanted * shares + assets - 1n) / assets, shares);
  return (
    <Dialog title={w.withdrawTitle(position.name)} onClose={onClose}>
      <p>{w.withdrawIntro(say(assets), rateText(rate(position.tick)))}</p>
      <TextField
        name={words.bid.amount}
        value={text}
        onChange={setText}
        unit={token.symbol}
        inputMode="decimal"
        error={gone ? undefined : wrong}
        action={
          <button type="button" className="button small quiet" onClick={() => setText(undefined)}>
            {w.withdrawAll}
          </button>
        }
      />
      <DealPanel state={deal.state} onDismiss={deal.reset} />
      <div className="actions">
        <button
          type="button"
          className="button primary"
          disabled={gone || wrong !== undefined || deal.busy || wrongChain}
          onClick={() => {
            const title = w.withdrawSend(exact(wanted ?? 0n));
            void deal.run(
              withdrawDeal(
                config.addresses,
                { model: position.model, tick: position.tick, shares: part, holder },
                title,
              ),
            );
          }}
        >
          {wanted === undefined ? w.withdraw : w.withdrawSend(say(wanted))}
        </button>
        <button type="button" className="button quiet" onClick={onClose}>
          {gone ? words.frame.wallet.close : w.cancel}
        </button>
      </div>
    </Dialog>
  );
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
