/** Errors, formats, seeded random numbers: what every wing may use. */
export * from "./contractRefusal.js";
export * from "./errors.js";
export * from "./format.js";
export * from "./json.js";
export * from "./printable.js";
export * from "./random.js";
export * from "./roundName.js";
export * from "./schemaWords.js";
export * from "./time.js";
