import type { ReactNode } from "react";

import { words } from "../words/index.ts";

/** Something worth knowing: said in words, marked by a sign and a colour. */
export function Notice({
  kind = "info",
  children,
  action,
  live = false,
}: {
  readonly kind?: "info" | "good" | "warning" | "bad";
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly live?: boolean;
}) {
  return (
    <div className={`notice ${kind}`} role={kind === "bad" ? "alert" : live ? "status" : undefined}>
      <span className="notice-sign" aria-hidden="true">
        {{ info: "i", good: "✓", warning: "!", bad: "×" }[kind]}
      </span>
      <div className="notice-words">{children}</div>
      {action}
    </div>
  );
}

/** Nothing is here, and what one may do about it. */
export function Empty({
  children,
  hint,
  action,
}: {
  readonly children: ReactNode;
  readonly hint?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="empty">
      <p className="empty-title">{children}</p>
      {hint !== undefined && <p>{hint}</p>}
      {action}
    </div>
  );
}

/** Something could not be read. */
export function Failed({ error, retry }: { readonly error: Error; readonly retry?: () => void }) {
  const short = "shortMessage" in error && typeof error.shortMessage === "string" ? error.shortMessage : error.message;
  return (
    <Notice
      kind="bad"
      action={
        retry !== undefined && (
          <button type="button" className="button small" onClick={retry}>
            {words.frame.retry}
          </button>
        )
      }
    >
      <strong>{words.frame.failed}</strong> {short.slice(0, 200)}
    </Notice>
  );
}
