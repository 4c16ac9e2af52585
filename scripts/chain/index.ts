/** Deployments and their contracts: connecting, deploying, sending, and what refusals mean. */
export * from "./connection.js";
export * from "./contracts.js";
export * from "./deploy.js";
export * from "./deployment.js";
export * from "./deployments.js";
export * from "./errors.js";
export * from "./refusal.js";
export * from "./send.js";
export * from "./talk.js";
export * from "./time.js";
export * from "./allowance.js";
export * from "./settle.js";
export * from "./roundView.js";
export * from "./modelViews.js";
export * from "./accountViews.js";
export { readInParts } from "./readInParts.js";
export { type Clock, chainTime, patientClock, travellingClock } from "./clock.js";
export { requireLocked, takesBids } from "./phase.js";
