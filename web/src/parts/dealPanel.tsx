import { useApp } from "../data/app.tsx";
import { countText } from "../units/amounts.ts";
import type { DealState } from "../wallet/deal.ts";
import { words } from "../words/index.ts";
import { Notice } from "./notice.tsx";

/** How a deal stands, in words. */
export function DealPanel({ state, onDismiss }: { readonly state: DealState; readonly onDismiss: () => void }) {
  const w = words.deal;
  if (state.kind === "idle") return null;
  const dismiss = (
    <button type="button" className="button small quiet" onClick={onDismiss}>
      {w.dismiss}
    </button>
  );
  if (state.kind === "done") {
    return (
      <Notice kind="good" live action={dismiss}>
        <strong>{state.deal.done}</strong> {state.block !== undefined && w.doneIn(countText(state.block))}
        <HashLine hash={state.hash} />
      </Notice>
    );
  }
  const { steps } = state.deal;
  const { title } = steps[state.step] ?? state.deal;
  const place = steps.length > 1 ? <span className="note">{w.step(state.step + 1, steps.length)}</span> : null;
  if (state.kind === "failed") {
    return (
      <Notice kind="bad" action={dismiss}>
        <strong>{w.failedAt(title)}</strong> {state.message} {state.hint}
        <HashLine hash={state.hash} />
      </Notice>
    );
  }
  return (
    <Notice live>
      <span className="spinner" aria-hidden="true" />
      <strong>{w[state.kind](title)}</strong> {place}
      {state.kind === "pending" && <HashLine hash={state.hash} />}
    </Notice>
  );
}

function HashLine({ hash }: { readonly hash: string | undefined }) {
  const { explorerUrl } = useApp().config;
  if (hash === undefined) return null;
  return (
    <p className="hash">
      {words.deal.hash} <code className="whole">{hash}</code>{" "}
      {explorerUrl !== undefined && (
        <a href={`${explorerUrl}/tx/${hash}`} rel="noreferrer noopener" target="_blank">
          {words.frame.explorer}
        </a>
      )}
    </p>
  );
}
