import { ModelRegistry__factory, ScoreOracle__factory, StakeSpace__factory } from "../typechain-types/index.js";

/** Role ids in the access manager. 0 is its own admin role, whoever holds it grants and takes all others. */
export const ADMIN_ROLE = 0n;
/** Sets parameters and reporters, ends a recess, withdraws free treasury; acts after its delay. */
export const GOVERNOR_ROLE = 1n;
/** Vetoes a report inside its challenge period and pauses; acts at once. */
export const GUARDIAN_ROLE = 2n;

const space = StakeSpace__factory.createInterface();
const oracle = ScoreOracle__factory.createInterface();
const registry = ModelRegistry__factory.createInterface();

/** Which role may call what. Everything else that is restricted belongs to the admin. */
export const ROLE_FUNCTIONS = {
  governorSpace: (["resume", "queueParameters", "queueTreasuryWithdrawal"] as const).map(
    (name) => space.getFunction(name).selector,
  ),
  governorOracle: (["setReporters", "setStakeSpace"] as const).map((name) => oracle.getFunction(name).selector),
  governorRegistry: [registry.getFunction("setStakeSpace").selector],
  guardianSpace: [space.getFunction("setPaused").selector],
  guardianOracle: [oracle.getFunction("veto").selector],
} as const;
