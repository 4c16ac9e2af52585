/** What the contracts can be asked and told, from the compiler, as constants that types can be read from. */
export { accessManagerAbi } from "./generated/accessManager.js";
export { errorsAbi, type ContractErrors } from "./generated/errors.js";
export { modelRegistryAbi } from "./generated/modelRegistry.js";
export { scoreOracleAbi } from "./generated/scoreOracle.js";
export { stakeSpaceAbi } from "./generated/stakeSpace.js";
export { stakeSpaceLensAbi } from "./generated/stakeSpaceLens.js";
export { testTokenAbi } from "./generated/testToken.js";
