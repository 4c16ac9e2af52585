import { allTime } from "./allTime.js";
import { bestResponse } from "./bestResponse.js";
import { blackMarket } from "./blackMarket.js";
import { burning } from "./burning.js";
import { fifteenHoldHalf } from "./fifteenHoldHalf.js";
import { idleWhale } from "./idleWhale.js";
import { liquidation } from "./liquidation.js";
import { luckyRandom } from "./luckyRandom.js";
import { mirrors } from "./mirrors.js";
import { muchNoise } from "./muchNoise.js";
import { overstaking } from "./overstaking.js";
import { ownersIncome } from "./ownersIncome.js";
import { rentsCollapse } from "./rentsCollapse.js";
import { shilling } from "./shilling.js";
import { soldRecord } from "./soldRecord.js";
import { spoofing } from "./spoofing.js";
import { swappedPredictor } from "./swappedPredictor.js";
import { sybils } from "./sybils.js";
import { tcAndCopies } from "./tcAndCopies.js";
import { topOfLeaderboard } from "./topOfLeaderboard.js";
import { trackRecord } from "./trackRecord.js";
import type { Claim } from "./types.js";
import { unwantedModels } from "./unwantedModels.js";
import { waiting } from "./waiting.js";
import { whalesBetter } from "./whalesBetter.js";

export type { Claim, ClaimRun, Found } from "./types.js";

/** Every claim, in the order they are answered: those of the thread, then the attacks on the rule itself. */
export const CLAIMS: readonly Claim[] = [
  ...[fifteenHoldHalf, sybils, liquidation, blackMarket, tcAndCopies, overstaking, trackRecord, waiting, allTime],
  ...[luckyRandom, topOfLeaderboard, burning, ownersIncome, whalesBetter, rentsCollapse, shilling],
  ...[swappedPredictor, soldRecord, mirrors, muchNoise, spoofing, idleWhale, unwantedModels, bestResponse],
];
