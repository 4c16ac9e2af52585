import { MARKET_TERMS } from "../../markets/types.js";

/** The base of a model that is unique and beyond doubt, tokens. */
export const FREE_BASE = MARKET_TERMS.baseLimit;
