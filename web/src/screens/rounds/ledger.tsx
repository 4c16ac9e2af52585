import { useApp } from "../../data/app.tsx";
import { useTreasury } from "../../data/reads.tsx";
import { DealPanel } from "../../parts/dealPanel.tsx";
import { Address, Amount, Reading, Stat } from "../../parts/figures.tsx";
import { Failed } from "../../parts/notice.tsx";
import { countText } from "../../units/amounts.ts";
import { spaceDeal } from "../../wallet/deals.ts";
import { useDeal } from "../../wallet/useDeal.ts";
import { useWallet } from "../../wallet/useWallet.ts";
import { words } from "../../words/index.ts";

const w = words.rounds;

/** What the contract holds, for what, and who signs reports. */
export function Ledger() {
  const { config } = useApp();
  const { data, error, refetch } = useTreasury();
  const { address, wrongChain } = useWallet();
  const deal = useDeal();
  return (
    <section aria-labelledby="ledger">
      <h2 id="ledger">{w.ledger}</h2>
      {data === undefined && (error === null ? <Reading /> : <Failed error={error} retry={() => void refetch()} />)}
      {data !== undefined && (
        <>
          <dl className="stats">
            <Stat name={w.treasury} note={w.treasuryHelp}>
              <Amount wei={data.treasury} />
            </Stat>
            <Stat name={w.burned} note={w.burnedHelp}>
              <Amount wei={data.burned} />
            </Stat>
            <Stat name={w.rentOwed}>
              <Amount wei={data.rentOwed} />
            </Stat>
            <Stat name={w.held} note={w.heldHelp}>
              <Amount wei={data.held} />
            </Stat>
          </dl>
          {data.burned > 0n && address !== undefined && (
            <button
              type="button"
              className="button small"
              disabled={wrongChain || deal.busy}
              onClick={() =>
                void deal.run(
                  spaceDeal(config.addresses, "flushBurned", undefined, { title: w.flush, done: words.deal.flushed }),
                )
              }
            >
              {w.flush}
            </button>
          )}
          <DealPanel state={deal.state} onDismiss={deal.reset} />
          <p className="note">
            {w.reporters}:{" "}
            {data.reporters.map((reporter) => (
              <span key={reporter}>
                <Address address={reporter} />{" "}
              </span>
            ))}
            – {w.quorum(countText(data.quorum), countText(data.reporters.length))}.
          </p>
        </>
      )}
    </section>
  );
}
