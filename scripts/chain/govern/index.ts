/** What governor and guardian can do: as calls, by the access manager's delays, or as data for a multi-signature wallet. */
export { type Access, readAccess } from "./access.js";
export { type GovernedCall, governedCalls } from "./calls.js";
export { type ScheduledCall, ScheduledCalls } from "./scheduled.js";
export { type GovernedStep, type RawCall, rawStep, sendStep, stepName } from "./steps.js";
