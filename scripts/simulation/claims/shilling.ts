import { shill } from "../agents/kinds.js";
import { MARKET_TERMS as SHIPPED } from "../markets/types.js";
import type { World } from "../worlds/types.js";
import { gainOf, only, playSpace, richAccount, worldOf } from "./support/seasons.js";
import type { Claim, ClaimRun } from "./types.js";

/** A shill against an owner of the same models and tokens that stakes the same part of its space at the price of the others. */
export const shilling: Claim = {
  id: "shilling",
  claim: "A shilling owner gains.",
  measures: "what shilling adds to the season's gain of an owner of good models, in hundredths of its tokens",
  holdsWhen: "above",
  threshold: 0,
  axes: { x: "rent fee", y: "gain over an ordinary owner, hundredths of its tokens" },
  observe(run) {
    const world = worldOf(run, { lateShare: 0 });
    const owner = ownerOfGood(world);
    const found: Record<string, number> = {};
    for (const rentFee of [0, 0.1, 0.3]) {
      found[`with reserves|${rentFee}`] = advantage(world, run, owner, { rentFee, reserves: true });
    }
    found["without reserves|0.1"] = advantage(world, run, owner, { rentFee: 0.1, reserves: false });
    return { value: found["with reserves|0.1"]!, ...found };
  },
};

function advantage(
  world: World,
  run: ClaimRun,
  owner: number,
  { rentFee, reserves }: { readonly rentFee: number; readonly reserves: boolean },
): number {
  const terms = { ...SHIPPED, rentFee };
  const plain = playSpace(world, run.seed, { reserves, terms }).outcomes;
  const attacked = playSpace(world, run.seed, { reserves, terms, behaviours: only(owner, shill) }).outcomes;
  return 100 * (gainOf(world, attacked, owner) - gainOf(world, plain, owner));
}

/** The account of middling wealth whose models are best. */
function ownerOfGood(world: World): number {
  const skill = world.rounds[0]!.lasting;
  const candidates = Array.from({ length: 30 }, (_, index) => richAccount(world, 5 + index));
  const best = (account: number): number => Math.max(...world.accounts[account]!.models.map((model) => skill[model]!));
  return candidates.sort((a, b) => best(b) - best(a) || a - b)[0]!;
}
