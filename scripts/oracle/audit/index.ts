/** Somebody who recomputes what reporters propose, while it can still be vetoed. */
export { type AuditOptions, auditPending, type Finding, type AuditVerdict } from "./audit.js";
export { postFinding } from "./webhook.js";
