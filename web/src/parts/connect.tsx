import { useState } from "react";

import { useApp } from "../data/app.tsx";
import { usePurse } from "../data/reads.tsx";
import { useDeal } from "../wallet/useDeal.ts";
import { mintDeal } from "../wallet/deals.ts";
import { useWallet } from "../wallet/useWallet.ts";
import { words } from "../words/index.ts";
import { DealPanel } from "./dealPanel.tsx";
import { Dialog } from "./dialog.tsx";
import { Address, Amount, Stat, useAmountWords, Whole } from "./figures.tsx";
import { Empty, Notice } from "./notice.tsx";

/** Test tokens of one helping. */
const HELPING = 1_000n;

/** The button of the header: connects, or says who is connected. */
export function ConnectButton() {
  const wallet = useWallet();
  const [open, setOpen] = useState(false);
  const { address } = wallet;
  // Whoever has just connected or disconnected is done with the dialog.
  const [seen, setSeen] = useState(address);
  if (seen !== address) {
    setSeen(address);
    setOpen(false);
  }
  return (
    <>
      <button
        type="button"
        className={address === undefined ? "button primary" : "button"}
        onClick={() => setOpen(true)}
      >
        {address === undefined ? words.frame.wallet.connect : <Address address={address} />}
      </button>
      {open &&
        (address === undefined ? (
          <Choose onClose={() => setOpen(false)} />
        ) : (
          <Connected onClose={() => setOpen(false)} />
        ))}
    </>
  );
}

function Choose({ onClose }: { readonly onClose: () => void }) {
  const { wallets, connect, connecting, connectError } = useWallet();
  const w = words.frame.wallet;
  return (
    <Dialog title={w.choose} onClose={onClose}>
      {wallets.length === 0 && <Empty hint={w.noneHint}>{w.none}</Empty>}
      <ul className="wallets">
        {wallets.map((wallet) => (
          <li key={wallet.uid}>
            <button type="button" className="button wide" disabled={connecting} onClick={() => connect(wallet)}>
              {wallet.icon?.startsWith("data:image/") === true && (
                <img src={wallet.icon} alt="" width="24" height="24" />
              )}
              {wallet.name}
            </button>
          </li>
        ))}
      </ul>
      {connecting && <p role="status">{w.connecting}</p>}
      {connectError !== null && (
        <Notice kind="bad">
          {w.refused} {connectError.message.split("\n")[0]}
        </Notice>
      )}
    </Dialog>
  );
}

function Connected({ onClose }: { readonly onClose: () => void }) {
  const { config, token } = useApp();
  const { address, name, disconnect } = useWallet();
  const { data: purse } = usePurse(address);
  const deal = useDeal();
  const say = useAmountWords();
  const w = words.frame.wallet;
  const helping = HELPING * 10n ** BigInt(token.decimals);
  if (address === undefined) return null;
  return (
    <Dialog title={w.connected(name ?? "")} onClose={onClose}>
      <p>
        <Whole hex={address} />
      </p>
      <dl className="stats">
        <Stat name={w.balance}>{purse === undefined ? "…" : <Amount wei={purse.balance} />}</Stat>
      </dl>
      <DealPanel state={deal.state} onDismiss={deal.reset} />
      <div className="actions">
        {config.testToken && (
          <button
            type="button"
            className="button"
            disabled={deal.busy}
            onClick={() => void deal.run(mintDeal(config.addresses, address, helping, w.mint(say(helping))))}
          >
            {w.mint(say(helping))}
          </button>
        )}
        <button type="button" className="button quiet" onClick={disconnect}>
          {w.disconnect}
        </button>
      </div>
    </Dialog>
  );
}
