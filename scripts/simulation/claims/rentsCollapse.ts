import { lateMean, playSpace, worldOf } from "./support/seasons.js";
import type { Claim } from "./types.js";

export const rentsCollapse: Claim = {
  id: "rents_collapse",
  claim: "Rents collapse where owners set no reserve.",
  measures: "part of filled space that goes for nothing without reserves",
  holdsWhen: "above",
  threshold: 0.2,
  axes: { x: "reserves", y: "part of filled stake that pays no rent" },
  asides: {
    "rent per 1,000": "rent a round per 1,000 filled tokens, by reserves",
  },
  observe(run) {
    const world = worldOf(run);
    const [without, withReserves] = [false, true].map((reserves) => playSpace(world, run.seed, { reserves }).outcomes);
    const free = (outcomes: typeof without): number =>
      lateMean(
        outcomes!,
        ({ weights, flows, atRisk }) =>
          weights.reduce((total, tokens, j) => total + (flows.rent[j]! <= 1e-9 * tokens ? tokens : 0), 0) / atRisk,
      );
    const rent = (outcomes: typeof without): number =>
      lateMean(outcomes!, ({ flows, atRisk }) => (1_000 * flows.rent.reduce((total, x) => total + x, 0)) / atRisk);
    return {
      value: free(without),
      "free space|without": free(without),
      "free space|with": free(withReserves),
      "rent per 1,000|without": rent(without),
      "rent per 1,000|with": rent(withReserves),
    };
  },
};
