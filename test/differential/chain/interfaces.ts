import type { Interface } from "ethers";

import {
  ModelRegistry__factory,
  ScoreOracle__factory,
  StakeSpace__factory,
  TestToken__factory,
} from "../../../typechain-types/index.js";

export const space: Interface = StakeSpace__factory.createInterface();
export const oracle: Interface = ScoreOracle__factory.createInterface();
export const registry: Interface = ModelRegistry__factory.createInterface();
export const token: Interface = TestToken__factory.createInterface();

/** The contracts that are asked what they hold. */
export const INTERFACES = { space, oracle, registry };
