import { bid } from "./bid.ts";
import { deal } from "./deal.ts";
import { frame } from "./frame.ts";
import { market } from "./market.ts";
import { model } from "./model.ts";
import { owner } from "./owner.ts";
import { rounds } from "./rounds.ts";
import { rules } from "./rules.ts";
import { stake } from "./stake.ts";

/** Everything the page says in English. */
export const words = { frame, market, model, bid, stake, owner, rounds, rules, deal };
